//! The roles whose holders must have a second factor.

use domain::person::Role;

use crate::{Error, Result, Tx};

impl Tx {
    /// The roles whose holders must have a second factor, in their order.
    pub async fn code_roles(&mut self) -> Result<Vec<Role>> {
        let sql = "select role from code_roles";
        let rows: Vec<(String,)> = fetch_all!(self, sql)?;
        let role = |(code,): (String,)| Role::coded(&code).ok_or(Error::Corrupt(code));
        let mut roles = rows.into_iter().map(role).collect::<Result<Vec<_>>>()?;
        roles.sort_unstable();
        Ok(roles)
    }

    /// Sets the roles whose holders must have a second factor.
    pub async fn set_code_roles(&mut self, roles: &[Role]) -> Result<()> {
        exec!(self, "delete from code_roles")?;
        for role in roles {
            exec!(self, "insert into code_roles (role) values ($1)", role.code())?;
        }
        Ok(())
    }
}
