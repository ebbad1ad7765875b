-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Which version of its stages an organisation has; what they are is the fact. Only a transaction that holds the
-- organisation's row of feed_head writes here.
create table clients.stage_list (
    organisation_id uuid not null constraint stage_list_once_an_organisation primary key,
    version bigint not null constraint stage_list_version_from_one check (version >= 1),
    kind text collate "C" not null generated always as ('stages') stored,
    -- The organisation's id again: the record of the fact.
    record_id uuid not null generated always as (organisation_id) stored,
    constraint stage_list_is_a_fact foreign key (organisation_id, kind, record_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- Every stage that an organisation ever had, as it is now.
create table clients.stage (
    organisation_id uuid not null,
    code text collate "C" not null constraint stage_code_is_a_code check (code ~ '^[A-Za-z0-9._-]{1,40}$'),
    -- In the list, from 1; null for a stage that is in it no more.
    place bigint constraint stage_place_from_one check (place >= 1),
    probability bigint not null constraint stage_probability_in_per_cent check (probability between 0 and 100),
    -- Null while opportunities in it are open.
    outcome text collate "C" constraint stage_outcome_is_known check (outcome in ('won', 'lost', 'abandoned')),
    constraint stage_code_is_unique primary key (organisation_id, code),
    constraint stage_has_its_place unique (organisation_id, place) deferrable initially deferred
);

-- Business that may be done; the record is the fact of its version. Only a transaction that holds the organisation's
-- row of feed_head writes here.
create table clients.opportunity (
    organisation_id uuid not null,
    opportunity_id uuid not null,
    client_id uuid not null,
    version bigint not null constraint opportunity_version_from_one check (version >= 1),
    business text collate "C" not null constraint opportunity_business_is_known check (
        business in ('new', 'upsell', 'cross_sell', 'renewal')),
    stage text collate "C" not null,
    -- Null while it is open.
    outcome text collate "C" constraint opportunity_outcome_is_known check (
        outcome in ('won', 'lost', 'abandoned')),
    closed_on date,
    -- Its own estimate; the stage's holds when it is null.
    probability bigint constraint opportunity_probability_in_per_cent check (probability between 0 and 100),
    currency text collate "C" not null constraint opportunity_currency_is_three_letters check (
        currency ~ '^[A-Z]{3}$'),
    minor_units bigint not null constraint opportunity_amount_from_zero check (minor_units >= 0),
    expected_close_on date,
    -- Identity owns users; nothing here refers to them.
    owner_id uuid,
    name text not null,
    -- As of clients: one index serves all organisations.
    words tsvector not null generated always as (clients.lexemes(organisation_id, name)) stored,
    kind text collate "C" not null generated always as ('opportunity') stored,
    constraint opportunity_id_is_unique primary key (organisation_id, opportunity_id),
    constraint opportunity_closed_with_its_day check ((outcome is null) = (closed_on is null)),
    constraint opportunity_with_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint opportunity_in_a_stage foreign key (organisation_id, stage)
        references clients.stage (organisation_id, code),
    constraint opportunity_is_a_fact foreign key (organisation_id, kind, opportunity_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- Each ends with the id, by which lists are ordered.
create index opportunity_by_client on clients.opportunity (organisation_id, client_id, opportunity_id);
create index opportunity_by_stage on clients.opportunity (organisation_id, stage, opportunity_id) include (outcome);
create index opportunity_by_owner on clients.opportunity (organisation_id, owner_id, opportunity_id);
create index opportunity_open on clients.opportunity (organisation_id, opportunity_id) where outcome is null;
create index opportunity_by_outcome on clients.opportunity (organisation_id, outcome, opportunity_id)
    where outcome is not null;
create index opportunity_by_close on clients.opportunity (organisation_id, expected_close_on, opportunity_id);
create index opportunity_by_word on clients.opportunity using gin (words) with (fastupdate = off);
-- All that a pipeline is summed from.
create index opportunity_in_pipeline on clients.opportunity (organisation_id, stage, owner_id, currency)
    include (minor_units, probability, business, client_id, expected_close_on) where outcome is null;

-- What is to be sold.
create table clients.opportunity_line (
    organisation_id uuid not null,
    opportunity_id uuid not null,
    -- From 1.
    place bigint not null constraint opportunity_line_place_from_one check (place >= 1),
    product_id uuid not null,
    constraint opportunity_line_in_order primary key (organisation_id, opportunity_id, place),
    constraint opportunity_line_of_an_opportunity foreign key (organisation_id, opportunity_id)
        references clients.opportunity (organisation_id, opportunity_id),
    constraint opportunity_line_of_a_product foreign key (organisation_id, product_id)
        references clients.product (organisation_id, product_id)
);

create index opportunity_line_by_product on clients.opportunity_line (organisation_id, product_id, opportunity_id);
