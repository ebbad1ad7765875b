-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table ledger.feed_cursor (
    source text not null,
    organisation_id uuid not null,
    scope_id uuid not null,
    position bigint not null,
    head bigint not null,
    moved_at timestamptz not null,
    primary key (organisation_id, source, scope_id)
);

-- No constraint keeps a position from standing here twice: that is what the tests look for.
create table ledger.fact (
    scope_id uuid not null,
    position bigint not null
);
