-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Books are few and shared by all: the one reference table of the schema. Every other table's keys begin with
-- book_id, so that the schema can be spread over machines by that column.
create table ledger.book (
    -- Small, since it stands in every row and index of the journal; never leaves the service.
    book_id integer not null constraint book_id_positive check (book_id > 0),
    -- The identity that callers know.
    public_id uuid not null,
    organisation_id uuid not null,
    code text not null,
    name text not null,
    functional_currency text not null,
    time_zone text not null,
    created_at timestamptz not null,
    constraint book_pkey primary key (book_id),
    constraint book_public_id_unique unique (public_id),
    constraint book_code_unique unique (organisation_id, code)
);

-- The row that every writer of a book locks first: it puts the book's entries, feed and settings in one order.
create table ledger.head (
    book_id integer not null,
    entry_number bigint not null default 0 constraint head_entry_number_not_negative check (entry_number >= 0),
    feed_position bigint not null default 0 constraint head_feed_position_not_negative check (feed_position >= 0),
    hold_number bigint not null default 0 constraint head_hold_number_not_negative check (hold_number >= 0),
    account_id integer not null default 0 constraint head_account_id_not_negative check (account_id >= 0),
    -- The last number given to a dimension's value or to an actor.
    symbol_id integer not null default 0 constraint head_symbol_id_not_negative check (symbol_id >= 0),
    -- Moves with every change of what postings are checked against: accounts, dimensions, periods, locks, rates,
    -- budgets. A replica keeps those in memory and reads them again when this has moved.
    settings_version bigint not null default 0,
    -- When the last link of the chain was recorded; never goes back, whatever the machine's clock does.
    recorded_at timestamptz not null default '1970-01-01 00:00:00+00',
    -- The hash of the chain's last link.
    chain_hash bytea not null default decode(repeat('00', 32), 'hex'),
    constraint head_pkey primary key (book_id),
    constraint head_of_book foreign key (book_id) references ledger.book (book_id)
) with (fillfactor = 10);

-- Outcomes of commands that are not postings, by organisation.
create table ledger.idempotency_key (
    organisation_id uuid not null,
    key text not null,
    method text not null,
    params_digest bytea not null,
    outcome bytea,
    created_at timestamptz not null,
    constraint idempotency_key_pkey primary key (organisation_id, key)
);

create index idempotency_key_created_at on ledger.idempotency_key (created_at);
