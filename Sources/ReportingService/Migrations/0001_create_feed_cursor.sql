-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Where reporting stands in each feed that it follows.

-- When all feeds of a service were last listed: a feed whose cursor is at its head was complete then.
create table reporting.feed_source (
    source text collate "C" not null,
    listed_at timestamptz not null,
    constraint feed_source_once primary key (source)
);

create table reporting.feed (
    organisation_id uuid not null,
    -- The service that publishes the feed.
    source text collate "C" not null,
    -- The book; the organisation again where the feed is one of the whole organisation.
    scope_id uuid not null,
    -- The latest position that the source told.
    head bigint not null constraint feed_head_from_zero check (head >= 0),
    -- Reports read the rows of this generation alone. A rebuild writes the next one beside it.
    live_generation integer not null constraint feed_generation_from_one check (live_generation >= 1),
    constraint feed_once primary key (organisation_id, source, scope_id)
)
with (fillfactor = 60);

-- A row for each generation. It moves in the transaction that writes what follows from the records, and whoever moves
-- it holds it locked, so that records count once whatever breaks and however many replicas read.
create table reporting.feed_cursor (
    organisation_id uuid not null,
    source text collate "C" not null,
    scope_id uuid not null,
    generation integer not null,
    position bigint not null constraint feed_cursor_from_zero check (position >= 0),
    -- When the generation was last known to hold everything; null before the first time.
    complete_at timestamptz,
    moved_at timestamptz not null,
    constraint feed_cursor_once primary key (organisation_id, source, scope_id, generation),
    constraint feed_cursor_of_a_feed foreign key (organisation_id, source, scope_id)
        references reporting.feed (organisation_id, source, scope_id)
)
with (fillfactor = 60);
