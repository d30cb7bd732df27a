-- The usual way to take a seat: lock the event's row, count, note who comes.
\set resident random(1, 2000000000)
begin;
select taken from events where id = 1 for update;
insert into sign_ups (event, resident) values (1, :resident) on conflict do nothing;
update events set taken = taken + 1 where id = 1;
commit;
