-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What the organisation sells; the record is the fact of its version. Only a transaction that holds the organisation's
-- row of feed_head writes here.
create table clients.product (
    organisation_id uuid not null,
    product_id uuid not null,
    code text collate "C" not null constraint product_code_is_a_code check (code ~ '^[A-Za-z0-9._/-]{1,64}$'),
    version bigint not null constraint product_version_from_one check (version >= 1),
    is_offered boolean not null,
    -- Code and name.
    searched text not null,
    -- As of clients: one index serves all organisations.
    words tsvector not null generated always as (clients.lexemes(organisation_id, searched)) stored,
    kind text collate "C" not null generated always as ('product') stored,
    constraint product_id_is_unique primary key (organisation_id, product_id),
    constraint product_code_names_one_product unique (organisation_id, code),
    constraint product_is_a_fact foreign key (organisation_id, kind, product_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index product_by_word on clients.product using gin (words) with (fastupdate = off);

-- What clients who have a product often need as well.
create table clients.product_complement (
    organisation_id uuid not null,
    product_id uuid not null,
    complement_id uuid not null constraint product_not_its_own_complement check (complement_id <> product_id),
    constraint product_complement_named_once primary key (organisation_id, product_id, complement_id),
    constraint product_complement_of_a_product foreign key (organisation_id, product_id)
        references clients.product (organisation_id, product_id),
    constraint product_complement_is_a_product foreign key (organisation_id, complement_id)
        references clients.product (organisation_id, product_id)
);
