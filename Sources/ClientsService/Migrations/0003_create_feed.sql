-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The latest position of an organisation's feed. A write locks this row before anything else and until it commits:
-- positions have no gaps and follow the order of commits, and two writes of one organisation never wait for each
-- other crosswise.
create table clients.feed_head (
    organisation_id uuid not null constraint feed_head_of_an_organisation primary key,
    position bigint not null constraint feed_head_from_zero check (position >= 0)
)
-- Room for the next version of each row beside it: the row is written with every change.
with (fillfactor = 50);

-- One change of a client; the record is the version's.
create table clients.feed (
    organisation_id uuid not null,
    position bigint not null constraint feed_position_from_one check (position >= 1),
    kind text not null constraint feed_kind_is_known check (kind in ('created', 'updated')),
    client_id uuid not null,
    version bigint not null,
    recorded_at timestamptz not null,
    constraint feed_position_is_unique primary key (organisation_id, position),
    constraint feed_shows_a_version foreign key (organisation_id, client_id, version)
        references clients.client_version (organisation_id, client_id, version)
);
