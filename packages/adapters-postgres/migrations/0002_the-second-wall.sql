-- Up Migration

-- The role that every statement of an owner runs as, whatever the login may do. Roles belong to the whole server: another
-- database may have made it, perhaps at this very moment, or an administrator, where the login may not.
do $$
begin
  if not exists (select from pg_roles where rolname = 'taskport_api') then
    create role taskport_api nologin noinherit;
  end if;
exception
  when duplicate_object or unique_violation then null;
end
$$;

-- Being a member may mean many things since PostgreSQL 16, so the right to become the role is granted again. Who may not
-- grant it may have it already; the proof at each start finds out.
do $$
begin
  execute format('grant taskport_api to %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;

do $$
begin
  execute format('grant usage on schema %I to taskport_api', current_schema());
end
$$;

grant select, insert, update on owners to taskport_api;
grant select, insert, update on tasks to taskport_api;

-- Rows of the owner whom the transaction names, and of nobody while it names none. The subselect is evaluated once a statement.
alter table owners enable row level security;
alter table tasks enable row level security;

create policy own_rows on owners to taskport_api
  using (user_id = (select nullif(current_setting('taskport.owner', true), '')))
  with check (user_id = (select nullif(current_setting('taskport.owner', true), '')));

create policy own_rows on tasks to taskport_api
  using (user_id = (select nullif(current_setting('taskport.owner', true), '')))
  with check (user_id = (select nullif(current_setting('taskport.owner', true), '')));
