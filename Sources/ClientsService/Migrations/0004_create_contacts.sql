-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Every version that a record other than a client ever had, the present one too; never changed. Who changed what and
-- when, and what the feed shows. A record's own table says which version is the present one.
create table clients.fact (
    organisation_id uuid not null,
    -- The kind of its items in the feed.
    kind text collate "C" not null constraint fact_kind_is_a_word check (kind ~ '^[a-z_]+$'),
    record_id uuid not null,
    version bigint not null constraint fact_version_from_one check (version >= 1),
    -- The record as it was, as JSON.
    record bytea not null,
    recorded_at timestamptz not null,
    -- user:<id>, service-account:<id> or service:<name>
    recorded_by text not null,
    constraint fact_is_written_once primary key (organisation_id, kind, record_id, version)
);

-- An item shows a version of a client, or one of another record.
alter table clients.feed
    alter column client_id drop not null,
    add column record_id uuid,
    drop constraint feed_kind_is_known,
    add constraint feed_shows_a_client_or_a_fact check (
        case when kind in ('created', 'updated') then client_id is not null and record_id is null
        else client_id is null and record_id is not null end),
    add constraint feed_shows_a_fact foreign key (organisation_id, kind, record_id, version)
        references clients.fact (organisation_id, kind, record_id, version);

-- A person, as he is now: the record is the fact of its version. Only a transaction that holds the organisation's row
-- of feed_head writes here.
create table clients.contact (
    organisation_id uuid not null,
    contact_id uuid not null,
    version bigint not null constraint contact_version_from_one check (version >= 1),
    -- Name and channels, the latter as typed and as compared.
    searched text not null,
    -- As of clients: one index serves all organisations.
    words tsvector not null generated always as (
        array_to_tsvector(array_append(clients.words(searched), '@' || organisation_id::text))
    ) stored,
    -- The kind of the fact.
    kind text collate "C" not null generated always as ('contact') stored,
    constraint contact_id_is_unique primary key (organisation_id, contact_id),
    constraint contact_is_a_fact foreign key (organisation_id, kind, contact_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index contact_by_word on clients.contact using gin (words) with (fastupdate = off);

-- At which clients a contact is or was.
create table clients.contact_position (
    organisation_id uuid not null,
    client_id uuid not null,
    contact_id uuid not null,
    left_on date,
    constraint contact_position_once_a_client primary key (organisation_id, client_id, contact_id),
    constraint contact_position_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint contact_position_of_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id)
);

create index contact_position_by_contact on clients.contact_position (organisation_id, contact_id, client_id);

-- By what contacts are reached.
create table clients.contact_channel (
    organisation_id uuid not null,
    contact_id uuid not null,
    -- From 0; the preferred one first.
    ordinal integer not null constraint contact_channel_ordinal_from_zero check (ordinal >= 0),
    kind text collate "C" not null constraint contact_channel_kind_is_known check (kind in ('email', 'phone')),
    normalised text collate "C" not null constraint contact_channel_not_empty check (normalised <> ''),
    constraint contact_channel_in_order primary key (organisation_id, contact_id, ordinal),
    constraint contact_channel_of_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id)
);

create index contact_channel_by_address
    on clients.contact_channel (organisation_id, kind, normalised, contact_id);
