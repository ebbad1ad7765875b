-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Exchange rates of a book: what one unit of `base` is worth in `quote`, from a day on, by what the rate is for. A
-- revision never changes; a correction ends it and adds the next, both under the head lock, so that entry numbers tell
-- which revision an entry was posted with.
create table ledger.rate (
    -- The number of the book's last entry when the revision was recorded, and when it ended.
    after_entry bigint not null constraint rate_after_entry_not_negative check (after_entry >= 0),
    ended_after_entry bigint,
    recorded_at timestamptz not null,
    ended_at timestamptz,
    book_id integer not null,
    revision integer not null constraint rate_revision_positive check (revision > 0),
    starts_on date not null,
    -- The last day on which it may be used.
    valid_until date,
    rate_type text not null,
    base text not null,
    quote text not null,
    -- Exactly as it was given.
    rate numeric not null constraint rate_positive check (rate > 0),
    source text,
    recorded_by text not null,
    ended_by text,
    constraint rate_pkey primary key (book_id, rate_type, base, quote, starts_on, revision),
    constraint rate_of_book foreign key (book_id) references ledger.book (book_id),
    constraint rate_between_two_currencies check (base <> quote),
    constraint rate_valid_until_after_start check (valid_until >= starts_on),
    constraint rate_ends_whole check (num_nulls(ended_at, ended_after_entry, ended_by) in (0, 3)),
    constraint rate_ends_after_it_begins check (ended_after_entry >= after_entry)
);

-- One rate a day in use; and where a day's rate is looked up.
create unique index rate_in_use on ledger.rate (book_id, rate_type, base, quote, starts_on) where ended_at is null;

-- The pairs that have rates: how a cross rate finds its way without reading all rates.
create table ledger.rate_pair (
    book_id integer not null,
    rate_type text not null,
    base text not null,
    quote text not null,
    constraint rate_pair_pkey primary key (book_id, rate_type, base, quote),
    constraint rate_pair_of_book foreign key (book_id) references ledger.book (book_id)
);

revoke update, delete, truncate on ledger.rate, ledger.rate_pair from kontor_ledger;
grant update (ended_at, ended_after_entry, ended_by) on ledger.rate to kontor_ledger;
