-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Which commands happened, and how they ended. Written in the transaction of the effect, kept for 35 days at least.
create table idempotency_key (
    organisation_id uuid not null,
    key text not null constraint idempotency_key_length check (length(key) between 1 and 128),
    method text not null,
    -- SHA-256 of the method's name and its params.
    params_digest bytea not null,
    -- JSON of the result or of the domain error; null only inside the transaction that is carrying the command out.
    outcome bytea,
    created_at timestamptz not null,
    constraint idempotency_key_key primary key (organisation_id, key)
);

-- Old keys are deleted in the order of their age.
create index idempotency_key_by_age on idempotency_key (created_at);
