-- Up Migration

-- How many tasks each owner has, those in the trash too: what a quota is held against. Triggers count, as only they see what a
-- statement really wrote: an insert may find its id taken, a delete its task restored. They find the owner's row locked by the
-- statement that fired them, so the count is exact for whoever holds that lock.
alter table owners add column task_count bigint not null default 0 check (task_count >= 0);

create function count_new_tasks() returns trigger language plpgsql as $$
begin
  update owners set task_count = task_count + added.count
  from (select user_id, count(*) as count from added_tasks group by user_id) added
  where owners.user_id = added.user_id;
  return null;
end
$$;

create function count_gone_tasks() returns trigger language plpgsql as $$
begin
  update owners set task_count = task_count - gone.count
  from (select user_id, count(*) as count from gone_tasks group by user_id) gone
  where owners.user_id = gone.user_id;
  return null;
end
$$;

create trigger count_new_tasks after insert on tasks
  referencing new table as added_tasks
  for each statement execute function count_new_tasks();

create trigger count_gone_tasks after delete on tasks
  referencing old table as gone_tasks
  for each statement execute function count_gone_tasks();

-- The triggers' creation has locked out other writers until the end of this migration, so nothing is counted twice.
update owners set task_count = counted.count
from (select user_id, count(*) as count from tasks group by user_id) counted
where owners.user_id = counted.user_id;
