-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Addresses by which calendar programs read a user's agenda. The secret in an address is kept as its SHA-256 alone.
create table clients.calendar_feed (
    organisation_id uuid not null,
    feed_id uuid not null,
    user_id uuid not null,
    secret_digest bytea not null constraint calendar_feed_digest_is_sha256 check (octet_length(secret_digest) = 32),
    label text,
    -- What the user might read when it was issued.
    permissions text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_read_at timestamptz,
    constraint calendar_feed_id_is_unique primary key (organisation_id, feed_id)
);

create index calendar_feed_by_user on clients.calendar_feed (organisation_id, user_id, feed_id);
-- The address tells no organisation.
create unique index calendar_feed_by_digest on clients.calendar_feed (secret_digest);
create index calendar_feed_by_end on clients.calendar_feed (expires_at);
