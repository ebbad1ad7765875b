-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

create table ledger.budget (
    book_id integer not null,
    -- Numbered within the book, from 1, under the book's head lock.
    budget_id integer not null,
    code text not null,
    name text not null,
    -- The first days of the first and of the last month.
    first_month date not null,
    last_month date not null,
    -- d draft, a active, r retired.
    state "char" not null constraint budget_state_known check (state in ('d', 'a', 'r')),
    -- What happens to entries beyond it: n nothing, w a warning, r they are refused.
    check_level "char" not null constraint budget_check_known check (check_level in ('n', 'w', 'r')),
    line_count bigint not null default 0,
    version bigint not null default 1,
    created_at timestamptz not null,
    created_by text not null,
    constraint budget_pkey primary key (book_id, budget_id),
    constraint budget_code_unique unique (book_id, code),
    constraint budget_of_book foreign key (book_id) references ledger.book (book_id),
    constraint budget_months_in_order check (first_month <= last_month)
);

create index budget_active on ledger.budget (book_id, budget_id) where state = 'a';

revoke delete, truncate on ledger.budget from kontor_ledger;

create table ledger.budget_line (
    book_id integer not null,
    budget_id integer not null,
    account_id integer not null,
    first_month date not null,
    last_month date not null,
    -- The dimension and its value that the line is for; empty when it is for all.
    dimension text not null constraint budget_line_dimension_known
        check (dimension in ('', 'client', 'cost_centre', 'project', 'product')),
    value text not null constraint budget_line_value_with_dimension check ((value = '') = (dimension = '')),
    -- On the account's normal side, in the functional currency.
    minor_units bigint not null,
    -- Null for the budget's own, on assets and expenses.
    check_level "char" constraint budget_line_check_known check (check_level in ('n', 'w', 'r')),
    constraint budget_line_pkey
        primary key (book_id, budget_id, account_id, first_month, last_month, dimension, value),
    constraint budget_line_of_budget foreign key (book_id, budget_id)
        references ledger.budget (book_id, budget_id),
    constraint budget_line_of_account foreign key (book_id, account_id)
        references ledger.account (book_id, account_id),
    constraint budget_line_months_in_order check (first_month <= last_month)
);

create index budget_line_value on ledger.budget_line (book_id, dimension, value) where dimension <> '';

-- Turnover by account and month of lines with a dimension's value that some budget names, in the functional currency
-- and without entries that close a year. Debit is positive. It grows with each entry, so that neither a check nor a
-- report reads lines; for a value that is named for the first time it is summed once from the lines.
create table ledger.budget_turnover (
    book_id integer not null,
    dimension text not null,
    value text not null,
    account_id integer not null,
    starts_on date not null,
    minor_units bigint not null,
    constraint budget_turnover_pkey primary key (book_id, dimension, value, account_id, starts_on)
) with (fillfactor = 60);
