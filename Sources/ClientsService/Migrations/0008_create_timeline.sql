-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What happened with each client, in the order in which it happened: for each client that an item of the feed is about
-- a place. Written by the statement that writes the item, and never changed. Nothing refers from it, since each of
-- thousands of rows of a bulk call would be looked up again in what the same statement wrote.
create table clients.timeline (
    organisation_id uuid not null,
    client_id uuid not null,
    -- What is recorded afterwards happened before its item was recorded.
    happened_at timestamptz not null,
    position bigint not null,
    kind text collate "C" not null,
    constraint timeline_in_order
        primary key (organisation_id, client_id, happened_at, position) include (kind)
);

insert into clients.timeline (organisation_id, client_id, happened_at, position, kind)
select organisation_id, client_id, recorded_at, position, kind from clients.feed where client_id is not null;

insert into clients.timeline (organisation_id, client_id, happened_at, position, kind)
select item.organisation_id, place.client_id, item.recorded_at, item.position, item.kind
from clients.feed as item
join clients.contact_position as place
    on place.organisation_id = item.organisation_id and place.contact_id = item.record_id
where item.kind = 'contact';
