/** The table as an engineer would make it who writes handlers straight on it. */
export const referenceSchema = `
  create table tasks (
    id uuid primary key,
    user_id text not null,
    title varchar(255) not null,
    description varchar(1000),
    completed_at timestamptz(3),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    version integer not null default 1
  );
  create index tasks_by_user on tasks (user_id, created_at, id);`
