-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The first outcome of each command, written in the transaction of its effect, so that a repeated command answers
-- it again. Kept for 35 days.
create table clients.idempotency_key (
    organisation_id uuid not null,
    key text collate "C" not null,
    method text not null,
    -- SHA-256 of the method's name and the params.
    params_digest bytea not null constraint idempotency_key_digest_has_32_bytes check (length(params_digest) = 32),
    -- Null only within the transaction that carries the command out.
    outcome bytea,
    created_at timestamptz not null,
    constraint idempotency_key_used_once primary key (organisation_id, key)
);

-- For the purge, which goes from the oldest on.
create index idempotency_key_by_age on clients.idempotency_key (created_at);
