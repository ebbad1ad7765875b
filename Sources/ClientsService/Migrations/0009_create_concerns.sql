-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What an organisation has configured: which version of the fact of each kind is the present one. Only a transaction
-- that holds the organisation's row of feed_head writes here.
create table clients.setting (
    organisation_id uuid not null,
    kind text collate "C" not null,
    version bigint not null,
    -- The record of the fact.
    record_id uuid not null generated always as (organisation_id) stored,
    constraint setting_once_a_kind primary key (organisation_id, kind),
    constraint setting_is_a_fact foreign key (organisation_id, kind, record_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- What a client needs answered, as it is now: the record is the fact of its version. Only a transaction that holds the
-- organisation's row of feed_head writes here, so that an opportunity is not won beside a concern that is being opened.
create table clients.concern (
    organisation_id uuid not null,
    concern_id uuid not null,
    version bigint not null constraint concern_version_from_one check (version >= 1),
    client_id uuid not null,
    opportunity_id uuid,
    contract_id uuid,
    kind text collate "C" not null constraint concern_kind_is_known check (
        kind in ('question', 'request', 'objection', 'complaint', 'invoice_dispute', 'technical')),
    severity text collate "C" not null,
    -- The place of the severity when the concern was opened: 0 is the gravest.
    severity_rank integer not null constraint concern_rank_from_zero check (severity_rank >= 0),
    is_blocking boolean not null,
    state text collate "C" not null constraint concern_state_is_known check (
        state in ('received', 'acknowledged', 'assigned', 'resolved', 'reopened')),
    user_id uuid,
    team text,
    -- When the next step is due.
    due_at timestamptz,
    acknowledged_late boolean not null,
    -- The kind of the fact.
    fact_kind text collate "C" not null generated always as ('concern') stored,
    constraint concern_id_is_unique primary key (organisation_id, concern_id),
    constraint concern_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint concern_is_a_fact foreign key (organisation_id, fact_kind, concern_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred,
    constraint concern_waits_until_it_is_resolved check ((due_at is null) = (state = 'resolved')),
    constraint concern_about_one_thing check (opportunity_id is null or contract_id is null),
    constraint concern_answered_by_user_or_team check (user_id is null or team is null),
    constraint assigned_concern_has_an_answerer
        check (state <> 'assigned' or user_id is not null or team is not null)
);

-- Each ends with the id, by which lists are ordered.
create index concern_by_client on clients.concern (organisation_id, client_id, concern_id);
create index concern_by_opportunity on clients.concern (organisation_id, opportunity_id, concern_id)
    where opportunity_id is not null;
create index concern_by_contract on clients.concern (organisation_id, contract_id, concern_id)
    where contract_id is not null;
create index concern_by_user on clients.concern (organisation_id, user_id, concern_id) where user_id is not null;
create index concern_acknowledged_late on clients.concern (organisation_id, concern_id) where acknowledged_late;
create index concern_open on clients.concern (organisation_id, concern_id) include (due_at) where due_at is not null;
-- For agendas, and for what an opportunity waits for.
create index concern_open_by_client on clients.concern (organisation_id, client_id, due_at) where due_at is not null;

-- That a client may leave, as it is now: the record is the fact of its version. Only a transaction that holds the
-- organisation's row of feed_head writes here.
create table clients.risk (
    organisation_id uuid not null,
    risk_id uuid not null,
    version bigint not null constraint risk_version_from_one check (version >= 1),
    client_id uuid not null,
    -- Of the save plan.
    owner_id uuid not null,
    level text collate "C" not null constraint risk_level_is_known check (level in ('low', 'medium', 'high')),
    state text collate "C" not null constraint risk_state_is_known check (
        state in ('open', 'averted', 'materialised', 'dismissed')),
    review_on date not null,
    fact_kind text collate "C" not null generated always as ('risk') stored,
    constraint risk_id_is_unique primary key (organisation_id, risk_id),
    constraint risk_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint risk_is_a_fact foreign key (organisation_id, fact_kind, risk_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index risk_by_client on clients.risk (organisation_id, client_id, risk_id);
create index risk_by_owner on clients.risk (organisation_id, owner_id, risk_id);
create index risk_open on clients.risk (organisation_id, risk_id) where state = 'open';
