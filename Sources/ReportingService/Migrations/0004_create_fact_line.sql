-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The lines of all entries in the book's functional currency: what every figure can be traced to.
create table reporting.fact_line (
    organisation_id uuid not null,
    book_id uuid not null,
    generation integer not null,
    entry_number bigint not null,
    -- From 1 within the entry.
    line_number integer not null,
    posted_on date not null,
    account_id uuid not null,
    client_id uuid,
    -- Minor units: cents for EUR, yen for JPY. Debit is positive.
    functional_minor_units bigint not null,
    document_reference text,
    constraint fact_line_once primary key (organisation_id, book_id, generation, entry_number, line_number)
);

-- Turnover by accounting date, once by month and once by day: a period is the whole months inside it and the days
-- before and after them. A back-dated entry adds to old rows and rewrites none. Sums are numeric: lines of 64 bits may
-- add up to more, and must not stop the feed.
create table reporting.turnover (
    organisation_id uuid not null,
    book_id uuid not null,
    generation integer not null,
    account_id uuid not null,
    -- Month or day; in capitals what entries turned over that close a year.
    span "char" not null constraint turnover_span_is_known check (span in ('m', 'd', 'M', 'D')),
    starts_on date not null,
    debits numeric(38, 0) not null,
    credits numeric(38, 0) not null,
    constraint turnover_once
        primary key (organisation_id, book_id, generation, span, starts_on, account_id)
)
with (fillfactor = 60);

-- Credits minus debits on income accounts, by client.
create table reporting.revenue (
    organisation_id uuid not null,
    book_id uuid not null,
    generation integer not null,
    -- ffffffff-ffff-ffff-ffff-ffffffffffff for lines that name no client: no client has that id, and it sorts last.
    client_id uuid not null,
    span "char" not null constraint revenue_span_is_known check (span in ('m', 'd')),
    starts_on date not null,
    amount numeric(38, 0) not null,
    constraint revenue_once
        primary key (organisation_id, book_id, generation, client_id, span, starts_on)
)
with (fillfactor = 60);

-- For the total of a period.
create index revenue_by_date
    on reporting.revenue (organisation_id, book_id, generation, span, starts_on) include (amount);
