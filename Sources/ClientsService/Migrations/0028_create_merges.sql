-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Clients of which one went into another. The record is the fact of its version: 1 when merged, 2 when taken back. Only
-- a transaction that holds the organisation's row of feed_head writes to the tables of this file.
create table clients.merge (
    organisation_id uuid not null,
    merge_id uuid not null,
    version bigint not null constraint merge_version_from_one check (version >= 1),
    -- The one that is no client any more, and the one that it is now.
    from_id uuid not null,
    into_id uuid not null,
    merged_at timestamptz not null,
    unmerged_at timestamptz,
    kind text collate "C" not null generated always as ('merge') stored,
    constraint merge_id_is_unique primary key (organisation_id, merge_id),
    constraint merge_is_a_fact foreign key (organisation_id, kind, merge_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred,
    constraint no_client_goes_into_itself check (from_id <> into_id)
);

create unique index merge_of_a_client on clients.merge (organisation_id, from_id) where unmerged_at is null;
create index merge_into_a_client on clients.merge (organisation_id, into_id) where unmerged_at is null;

-- What a merge did, row by row: how each was before. Nothing else keeps what was set aside.
create table clients.merge_row (
    organisation_id uuid not null,
    merge_id uuid not null,
    table_name text collate "C" not null,
    ordinal bigint not null,
    action text collate "C" not null constraint merge_row_action_is_known check (
        action in ('changed', 'moved', 'set_aside')),
    before jsonb not null,
    -- Of the client that stayed: as the merge left it.
    after jsonb,
    constraint merge_row_in_order primary key (organisation_id, merge_id, table_name, ordinal),
    constraint merge_row_of_a_merge foreign key (organisation_id, merge_id)
        references clients.merge (organisation_id, merge_id)
);

-- Every column that says of which client a row is, and what a merge does about it. A column that is not here fails a
-- test, and a merge of a client that has such a row.
create table clients.merge_rule (
    table_name text collate "C" not null,
    columns text[] not null,
    -- record: the row is moved, and its fact written anew. row: it is moved. set_aside: taken out until the merge is
    -- taken back. history: stays as it is. derived: kept by triggers. code: by functions of its own.
    handling text not null constraint merge_handling_is_known check (
        handling in ('code', 'derived', 'history', 'record', 'row', 'set_aside')),
    -- In which order rows are moved; those set aside go in the opposite one.
    place integer not null,
    -- The record's id.
    id_column text,
    kind text collate "C",
    -- What tells a row of a client from its others.
    key_columns text[],
    -- Of the client that stays, which table must not have the same key: else the row is set aside.
    rival text,
    constraint merge_rule_once_a_table primary key (table_name, columns)
);

insert into clients.merge_rule (table_name, columns, handling, place, id_column, kind, key_columns, rival) values
    ('access_grant', '{client_id}', 'record', 10, 'grant_id', 'access_grant', null, null),
    ('activity', '{client_id}', 'record', 10, 'activity_id', 'activity', null, null),
    ('activity_contact', '{client_id}', 'row', 20, null, null, '{activity_id,contact_id}', null),
    ('assignment', '{client_id}', 'code', 0, null, null, null, null),
    ('assignment_change', '{client_id}', 'history', 0, null, null, null, null),
    ('churn', '{client_id}', 'record', 10, 'churn_id', 'churn', null, null),
    ('client', '{client_id}', 'code', 0, null, null, null, null),
    ('client_external_id', '{client_id}', 'row', 10, null, null, '{system,external_id}', null),
    ('client_key', '{client_id}', 'set_aside', 10, null, null, null, null),
    ('client_lifecycle_change', '{client_id}', 'history', 0, null, null, null, null),
    ('client_parent', '{client_id}', 'set_aside', 20, null, null, null, null),
    ('client_parent', '{parent_id}', 'row', 20, null, null, '{client_id,starts_on}', null),
    ('client_version', '{client_id}', 'history', 0, null, null, null, null),
    ('concern', '{client_id}', 'record', 10, 'concern_id', 'concern', null, null),
    ('contact_position', '{client_id}', 'row', 10, null, null, '{contact_id}', 'contact_position'),
    ('contract', '{client_id}', 'record', 10, 'contract_id', 'contract', null, null),
    ('feed', '{client_id}', 'history', 0, null, null, null, null),
    ('feedback', '{client_id}', 'record', 10, 'feedback_id', 'feedback', null, null),
    ('handover', '{client_id}', 'record', 10, 'handover_id', 'handover', null, null),
    ('lead', '{client_id,referred_by}', 'record', 10, 'lead_id', 'lead', null, null),
    ('match_key', '{client_id}', 'derived', 0, null, null, null, null),
    ('need', '{client_id}', 'record', 10, 'need_id', 'need', null, null),
    ('opportunity', '{client_id}', 'record', 10, 'opportunity_id', 'opportunity', null, null),
    ('parentage', '{client_id}', 'set_aside', 10, null, null, null, null),
    ('plan', '{client_id}', 'record', 10, 'plan_id', 'plan', null, null),
    ('playbook_run', '{client_id}', 'record', 10, 'run_id', 'playbook_run', null, null),
    ('relationship', '{client_id}', 'record', 20, 'relationship_id', 'relationship', '{contact_id}', 'relationship'),
    ('relationship_spell', '{client_id}', 'row', 30, null, null, '{contact_id}', 'relationship'),
    ('review', '{client_id}', 'record', 10, 'review_id', 'review', null, null),
    ('risk', '{client_id}', 'record', 10, 'risk_id', 'risk', null, null),
    ('sight', '{client_id}', 'derived', 0, null, null, null, null),
    ('task', '{client_id}', 'record', 10, 'task_id', 'task', null, null),
    ('timeline', '{client_id}', 'row', 10, null, null, '{happened_at,position}', 'timeline');

revoke insert, update, delete on clients.merge_rule from kontor_clients;

-- A client that went into another one leaves its table, so that every statement takes it for one that does not exist
-- and nothing can be added to it; its history stays. The image is in merge_row.
alter table clients.client_version drop constraint client_version_of_a_client;

-- Rows that refer to each other are moved one table after the other.
alter table clients.relationship alter constraint relationship_of_a_position deferrable initially immediate;
alter table clients.relationship_spell
    alter constraint relationship_spell_of_a_relationship deferrable initially immediate,
    alter constraint relationship_spell_reports_to_a_position deferrable initially immediate;

-- By which a merge finds the rows of a client; other tables have such an index for their lists.
create index activity_contact_by_client on clients.activity_contact (organisation_id, client_id);
create index lead_by_referrer on clients.lead (organisation_id, referred_by) where referred_by is not null;
create index playbook_run_by_client on clients.playbook_run (organisation_id, client_id);

-- What was written once gets another version when it moves to another client.
alter table clients.activity alter column version drop expression, alter column version set default 1;
alter table clients.churn alter column version drop expression, alter column version set default 1;
alter table clients.feedback alter column version drop expression, alter column version set default 1;
alter table clients.playbook_run alter column version drop expression, alter column version set default 1;
alter table clients.review alter column version drop expression, alter column version set default 1;
