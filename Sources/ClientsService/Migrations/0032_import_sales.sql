-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What systems outside call leads and opportunities. Compared byte by byte.
create table clients.lead_external_id (
    organisation_id uuid not null,
    system text collate "C" not null,
    external_id text collate "C" not null,
    lead_id uuid not null,
    constraint lead_external_id_names_one primary key (organisation_id, system, external_id),
    constraint lead_external_id_of_a_lead foreign key (organisation_id, lead_id)
        references clients.lead (organisation_id, lead_id)
);

create index lead_external_id_by_lead on clients.lead_external_id (organisation_id, lead_id, system, external_id);

create table clients.opportunity_external_id (
    organisation_id uuid not null,
    system text collate "C" not null,
    external_id text collate "C" not null,
    opportunity_id uuid not null,
    constraint opportunity_external_id_names_one primary key (organisation_id, system, external_id),
    constraint opportunity_external_id_of_an_opportunity foreign key (organisation_id, opportunity_id)
        references clients.opportunity (organisation_id, opportunity_id)
);

create index opportunity_external_id_by_opportunity
    on clients.opportunity_external_id (organisation_id, opportunity_id, system, external_id);
