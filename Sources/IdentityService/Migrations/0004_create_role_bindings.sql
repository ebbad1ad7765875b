-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Who holds which role, over what, and from when to when. A binding that is taken away stays as evidence.
create table role_binding (
    organisation_id uuid not null
        constraint role_binding_of_organisation references organisation,
    binding_id uuid not null,
    user_id uuid,
    service_account_id uuid,
    -- The name of a role: built-in ones are known to the program alone.
    role text not null constraint role_binding_role_plain check (role ~ '^[a-z]([a-z-]{0,38}[a-z])?$'),
    scope_kind text not null default 'organisation'
        constraint role_binding_scope_known check (scope_kind in ('organisation')),
    valid_from timestamptz not null,
    -- Not included; null is open.
    valid_to timestamptz,
    granted_by text not null,
    constraint role_binding_key primary key (organisation_id, binding_id),
    constraint role_binding_has_one_subject check (num_nonnulls(user_id, service_account_id) = 1),
    constraint role_binding_ends_later check (valid_to >= valid_from),
    constraint role_binding_of_user foreign key (organisation_id, user_id) references user_account,
    constraint role_binding_of_service_account foreign key (organisation_id, service_account_id)
        references service_account
);

-- A subject holds a role once at a time.
create unique index role_binding_user_once
    on role_binding (organisation_id, user_id, role) where valid_to is null and user_id is not null;
create unique index role_binding_service_account_once
    on role_binding (organisation_id, service_account_id, role)
    where valid_to is null and service_account_id is not null;
-- What a subject may do, asked for at every login. Bindings with an end in the future count, so both ends are in.
create index role_binding_by_user on role_binding (organisation_id, user_id) where user_id is not null;
create index role_binding_by_service_account
    on role_binding (organisation_id, service_account_id) where service_account_id is not null;
-- Who holds a role: the last administrator, and lists by role.
create index role_binding_by_role on role_binding (organisation_id, role);
