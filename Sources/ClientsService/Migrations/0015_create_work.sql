-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What was done with a client; never changed. Only a transaction that holds the organisation's row of feed_head writes
-- to the tables of this file.
create table clients.activity (
    organisation_id uuid not null,
    activity_id uuid not null,
    client_id uuid not null,
    kind text collate "C" not null constraint activity_kind_is_known check (
        kind in ('call', 'mail', 'meeting', 'visit', 'training', 'advice')),
    happened_at timestamptz not null,
    is_two_way boolean not null,
    fact_kind text collate "C" not null generated always as ('activity') stored,
    version bigint not null generated always as (1) stored,
    constraint activity_id_is_unique primary key (organisation_id, activity_id),
    constraint activity_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint activity_is_a_fact foreign key (organisation_id, fact_kind, activity_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index activity_by_client on clients.activity (organisation_id, client_id, happened_at) include (kind);
-- When somebody at a client was spoken to at last: a mail without an answer does not count.
create index activity_two_way_by_client on clients.activity (organisation_id, client_id, happened_at)
    where is_two_way;

-- With whom.
create table clients.activity_contact (
    organisation_id uuid not null,
    client_id uuid not null,
    contact_id uuid not null,
    happened_at timestamptz not null,
    activity_id uuid not null,
    is_two_way boolean not null,
    constraint activity_once_a_contact primary key (organisation_id, activity_id, contact_id),
    constraint activity_with_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id),
    constraint activity_contact_of_an_activity foreign key (organisation_id, activity_id)
        references clients.activity (organisation_id, activity_id)
);

create index activity_two_way_by_contact
    on clients.activity_contact (organisation_id, client_id, contact_id, happened_at) where is_two_way;

-- What a playbook is, as it is now: the record is the fact of its version.
create table clients.playbook (
    organisation_id uuid not null,
    playbook_id uuid not null,
    version bigint not null constraint playbook_version_from_one check (version >= 1),
    purpose text collate "C" not null,
    fact_kind text collate "C" not null generated always as ('playbook') stored,
    constraint playbook_id_is_unique primary key (organisation_id, playbook_id),
    constraint playbook_is_a_fact foreign key (organisation_id, fact_kind, playbook_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- A playbook that was started; never changed.
create table clients.playbook_run (
    organisation_id uuid not null,
    run_id uuid not null,
    client_id uuid not null,
    playbook_id uuid not null,
    fact_kind text collate "C" not null generated always as ('playbook_run') stored,
    version bigint not null generated always as (1) stored,
    constraint playbook_run_id_is_unique primary key (organisation_id, run_id),
    constraint playbook_run_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint playbook_run_of_a_playbook foreign key (organisation_id, playbook_id)
        references clients.playbook (organisation_id, playbook_id),
    constraint playbook_run_is_a_fact foreign key (organisation_id, fact_kind, run_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- What somebody has to do, as it is now: the record is the fact of its version.
create table clients.task (
    organisation_id uuid not null,
    task_id uuid not null,
    version bigint not null constraint task_version_from_one check (version >= 1),
    client_id uuid,
    owner_id uuid not null,
    due_on date not null,
    is_open boolean not null,
    -- Of a playbook: which step, from 0, and whether later ones wait for it.
    run_id uuid,
    step bigint,
    is_gate boolean not null,
    fact_kind text collate "C" not null generated always as ('task') stored,
    constraint task_id_is_unique primary key (organisation_id, task_id),
    constraint task_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint task_of_a_run foreign key (organisation_id, run_id)
        references clients.playbook_run (organisation_id, run_id),
    constraint task_is_a_step_once unique (organisation_id, run_id, step),
    constraint task_has_run_and_step check ((run_id is null) = (step is null)),
    constraint task_gates_a_run check (run_id is not null or not is_gate),
    constraint task_is_a_fact foreign key (organisation_id, fact_kind, task_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index task_by_owner on clients.task (organisation_id, owner_id, task_id);
create index task_by_client on clients.task (organisation_id, client_id, task_id) where client_id is not null;
create index task_open on clients.task (organisation_id, task_id) where is_open;
-- For agendas.
create index task_open_by_owner on clients.task (organisation_id, owner_id, due_on) where is_open;
