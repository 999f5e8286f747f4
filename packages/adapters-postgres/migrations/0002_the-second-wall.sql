-- Up Migration

-- The role that every statement of an owner runs as, whatever the login may do. Roles belong to the whole server, so another
-- database may have made it, perhaps at this very moment.
do $$
begin
  create role taskport_api nologin noinherit nobypassrls;
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  execute format('grant usage on schema %I to taskport_api', current_schema());
  if not pg_has_role(current_user, 'taskport_api', 'member') then
    execute format('grant taskport_api to %I', current_user);
  end if;
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
