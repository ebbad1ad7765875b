-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Records as they are now, each the fact of its version. Only a transaction that holds the organisation's row of
-- feed_head writes to the tables of this file.
create table clients.plan (
    organisation_id uuid not null,
    plan_id uuid not null,
    version bigint not null constraint plan_version_from_one check (version >= 1),
    client_id uuid not null,
    state text collate "C" not null constraint plan_state_is_known check (state in ('draft', 'approved')),
    starts_on date not null,
    ends_on date not null,
    fact_kind text collate "C" not null generated always as ('plan') stored,
    constraint plan_id_is_unique primary key (organisation_id, plan_id),
    constraint plan_ends_after_it_starts check (ends_on >= starts_on),
    constraint plan_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint plan_is_a_fact foreign key (organisation_id, fact_kind, plan_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index plan_by_client on clients.plan (organisation_id, client_id, plan_id);

-- A goal, an objective or an action.
create table clients.plan_item (
    organisation_id uuid not null,
    plan_id uuid not null,
    item_id uuid not null,
    version bigint not null constraint plan_item_version_from_one check (version >= 1),
    fact_kind text collate "C" not null generated always as ('plan_item') stored,
    constraint plan_item_id_is_unique primary key (organisation_id, plan_id, item_id),
    constraint plan_item_of_a_plan foreign key (organisation_id, plan_id)
        references clients.plan (organisation_id, plan_id),
    constraint plan_item_is_a_fact foreign key (organisation_id, fact_kind, item_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- A business review; never changed.
create table clients.review (
    organisation_id uuid not null,
    review_id uuid not null,
    client_id uuid not null,
    held_on date not null,
    fact_kind text collate "C" not null generated always as ('review') stored,
    version bigint not null generated always as (1) stored,
    constraint review_id_is_unique primary key (organisation_id, review_id),
    constraint review_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint review_is_a_fact foreign key (organisation_id, fact_kind, review_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index review_by_client on clients.review (organisation_id, client_id, held_on, review_id);

-- What somebody at a client thinks of us; never changed.
create table clients.feedback (
    organisation_id uuid not null,
    feedback_id uuid not null,
    client_id uuid not null,
    given_at timestamptz not null,
    kind text collate "C" not null,
    -- On the scale of the kind.
    score bigint,
    fact_kind text collate "C" not null generated always as ('feedback') stored,
    version bigint not null generated always as (1) stored,
    constraint feedback_id_is_unique primary key (organisation_id, feedback_id),
    constraint feedback_score_on_its_scale check (
        case kind when 'nps' then score between 0 and 10 when 'csat' then score between 1 and 5
            when 'ces' then score between 1 and 7 else kind = 'text' and score is null end),
    constraint feedback_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint feedback_is_a_fact foreign key (organisation_id, fact_kind, feedback_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index feedback_by_client on clients.feedback (organisation_id, client_id, given_at);

-- What a client needs.
create table clients.need (
    organisation_id uuid not null,
    need_id uuid not null,
    version bigint not null constraint need_version_from_one check (version >= 1),
    client_id uuid not null,
    kind text collate "C" not null constraint need_kind_is_known check (kind in ('goal', 'pain', 'requirement')),
    state text collate "C" not null constraint need_state_is_known check (state in ('open', 'met', 'dropped')),
    fact_kind text collate "C" not null generated always as ('need') stored,
    constraint need_id_is_unique primary key (organisation_id, need_id),
    constraint need_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint need_is_a_fact foreign key (organisation_id, fact_kind, need_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index need_by_client on clients.need (organisation_id, client_id, need_id);

-- What a business review counts of a period.
alter table clients.concern add column received_at timestamptz, add column resolved_at timestamptz;

alter table clients.task add column done_at timestamptz;

update clients.concern set
    received_at = (convert_from(fact.record, 'UTF8')::jsonb ->> 'receivedAt')::timestamptz,
    resolved_at = (convert_from(fact.record, 'UTF8')::jsonb ->> 'resolvedAt')::timestamptz
from clients.fact
where fact.organisation_id = concern.organisation_id and fact.kind = 'concern'
    and fact.record_id = concern.concern_id and fact.version = concern.version;

alter table clients.concern alter column received_at set not null;

update clients.task set done_at = (convert_from(fact.record, 'UTF8')::jsonb ->> 'completedAt')::timestamptz
from clients.fact
where not is_open and fact.organisation_id = task.organisation_id and fact.kind = 'task'
    and fact.record_id = task.task_id and fact.version = task.version
    and convert_from(fact.record, 'UTF8')::jsonb ->> 'state' = 'done';

create index task_done_by_client on clients.task (organisation_id, client_id, done_at) where done_at is not null;
