-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The tenants. Every other table that belongs to one starts its key with organisation_id.
create table organisation (
    organisation_id uuid not null constraint organisation_key primary key,
    -- What people type at login to tell organisations apart.
    code text not null
        constraint organisation_code_unique unique
        constraint organisation_code_plain check (code ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    name text not null constraint organisation_name_length check (length(name) between 1 and 200),
    created_at timestamptz not null,
    version bigint not null default 1 constraint organisation_version_positive check (version > 0)
);
