-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Clients and contracts that were lost; the record is the fact of its only version.
create table clients.churn (
    organisation_id uuid not null,
    churn_id uuid not null,
    client_id uuid not null,
    lost_on date not null,
    win_back_on date constraint win_back_after_the_loss check (win_back_on >= lost_on),
    -- On which the client becomes a former one; null once he is, and when he stays a customer.
    leaves_on date,
    -- The fact's kind and version.
    kind text collate "C" not null generated always as ('churn') stored,
    version bigint not null generated always as (1) stored,
    constraint churn_id_is_unique primary key (organisation_id, churn_id),
    constraint churn_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint churn_is_a_fact foreign key (organisation_id, kind, churn_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index churn_by_client on clients.churn (organisation_id, client_id, churn_id);
create index churn_by_day on clients.churn (organisation_id, lost_on, churn_id);
create index churn_to_win_back on clients.churn (organisation_id, win_back_on, churn_id) where win_back_on is not null;
-- For the clerk who goes through all organisations.
create index churn_to_settle on clients.churn (leaves_on) where leaves_on is not null;
