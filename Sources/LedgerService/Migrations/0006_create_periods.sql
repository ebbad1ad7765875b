-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Fiscal calendars and locks: settings of a book. They change under its head lock, and each change moves
-- `head.settings_version`, so that no batch of postings is checked against older ones.
create table ledger.fiscal_year (
    book_id integer not null,
    -- Numbered within the book, under the head lock.
    year_id integer not null,
    code text not null,
    name text,
    starts_on date not null,
    ends_on date not null,
    pattern text not null constraint fiscal_year_pattern_known
        check (pattern in ('months', 'weeks_4_4_5', 'weeks_4_5_4', 'weeks_5_4_4', 'own')),
    -- The close that stands: when, by whom, against which account, and what was carried to it, in minor units of the
    -- functional currency, a profit positive.
    closed_at timestamptz,
    closed_by text,
    retained_account_id integer,
    profit_minor_units bigint,
    -- The entries that closed it; null when there was nothing to close.
    first_entry bigint,
    last_entry bigint,
    constraint fiscal_year_pkey primary key (book_id, year_id),
    constraint fiscal_year_of_book foreign key (book_id) references ledger.book (book_id),
    constraint fiscal_year_code_unique unique (book_id, code),
    constraint fiscal_year_starts_on_unique unique (book_id, starts_on),
    constraint fiscal_year_starts_before_it_ends check (starts_on <= ends_on),
    constraint fiscal_year_close_is_whole check (
        (closed_at is null) = (closed_by is null) and (closed_at is null) = (retained_account_id is null)
        and (closed_at is null) = (profit_minor_units is null) and (closed_at is not null or first_entry is null)
        and (first_entry is null) = (last_entry is null))
);

create table ledger.fiscal_period (
    book_id integer not null,
    -- Numbered within the book, under the head lock.
    period_id integer not null,
    year_id integer not null,
    code text not null,
    starts_on date not null,
    ends_on date not null,
    -- The hard lock of the period itself. A closed year's periods are locked beside it.
    locked_at timestamptz,
    locked_by text,
    constraint fiscal_period_pkey primary key (book_id, period_id),
    constraint fiscal_period_of_year foreign key (book_id, year_id) references ledger.fiscal_year (book_id, year_id),
    constraint fiscal_period_code_unique unique (book_id, code),
    constraint fiscal_period_starts_on_unique unique (book_id, starts_on),
    constraint fiscal_period_starts_before_it_ends check (starts_on <= ends_on),
    constraint fiscal_period_lock_is_whole check ((locked_at is null) = (locked_by is null))
);

-- Soft locks, one for each module that is locked.
create table ledger.soft_lock (
    book_id integer not null,
    period_id integer not null,
    module text not null constraint soft_lock_module_known
        check (module in ('general', 'receivables', 'payables', 'banking', 'inventory', 'payroll', 'assets')),
    locked_at timestamptz not null,
    locked_by text not null,
    constraint soft_lock_pkey primary key (book_id, period_id, module),
    constraint soft_lock_of_period foreign key (book_id, period_id)
        references ledger.fiscal_period (book_id, period_id)
);

-- Who may post in spite of a soft lock, until an instant or as long as the lock is there.
create table ledger.soft_lock_exception (
    book_id integer not null,
    period_id integer not null,
    module text not null,
    -- In the order in which they were given.
    position smallint not null,
    user_id uuid,
    service_account_id uuid,
    expires_at timestamptz,
    constraint soft_lock_exception_pkey primary key (book_id, period_id, module, position),
    constraint soft_lock_exception_of_lock foreign key (book_id, period_id, module)
        references ledger.soft_lock (book_id, period_id, module) on delete cascade,
    constraint soft_lock_exception_names_one check ((user_id is null) <> (service_account_id is null))
);

revoke truncate on ledger.fiscal_year, ledger.fiscal_period, ledger.soft_lock, ledger.soft_lock_exception
    from kontor_ledger;
