-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table ledger.account (
    book_id integer not null,
    -- Numbered within the book, from 1, under the book's head lock.
    account_id integer not null,
    public_id uuid not null,
    code text not null,
    name text not null,
    kind text not null constraint account_kind_known
        check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
    parent_id integer,
    is_heading boolean not null,
    is_closed boolean not null default false,
    -- Accounting days, both inclusive, outside of which the account takes no lines.
    opens_on date,
    closes_on date,
    currency text,
    -- What the balance on the account's normal side, less what is held, may not fall below: minor units of `currency`.
    floor_minor_units bigint,
    -- The dimensions that each line must have: 1 client, 2 cost centre, 4 project, 8 product.
    required_dimensions smallint not null default 0,
    version bigint not null default 1,
    constraint account_pkey primary key (book_id, account_id),
    constraint account_code_unique unique (book_id, code),
    constraint account_of_book foreign key (book_id) references ledger.book (book_id),
    constraint account_parent foreign key (book_id, parent_id) references ledger.account (book_id, account_id),
    constraint account_not_its_own_parent check (parent_id <> account_id),
    constraint account_opens_before_it_closes check (opens_on <= closes_on),
    constraint account_floor_has_currency check (floor_minor_units is null or currency is not null)
);

-- Accounts are never deleted: lines point at them for ever.
revoke delete on ledger.account from kontor_ledger;

-- The dimensions that a book uses.
create table ledger.dimension (
    book_id integer not null,
    dimension text not null constraint dimension_known
        check (dimension in ('client', 'cost_centre', 'project', 'product')),
    -- Whether lines may only name values that were made before; else the first line that names one makes it.
    is_closed_list boolean not null,
    constraint dimension_pkey primary key (book_id, dimension),
    constraint dimension_of_book foreign key (book_id) references ledger.book (book_id)
);

-- What lines name by a small number: the values of dimensions (a client's identity, a project's code), and, as the
-- dimension `actor`, who recorded an entry (`user:<id>`). Numbered within the book, under the head lock.
create table ledger.symbol (
    book_id integer not null,
    symbol_id integer not null,
    dimension text not null constraint symbol_dimension_known
        check (dimension in ('actor', 'client', 'cost_centre', 'project', 'product')),
    code text not null,
    name text,
    is_closed boolean not null default false,
    constraint symbol_pkey primary key (book_id, symbol_id),
    constraint symbol_code_unique unique (book_id, dimension, code)
);

revoke delete, truncate on ledger.symbol from kontor_ledger;
