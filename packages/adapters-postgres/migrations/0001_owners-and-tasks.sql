-- Up Migration

-- One counter per owner: every change takes the next number, and its row stays locked until that change is committed.
create table owners (
  user_id text collate "C" primary key check (char_length(user_id) between 1 and 255),
  version bigint not null check (version > 0),
  -- Tombstones up to this version are gone for good.
  purged_version bigint not null default 0 check (purged_version between 0 and version)
) with (fillfactor = 50);

create table tasks (
  user_id text collate "C" not null check (char_length(user_id) between 1 and 255),
  id uuid not null,
  title text not null check (char_length(title) between 1 and 255),
  description text check (char_length(description) <= 1000),
  completed_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null check (updated_at >= created_at),
  deleted_at timestamptz(3),
  version bigint not null check (version > 0),
  -- The texts without case and accents, as the domain folds them: what titles are ordered by, and what is searched.
  folded_title text collate "C" not null check (char_length(folded_title) <= 255),
  folded_description text collate "C" not null,
  -- A digest of the content the task was created with: how a repeated creation is told from another task.
  created_as text not null,
  primary key (user_id, id)
);

-- One for each order of a list, the trash included; the order of changes is also that of the feed.
create index tasks_by_creation on tasks (user_id, created_at, id);
create index tasks_by_title on tasks (user_id, folded_title, id);
create unique index tasks_by_version on tasks (user_id, version);

-- For emptying the trash, which knows no owner: small, as it holds only what is in it.
create index tasks_in_trash on tasks (user_id, deleted_at) where deleted_at is not null;
