-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Persons whose data was erased: their records stay without a name, and nothing is added to them.
alter table clients.contact add column erased_at timestamptz;
alter table clients.lead add column erased_at timestamptz;

-- That somebody's data was erased, by whom and when; never changed. It names the record alone.
create table clients.erasure (
    organisation_id uuid not null,
    kind text collate "C" not null constraint erasure_kind_is_known check (kind in ('contact', 'lead')),
    record_id uuid not null,
    erased_at timestamptz not null,
    -- user:<id> or service-account:<id>
    erased_by text not null,
    constraint erasure_once_an_instant primary key (organisation_id, kind, record_id, erased_at)
);

revoke update, delete on clients.erasure from kontor_clients;

-- Texts that name an erased person are rewritten in what else is never changed.
grant update (record) on clients.contract_change to kontor_clients;

-- Tasks about no client may name anybody.
create index task_without_client on clients.task (organisation_id, task_id) where client_id is null;
