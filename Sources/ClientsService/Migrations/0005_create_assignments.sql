-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- On which days a user looks after a client, and as what. Only a transaction that holds the organisation's row of
-- feed_head writes here, and each write gives the client its next version.
create table clients.assignment (
    organisation_id uuid not null,
    client_id uuid not null,
    assignment_id uuid not null,
    -- Identity owns users; nothing here refers to them.
    user_id uuid not null,
    role text not null constraint assignment_role_is_known check (
        role in (
            'account_director', 'account_executive', 'account_manager', 'assistant_manager', 'associate_manager',
            'executive_sponsor', 'junior_executive', 'key_account_manager', 'senior_executive', 'specialist')
    ),
    -- Per cent of the role's work for the client.
    share bigint not null constraint assignment_share_in_per_cent check (share between 1 and 100),
    is_primary boolean not null,
    starts_on date not null,
    -- The last day; null while there is none.
    ends_on date,
    -- What the client was when a primary assignment was given a last day that no other one follows: anything but a
    -- customer.
    vacant_as text constraint only_customers_need_a_primary check (vacant_as in ('target', 'prospect', 'former')),
    -- Refuses an end before the start by itself.
    days daterange not null generated always as (daterange(starts_on, ends_on, '[]')) stored,
    primary_from date generated always as (case when is_primary then starts_on end) stored,
    -- The day on which the next primary assignment begins.
    followed_on date generated always as (
        case when is_primary and vacant_as is null then ends_on + 1 end
    ) stored,
    constraint assignment_id_is_unique primary key (organisation_id, client_id, assignment_id),
    constraint assignment_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint sponsors_and_specialists_are_not_primary
        check (not is_primary or role not in ('executive_sponsor', 'specialist')),
    constraint vacancy_after_a_primary_with_a_last_day
        check (vacant_as is null or (is_primary and ends_on is not null)),
    -- Nobody has a role twice on one day, and nobody shares the primary place. Checked at the end of each statement, so
    -- that one statement may move neighbours.
    constraint one_primary_manager_a_day exclude using gist (
        organisation_id with =, client_id with =, days with &&
    ) where (is_primary) deferrable initially immediate,
    constraint a_role_once_a_day exclude using gist (
        organisation_id with =, client_id with =, user_id with =, role with =, days with &&
    ) deferrable initially immediate,
    constraint one_primary_begins_on_a_day unique (organisation_id, client_id, primary_from)
);

-- A customer's primary manager is followed on the very next day: a gap cannot be committed.
alter table clients.assignment
    add constraint a_primary_manager_is_followed foreign key (organisation_id, client_id, followed_on)
        references clients.assignment (organisation_id, client_id, primary_from)
        deferrable initially deferred;

-- For portfolios, which go by client, and for lists of a user's assignments.
create index assignment_by_user on clients.assignment (organisation_id, user_id, client_id, assignment_id);

-- What each version of a client changed about its assignments; never changed, and shown by the feed.
create table clients.assignment_change (
    organisation_id uuid not null,
    client_id uuid not null,
    client_version bigint not null,
    assignment_id uuid not null,
    kind text not null constraint assignment_change_kind_is_known check (kind in ('begun', 'changed', 'removed')),
    user_id uuid not null,
    role text not null,
    share bigint not null,
    is_primary boolean not null,
    starts_on date not null,
    ends_on date,
    constraint assignment_changed_once_a_version
        primary key (organisation_id, client_id, client_version, assignment_id),
    constraint assignment_change_of_a_version foreign key (organisation_id, client_id, client_version)
        references clients.client_version (organisation_id, client_id, version)
        deferrable initially deferred
);

revoke update, delete on clients.assignment_change from kontor_clients;
