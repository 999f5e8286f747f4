-- Up Migration

-- What limits one column is said by its type. PostgreSQL keeps the conditions of a type at hand for a session, and reads those of a
-- table anew for every statement that writes to it: that took a fifth of its time for a creation. The types get their conditions
-- last, so that no table is written anew, and of the indexes only the small one of the trash: the rows are only read.
create domain owner_id as text collate "C";
create domain task_title as text;
create domain task_description as text;
create domain folded_task_title as text collate "C";
create domain number_from_zero as bigint;
create domain number_from_one as bigint;

-- No column's type can be changed under a policy. Nobody sees the tables without theirs: all of this is one transaction.
drop policy own_rows on owners;
drop policy own_rows on tasks;

alter table owners
  drop constraint owners_user_id_check,
  drop constraint owners_version_check,
  drop constraint owners_check,
  drop constraint owners_task_count_check,
  alter column user_id type owner_id,
  alter column version type number_from_one,
  alter column purged_version type number_from_zero,
  alter column task_count type number_from_zero,
  add constraint owners_purged_version_check check (purged_version <= version);

alter table tasks
  drop constraint tasks_user_id_check,
  drop constraint tasks_title_check,
  drop constraint tasks_description_check,
  drop constraint tasks_version_check,
  drop constraint tasks_folded_title_check,
  alter column user_id type owner_id,
  alter column title type task_title,
  alter column description type task_description,
  alter column version type number_from_one,
  alter column folded_title type folded_task_title;

alter domain owner_id add constraint owner_id_check check (char_length(value) between 1 and 255);
alter domain task_title add constraint task_title_check check (char_length(value) between 1 and 255);
alter domain task_description add constraint task_description_check check (char_length(value) <= 1000);
alter domain folded_task_title add constraint folded_task_title_check check (char_length(value) <= 255);
alter domain number_from_zero add constraint number_from_zero_check check (value >= 0);
alter domain number_from_one add constraint number_from_one_check check (value > 0);

-- The same rows as before, said in a way that costs a write less: the setting is a constant of the statement, subselect or not. Empty,
-- as it is where no owner is named, it is nobody's id.
create policy own_rows on owners to taskport_api
  using (user_id = current_setting('taskport.owner', true))
  with check (user_id = current_setting('taskport.owner', true));

create policy own_rows on tasks to taskport_api
  using (user_id = current_setting('taskport.owner', true))
  with check (user_id = current_setting('taskport.owner', true));

-- A creation counts its task where it takes its version, in one change of the owner's row instead of two. If the id is taken after
-- all, the whole statement fails, and has not counted. What is purged is still counted by the trigger.
drop trigger count_new_tasks on tasks;
drop function count_new_tasks;

-- Never below 0: whoever wrote tasks by statements of their own has not counted them, and their trash is to be emptied all the same.
create or replace function count_gone_tasks() returns trigger language plpgsql as $$
begin
  update owners set task_count = greatest(task_count - gone.count, 0)
  from (select user_id, count(*) as count from gone_tasks group by user_id) gone
  where owners.user_id = gone.user_id;
  return null;
end
$$;
