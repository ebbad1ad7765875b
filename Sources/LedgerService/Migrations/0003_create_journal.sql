-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The journal only grows. An entry's identity on the wire is made of recorded_at and number, and takes no column.
create table ledger.entry (
    book_id integer not null,
    number bigint not null constraint entry_number_positive check (number > 0),
    recorded_at timestamptz not null,
    posted_on date not null,
    description text,
    document_reference text,
    -- Who posted: `user:<id>` or `service-account:<id>`.
    recorded_by text not null,
    constraint entry_pkey primary key (book_id, number)
);

create index entry_posted_on on ledger.entry (book_id, posted_on, number);
create index entry_document_reference on ledger.entry (book_id, document_reference, number)
    where document_reference is not null;

-- No foreign keys: the batch that writes lines has read their accounts under the head lock, and a key check a line
-- doubles the cost of posting.
create table ledger.line (
    book_id integer not null,
    number bigint not null,
    line_number smallint not null,
    account_id integer not null,
    currency text not null,
    -- Cents for EUR, yen for JPY. Debit is positive.
    minor_units bigint not null constraint line_amount_not_zero check (minor_units <> 0),
    functional_minor_units bigint not null constraint line_functional_amount_not_zero
        check (functional_minor_units <> 0),
    client_id uuid,
    -- The account's version and balance in this currency after the line: a lost update is a key violation.
    balance_version bigint not null,
    balance_after bigint not null,
    constraint line_pkey primary key (book_id, number, line_number),
    constraint line_balance_version_unique unique (book_id, account_id, currency, balance_version)
);

create index line_account on ledger.line (book_id, account_id, number);
create index line_client on ledger.line (book_id, client_id, number) where client_id is not null;

-- Once a statement, not once a row: the database itself refuses entries that do not sum to zero.
create function ledger.require_balanced_lines() returns trigger language plpgsql as $$
begin
    if exists (
        select from new_line group by book_id, number, currency having sum(minor_units) <> 0
    ) or exists (
        select from new_line group by book_id, number having sum(functional_minor_units) <> 0
    ) then
        raise exception using errcode = 'check_violation', constraint = 'line_sums_to_zero',
            message = 'the lines of an entry do not sum to zero';
    end if;
    return null;
end
$$;

create trigger line_sums_to_zero after insert on ledger.line
    referencing new table as new_line
    for each statement execute function ledger.require_balanced_lines();

-- The outcome of each posting by its key, written with the entry.
create table ledger.posting_key (
    book_id integer not null,
    key text not null,
    params_digest bytea not null,
    -- The entry that was posted, or the refusal as JSON.
    number bigint,
    refusal bytea,
    created_on date not null,
    constraint posting_key_pkey primary key (book_id, key),
    constraint posting_key_has_outcome check ((number is null) <> (refusal is null))
);

create index posting_key_created_on on ledger.posting_key (book_id, created_on);

revoke update, delete, truncate on ledger.entry, ledger.line from kontor_ledger;
revoke update, truncate on ledger.posting_key from kontor_ledger;
