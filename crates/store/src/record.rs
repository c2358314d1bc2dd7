//! Structs that a query's columns fill.

/// A struct of the columns of the same names; `..name: Type` is filled by the columns of another
/// such struct. What the derive macro of sqlx writes, without it: that macro is a program of the
/// compiler's, for which both drivers, their TLS and `SQLite` itself are built a second time.
macro_rules! record {
    ($(#[$on:meta])* $sight:vis struct $name:ident {
        $(..$part:ident: $of:ty,)*
        $($(#[$about:meta])* $open:vis $column:ident: $kind:ty),* $(,)?
    }) => {
        $(#[$on])*
        $sight struct $name {
            $($part: $of,)*
            $($(#[$about])* $open $column: $kind,)*
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'r str: sqlx::ColumnIndex<R>,
            $($of: sqlx::FromRow<'r, R>,)*
            $($kind: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self {
                    $($part: <$of as sqlx::FromRow<'r, R>>::from_row(row)?,)*
                    $($column: row.try_get(stringify!($column))?,)*
                })
            }
        }
    };
}
