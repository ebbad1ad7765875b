-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table user_account (
    organisation_id uuid not null
        constraint user_account_of_organisation references organisation,
    user_id uuid not null,
    -- Compared as it is: the contract brings it into lower case.
    email text not null
        constraint user_account_email_lower_case check (email = lower(email collate "C"))
        constraint user_account_email_length check (length(email) between 3 and 254),
    name text not null constraint user_account_name_length check (length(name) between 1 and 200),
    state text not null constraint user_account_state_known check (state in ('active', 'disabled')),
    created_at timestamptz not null,
    version bigint not null default 1 constraint user_account_version_positive check (version > 0),
    constraint user_account_key primary key (organisation_id, user_id),
    -- Also the order of lists.
    constraint user_account_email_unique unique (organisation_id, email)
);

-- A login need not name the organisation.
create index user_account_by_email on user_account (email);

-- Apart from the user, so that no list of users reads hashes by accident.
create table password (
    organisation_id uuid not null,
    user_id uuid not null,
    -- A PHC string: algorithm, parameters, salt and hash, so that parameters can change from login to login.
    phc text not null constraint password_is_argon2id check (phc like '$argon2id$v=19$%'),
    set_at timestamptz not null,
    constraint password_key primary key (organisation_id, user_id),
    constraint password_of_user foreign key (organisation_id, user_id) references user_account
);
