-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Books and their accounts, as last heard from the ledger. Every key begins with the organisation: it is the unit by
-- which the tables are isolated, and can be sharded.
create table reporting.book (
    organisation_id uuid not null,
    book_id uuid not null,
    generation integer not null,
    code text collate "C" not null,
    name text not null,
    functional_currency text collate "C" not null,
    constraint book_once primary key (organisation_id, book_id, generation)
);

create table reporting.account (
    organisation_id uuid not null,
    book_id uuid not null,
    generation integer not null,
    -- Stays when the account is renumbered.
    account_id uuid not null,
    code text collate "C" not null,
    name text not null,
    kind text not null
        constraint account_kind_is_known check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
    version bigint not null,
    constraint account_once primary key (organisation_id, book_id, generation, account_id)
);
