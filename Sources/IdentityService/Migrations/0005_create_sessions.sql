-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- One login of one user. Its refresh tokens are a family: reusing a spent one ends them all.
create table session (
    organisation_id uuid not null,
    session_id uuid not null,
    user_id uuid not null,
    started_at timestamptz not null,
    -- However busy it is, a session ends here.
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text
        constraint session_end_reason_known
            check (end_reason in ('logout', 'token_reused', 'user_disabled', 'password_changed')),
    constraint session_key primary key (organisation_id, session_id),
    constraint session_of_user foreign key (organisation_id, user_id) references user_account,
    constraint session_end_has_reason check ((ended_at is null) = (end_reason is null))
);

create index session_open_of_user on session (organisation_id, user_id) where ended_at is null;
-- Sessions that nobody needs any longer are deleted in the order of their end.
create index session_by_expiry on session (expires_at);

create table refresh_token (
    -- SHA-256 of the token; the token itself is never stored.
    digest bytea not null
        constraint refresh_token_key primary key
        constraint refresh_token_digest_is_sha256 check (octet_length(digest) = 32),
    organisation_id uuid not null,
    session_id uuid not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    -- When it was exchanged for its successor. Null is unspent.
    used_at timestamptz,
    constraint refresh_token_of_session foreign key (organisation_id, session_id)
        references session on delete cascade
);

create index refresh_token_by_session on refresh_token (organisation_id, session_id);
