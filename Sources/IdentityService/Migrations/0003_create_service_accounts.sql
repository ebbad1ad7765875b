-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Programs that call on their own behalf.
create table service_account (
    organisation_id uuid not null
        constraint service_account_of_organisation references organisation,
    service_account_id uuid not null,
    name text not null constraint service_account_name_length check (length(name) between 1 and 200),
    -- Held besides those of its roles; the words of the contract's permission table.
    permissions text[] not null,
    created_at timestamptz not null,
    version bigint not null default 1 constraint service_account_version_positive check (version > 0),
    constraint service_account_key primary key (organisation_id, service_account_id),
    constraint service_account_name_unique unique (organisation_id, name)
);

create table client_secret (
    organisation_id uuid not null,
    service_account_id uuid not null,
    client_secret_id uuid not null,
    -- SHA-256. The secret has 256 random bits, so that a slow hash would add nothing.
    digest bytea not null
        constraint client_secret_digest_unique unique
        constraint client_secret_digest_is_sha256 check (octet_length(digest) = 32),
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint client_secret_key primary key (organisation_id, service_account_id, client_secret_id),
    constraint client_secret_of_service_account foreign key (organisation_id, service_account_id)
        references service_account,
    constraint client_secret_expires_later check (expires_at > issued_at)
);
