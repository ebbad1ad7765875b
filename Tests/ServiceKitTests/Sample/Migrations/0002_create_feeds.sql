-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table ledger.feed_source (source text primary key, listed_at timestamptz not null);

create table ledger.feed (
    organisation_id uuid not null,
    source text not null,
    scope_id uuid not null,
    head bigint not null,
    live_generation integer not null,
    primary key (organisation_id, source, scope_id)
);

create table ledger.feed_cursor (
    organisation_id uuid not null,
    source text not null,
    scope_id uuid not null,
    generation integer not null,
    position bigint not null,
    complete_at timestamptz,
    moved_at timestamptz not null,
    primary key (organisation_id, source, scope_id, generation)
);

-- No constraint keeps a position from standing here twice: that is what the tests look for.
create table ledger.fact (
    scope_id uuid not null,
    generation integer not null,
    position bigint not null
);
