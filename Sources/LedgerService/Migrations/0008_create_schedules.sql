-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What posts by itself when its day comes: recurring entries and deferrals.
create table ledger.schedule (
    book_id integer not null,
    schedule_id uuid not null,
    -- r recurring entry, d deferral.
    kind "char" not null constraint schedule_kind_known check (kind in ('r', 'd')),
    -- a active, p paused, c completed, e ended by a person.
    state "char" not null constraint schedule_state_known check (state in ('a', 'p', 'c', 'e')),
    name text not null,
    -- As JSON: the recurrence and the template, or the plan of a deferral.
    definition bytea not null,
    -- The accounts of the template's lines in their order, or the two of a deferral: their codes in the definition are
    -- those of its day, and may have changed.
    account_ids integer[] not null,
    -- The first day that was not tried yet; null when there is none.
    next_on date,
    -- The first day with something to do: `next_on`, or one that was refused.
    due_on date,
    -- After a refusal, when services try again by themselves.
    retry_at timestamptz,
    -- How many days fell due, were posted, and stand refused.
    occurred_count bigint not null default 0,
    posted_count bigint not null default 0,
    refused_count bigint not null default 0,
    -- Of a deferral: the currency of its amount, and how many minor units were posted.
    currency text,
    posted_minor_units bigint not null default 0,
    version bigint not null default 1,
    created_at timestamptz not null,
    created_by text not null,
    constraint schedule_pkey primary key (book_id, schedule_id),
    constraint schedule_of_book foreign key (book_id) references ledger.book (book_id),
    constraint schedule_over_has_nothing_due check (state in ('a', 'p') or due_on is null)
);

create index schedule_due on ledger.schedule (book_id, due_on, schedule_id)
    where state = 'a' and due_on is not null;
create index schedule_list on ledger.schedule (book_id, kind, schedule_id);

revoke delete, truncate on ledger.schedule from kontor_ledger;

-- The days of schedules: those of a recurring entry from when they fall due, the parts of a deferral from the start.
create table ledger.schedule_occurrence (
    book_id integer not null,
    schedule_id uuid not null,
    due_on date not null,
    -- w waiting, r refused and still due, p posted, x dropped.
    state "char" not null constraint schedule_occurrence_state_known check (state in ('w', 'r', 'p', 'x')),
    -- The part of a deferral.
    minor_units bigint constraint schedule_occurrence_amount_positive check (minor_units > 0),
    functional_minor_units bigint,
    -- The number of the entry that it became.
    entry_number bigint,
    -- Why it was refused when it was tried last, as JSON.
    refusal bytea,
    tried_at timestamptz,
    constraint schedule_occurrence_pkey primary key (book_id, schedule_id, due_on),
    constraint schedule_occurrence_of_schedule foreign key (book_id, schedule_id)
        references ledger.schedule (book_id, schedule_id),
    constraint schedule_occurrence_posted_has_entry check ((state = 'p') = (entry_number is not null)),
    constraint schedule_occurrence_refused_has_refusal check (state <> 'r' or refusal is not null)
);

create index schedule_occurrence_due_on on ledger.schedule_occurrence (book_id, due_on, schedule_id);
create index schedule_occurrence_open on ledger.schedule_occurrence (book_id, schedule_id, due_on)
    where state in ('w', 'r');
create index schedule_occurrence_refused on ledger.schedule_occurrence (book_id, due_on, schedule_id)
    where state = 'r';
-- An entry is of one occurrence.
create unique index schedule_occurrence_entry_unique on ledger.schedule_occurrence (book_id, entry_number)
    where entry_number is not null;

revoke delete, truncate on ledger.schedule_occurrence from kontor_ledger;
