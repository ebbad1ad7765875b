-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- To which client another one belongs, as it is now and was on every day: the record is the fact of its version. Only a
-- transaction that holds the organisation's row of feed_head writes here.
create table clients.parentage (
    organisation_id uuid not null,
    client_id uuid not null,
    version bigint not null constraint parentage_version_from_one check (version >= 1),
    kind text collate "C" not null generated always as ('parentage') stored,
    constraint parentage_once_a_client primary key (organisation_id, client_id),
    constraint parentage_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint parentage_is_a_fact foreign key (organisation_id, kind, client_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create table clients.client_parent (
    organisation_id uuid not null,
    client_id uuid not null,
    parent_id uuid not null,
    starts_on date not null,
    ends_on date,
    days daterange not null generated always as (daterange(starts_on, ends_on, '[]')) stored,
    constraint client_parent_begins_once_a_day primary key (organisation_id, client_id, starts_on),
    constraint client_parent_of_a_parentage foreign key (organisation_id, client_id)
        references clients.parentage (organisation_id, client_id),
    constraint client_parent_is_a_client foreign key (organisation_id, parent_id)
        references clients.client (organisation_id, client_id),
    constraint no_client_is_its_own_parent check (client_id <> parent_id),
    constraint one_parent_a_day exclude using gist (
        organisation_id with =, client_id with =, days with &&)
);

create index client_parent_by_parent on clients.client_parent (organisation_id, parent_id, client_id);
