-- Up Migration

-- How often each caller has asked in the present window of time, where several instances keep one limit. Not logged, as a crash
-- may forget it; keys are digests, so no address and no user stands in it.
create unlogged table request_counts (
  key text collate "C" primary key,
  count integer not null check (count > 0),
  window_ends_at timestamptz not null
) with (fillfactor = 50);

create index request_counts_by_end on request_counts (window_ends_at);
