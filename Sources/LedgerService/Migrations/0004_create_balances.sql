-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What is written on the two sides of an account in one currency, over all time. Updated in place by postings, so
-- pages keep room for the next version of a row beside it.
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
    -- How many lines the balance is the sum of.
    version bigint not null,
    constraint balance_pkey primary key (book_id, account_id, currency)
) with (fillfactor = 60);

-- Turnover by accounting date, additive, once by month and once by day: the balance at the end of a day is the sum of
-- the months before its month and of the days in it. A back-dated entry adds to old rows and rewrites none.
create table ledger.turnover (
    book_id integer not null,
    account_id integer not null,
    currency text not null,
    span "char" not null constraint turnover_span_known check (span in ('m', 'd')),
    starts_on date not null,
    debits bigint not null,
    credits bigint not null,
    functional_debits bigint not null,
    functional_credits bigint not null,
    constraint turnover_pkey primary key (book_id, account_id, currency, span, starts_on)
) with (fillfactor = 60);

create index turnover_date on ledger.turnover (book_id, span, starts_on);

revoke delete, truncate on ledger.balance, ledger.turnover from kontor_ledger;
