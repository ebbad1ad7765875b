-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Keys that sign access tokens. A key is published as `next` before it signs, so that every verifier knows it in
-- time, and stays published as `retired` until no token that it signed holds any longer.
create table signing_key (
    kid text not null constraint signing_key_key primary key,
    algorithm text not null constraint signing_key_algorithm_known check (algorithm in ('ES256')),
    -- x and y of the point, 32 bytes each.
    public_key bytea not null constraint signing_key_public_length check (octet_length(public_key) = 64),
    -- AES-256-GCM under a key derived from the service's secret key file; the kid is authenticated with it.
    private_key_sealed bytea not null,
    state text not null constraint signing_key_state_known check (state in ('next', 'active', 'retired')),
    created_at timestamptz not null,
    activated_at timestamptz,
    retired_at timestamptz,
    constraint signing_key_active_since check ((state = 'next') = (activated_at is null)),
    constraint signing_key_retired_since check ((state = 'retired') = (retired_at is not null))
);

-- At most one key signs, and at most one waits.
create unique index signing_key_state_once on signing_key (state) where state in ('next', 'active');
