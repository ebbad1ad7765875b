-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Clients as last heard. Lines may name a client before anything was heard of him.
create table reporting.client (
    organisation_id uuid not null,
    generation integer not null,
    client_id uuid not null,
    name text not null,
    country text collate "C",
    version bigint not null,
    constraint client_once primary key (organisation_id, generation, client_id)
);
