insert into code_roles (role) values ('administrator');
