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
    currency text,
    version bigint not null default 1,
    constraint account_pkey primary key (book_id, account_id),
    constraint account_code_unique unique (book_id, code),
    constraint account_of_book foreign key (book_id) references ledger.book (book_id),
    constraint account_parent foreign key (book_id, parent_id) references ledger.account (book_id, account_id),
    constraint account_not_its_own_parent check (parent_id <> account_id)
);

-- Accounts are never deleted: lines point at them for ever.
revoke delete on ledger.account from kontor_ledger;
