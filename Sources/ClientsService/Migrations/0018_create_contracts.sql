-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Reasons that an organisation tells apart, one tree of each kind: the tree is the fact of its version. An
-- organisation that has none here has those of the service.
create table clients.reason_tree (
    organisation_id uuid not null,
    about text not null
        constraint reason_tree_kind_is_known check (about in ('churn', 'contraction', 'disqualification', 'loss')),
    record_id uuid not null,
    version bigint not null constraint reason_tree_version_from_two check (version >= 2),
    -- The kind of the fact.
    kind text collate "C" not null generated always as ('reasons') stored,
    constraint reason_tree_once_a_kind primary key (organisation_id, about),
    constraint reason_tree_is_a_fact foreign key (organisation_id, kind, record_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- A contract as it was last agreed: the record is the fact of its version. Only a transaction that holds the
-- organisation's row of feed_head writes here.
create table clients.contract (
    organisation_id uuid not null,
    contract_id uuid not null,
    client_id uuid not null,
    version bigint not null constraint contract_version_from_one check (version >= 1),
    state text not null constraint contract_state_is_known check (state in ('active', 'draft', 'ended')),
    currency text collate "C" not null constraint contract_currency_is_three_letters check (currency ~ '^[A-Z]{3}$'),
    -- Of a year.
    recurring_minor_units bigint not null constraint contract_value_not_negative check (recurring_minor_units >= 0),
    starts_on date not null,
    -- The last day of the present term; null for an open end.
    ends_on date constraint contract_ends_after_it_starts check (ends_on >= starts_on),
    -- The last day on which a notice is in time.
    notice_on date,
    renews_tacitly boolean not null,
    -- The kind of the fact.
    kind text collate "C" not null generated always as ('contract') stored,
    constraint contract_id_is_unique primary key (organisation_id, contract_id),
    constraint contract_with_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint contract_is_a_fact foreign key (organisation_id, kind, contract_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred,
    constraint only_a_term_with_an_end_is_renewed check (ends_on is not null or not renews_tacitly)
);

create index contract_by_client on clients.contract (organisation_id, client_id, contract_id);
create index contract_by_state on clients.contract (organisation_id, state, contract_id);
-- For renewals by the day on which they fall due, and for terms that are over.
create index contract_by_end on clients.contract (organisation_id, ends_on, contract_id)
    where state = 'active' and ends_on is not null;
create index contract_by_notice on clients.contract (organisation_id, notice_on, contract_id)
    where state = 'active' and notice_on is not null;
-- Terms that have gone on without notice, of all organisations.
create index contract_over on clients.contract (ends_on, organisation_id) where state = 'active' and renews_tacitly;

-- What became of a signed contract from which day on; never changed. The version is the contract's that it made, and
-- what counted on a day is the version of the latest change up to it.
create table clients.contract_change (
    organisation_id uuid not null,
    contract_id uuid not null,
    version bigint not null,
    effective_on date not null,
    -- The change as JSON.
    record bytea not null,
    constraint contract_changed_once_a_version primary key (organisation_id, contract_id, version),
    constraint contract_change_of_a_contract foreign key (organisation_id, contract_id)
        references clients.contract (organisation_id, contract_id)
);

revoke update, delete on clients.contract_change from kontor_clients;
