-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What is written on the two sides of an account in one currency, over all time, and what holds reserve. Updated in
-- place by postings, so pages keep room for the next version of a row beside it.
create table ledger.balance (
    book_id integer not null,
    account_id integer not null,
    currency text not null,
    debits bigint not null constraint balance_debits_not_negative check (debits >= 0),
    credits bigint not null constraint balance_credits_not_negative check (credits >= 0),
    functional_debits bigint not null constraint balance_functional_debits_not_negative
        check (functional_debits >= 0),
    functional_credits bigint not null constraint balance_functional_credits_not_negative
        check (functional_credits >= 0),
    pending_debits bigint not null default 0 constraint balance_pending_debits_not_negative
        check (pending_debits >= 0),
    pending_credits bigint not null default 0 constraint balance_pending_credits_not_negative
        check (pending_credits >= 0),
    -- The account's version at the last line of this currency.
    version bigint not null,
    constraint balance_pkey primary key (book_id, account_id, currency)
) with (fillfactor = 60);

-- Turnover by accounting date, additive, once by month and once by day: the balance at the end of a day is the sum of
-- the months before its month and of the days in it. A back-dated entry adds to old rows and rewrites none. Entries
-- that close a year stand apart (M, D), so that a year's income and expenses can be told after its close.
create table ledger.turnover (
    book_id integer not null,
    account_id integer not null,
    currency text not null,
    span "char" not null constraint turnover_span_known check (span in ('m', 'd', 'M', 'D')),
    starts_on date not null,
    debits bigint not null,
    credits bigint not null,
    functional_debits bigint not null,
    functional_credits bigint not null,
    constraint turnover_pkey primary key (book_id, account_id, currency, span, starts_on)
) with (fillfactor = 60);

create index turnover_date on ledger.turnover (book_id, span, starts_on);

revoke delete, truncate on ledger.balance, ledger.turnover from kontor_ledger;

-- Amounts reserved on two accounts until they are confirmed, voided or expired.
create table ledger.hold (
    hold_number bigint not null constraint hold_number_positive check (hold_number > 0),
    -- Minor units, greater than zero.
    minor_units bigint not null constraint hold_amount_positive check (minor_units > 0),
    remaining_minor_units bigint not null constraint hold_remaining_not_negative
        check (remaining_minor_units between 0 and minor_units),
    created_at timestamptz not null,
    expires_at timestamptz,
    ended_at timestamptz,
    book_id integer not null,
    debit_account_id integer not null,
    credit_account_id integer not null,
    actor_id integer not null,
    -- a active, c confirmed, v voided, x expired.
    state "char" not null constraint hold_state_known check (state in ('a', 'c', 'v', 'x')),
    currency text not null,
    client_id integer,
    cost_centre_id integer,
    project_id integer,
    product_id integer,
    description text,
    document_reference text,
    constraint hold_pkey primary key (book_id, hold_number),
    constraint hold_ended_reserves_nothing
        check ((state = 'a') = (ended_at is null) and (state = 'a' or remaining_minor_units = 0))
) with (fillfactor = 80);

create index hold_expires_at on ledger.hold (book_id, expires_at) where state = 'a' and expires_at is not null;
create index hold_active on ledger.hold (book_id, hold_number) where state = 'a';

revoke delete, truncate on ledger.hold from kontor_ledger;
