-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Limits guesses over all replicas. Each subject has a leaky bucket: an attempt is admitted while the bucket's
-- drained_at is not too far ahead, and moves it further ahead by its cost (the generic cell rate algorithm).
create table login_throttle (
    kind text not null constraint login_throttle_kind_known check (kind in ('account', 'address')),
    -- HMAC-SHA-256 of the e-mail address or of the network address, so that the table tells nobody who tried.
    subject bytea not null constraint login_throttle_subject_is_digest check (octet_length(subject) = 32),
    -- When the bucket is empty again, should nothing more happen.
    drained_at timestamptz not null,
    constraint login_throttle_key primary key (kind, subject)
);

-- Empty buckets are deleted.
create index login_throttle_by_drained_at on login_throttle (drained_at);
