//! Open data by their bytes: the rules for machine readability, the laws of tables, the descriptions.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod descriptions;
#[cfg(test)]
mod document;
#[cfg(test)]
mod level1;
#[cfg(test)]
mod level2;
#[cfg(test)]
mod level3;
#[cfg(test)]
mod made_up;
#[cfg(test)]
mod published;
#[cfg(test)]
mod snapshot;
#[cfg(test)]
mod tables;
