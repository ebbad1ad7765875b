-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- An import of a file, and how far it is. Its position moves in the transaction that writes the rows' effects, so that
-- nothing is done twice or lost, whatever breaks. Holds nothing that rows say of people.
create table clients.import_run (
    organisation_id uuid not null,
    run_id uuid not null,
    -- user:<id> or service-account:<id>: who alone sees it.
    started_by text not null,
    -- What never changes of it, as JSON.
    definition bytea not null,
    -- The number of the next row, from 0.
    position bigint not null,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    refused bigint not null,
    is_finished boolean not null,
    fingerprint text,
    -- The last call: where its rows began, and its digest, by which its repetition is known.
    last_position bigint,
    last_digest bytea,
    started_at timestamptz not null,
    updated_at timestamptz not null,
    constraint import_run_id_is_unique primary key (organisation_id, run_id),
    constraint import_run_counts_add_up check (created + updated + unchanged + refused = position)
);

create index import_run_by_starter on clients.import_run (organisation_id, started_by, run_id);
-- Old ones are forgotten.
create index import_run_by_update on clients.import_run (updated_at);

-- Rows that were refused. The rows themselves stay with who has the file.
create table clients.import_reject (
    organisation_id uuid not null,
    run_id uuid not null,
    -- From 0.
    row_number bigint not null,
    line bigint not null,
    column_name text,
    reason text collate "C" not null,
    rule text not null,
    constraint import_reject_once_a_row primary key (organisation_id, run_id, row_number),
    constraint import_reject_of_a_run foreign key (organisation_id, run_id)
        references clients.import_run (organisation_id, run_id) on delete cascade
);

-- What systems outside call a contact. Compared byte by byte.
create table clients.contact_external_id (
    organisation_id uuid not null,
    system text collate "C" not null,
    external_id text collate "C" not null,
    contact_id uuid not null,
    constraint contact_external_id_names_one primary key (organisation_id, system, external_id),
    constraint contact_external_id_of_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id)
);

create index contact_external_id_by_contact
    on clients.contact_external_id (organisation_id, contact_id, system, external_id);
