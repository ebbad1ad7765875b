-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table ledger.idempotency_key (
    organisation_id uuid not null,
    key text not null,
    method text not null,
    params_digest bytea not null,
    outcome bytea,
    created_at timestamptz not null,
    primary key (organisation_id, key)
);

create table ledger.note (
    organisation_id uuid not null,
    note text not null
);
