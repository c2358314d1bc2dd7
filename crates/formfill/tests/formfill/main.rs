//! Forms that are filled from made-up facts.

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod filling;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod maps;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod world;
