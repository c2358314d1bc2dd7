//! Tests that run once for each database.

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    /// A file of its own.
    Sqlite,
    /// A schema of its own on the `PostgreSQL` of scripts/with-postgres.
    Postgres,
}

/// Makes two tests of each function, `sqlite::…` and `postgres::…`. The latter are ignored unless
/// they are asked for: they need a server.
macro_rules! on_both {
    (async $($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::database::Database::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
            async fn $test() {
                super::$test(crate::database::Database::Postgres).await;
            })+
        }
    };
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $test() {
                super::$test(crate::database::Database::Sqlite);
            })+
        }
        mod postgres {
            $(#[test]
            #[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
            fn $test() {
                super::$test(crate::database::Database::Postgres);
            })+
        }
    };
}
