-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The journal only grows. Columns stand in the order that wastes no padding: these are the tables that grow.
-- An entry's identity on the wire is made of recorded_at, book_id and number, and takes no column.
create table ledger.entry (
    number bigint not null constraint entry_number_positive check (number > 0),
    recorded_at timestamptz not null,
    -- The first 64 bits of the SHA-256 of the params that it was posted with.
    params_digest bigint not null,
    -- The first 128 bits of the SHA-256 of its idempotency key. Kept for good: no key ever posts twice.
    key uuid not null,
    book_id integer not null,
    posted_on date not null,
    -- Who posted: a symbol of the dimension `actor`.
    actor_id integer not null,
    -- n normal, o opening, c closing of a year, r reversal, v revaluation, s of a schedule, h confirmed hold.
    kind "char" not null constraint entry_kind_known check (kind in ('n', 'o', 'c', 'r', 'v', 's', 'h')),
    -- The part of the books that posted it: g general, r receivables, p payables, b banking, i inventory, w payroll,
    -- a fixed assets.
    module "char" not null constraint entry_module_known check (module in ('g', 'r', 'p', 'b', 'i', 'w', 'a')),
    description text,
    document_reference text,
    -- The number of the entry that this one reverses.
    reverses bigint,
    -- The entry's number in the system that it came from.
    source text,
    external_reference text,
    -- JSON: an array of names and values.
    metadata bytea,
    -- Full pages: numbers only ascend.
    constraint entry_pkey primary key (book_id, number) with (fillfactor = 100),
    constraint entry_key_unique unique (book_id, key),
    constraint entry_external_reference_has_source check ((source is null) = (external_reference is null))
);

-- Of many rows with one key PostgreSQL keeps a list, a quarter of the size: so no index here ends with the number.
create index entry_posted_on on ledger.entry (book_id, posted_on);
-- By the hash, which is a third of the text's size: whoever searches compares the text too.
create index entry_document_reference on ledger.entry (book_id, hashtext(document_reference))
    where document_reference is not null;
-- An entry is reversed once.
create unique index entry_reverses_unique on ledger.entry (book_id, reverses) where reverses is not null;
create unique index entry_external_reference_unique on ledger.entry (book_id, source, external_reference)
    where external_reference is not null;

-- No foreign keys: the batch that writes lines has read their accounts under the head lock, and a key check a line
-- doubles the cost of posting.
create table ledger.line (
    number bigint not null,
    -- Cents for EUR, yen for JPY. Debit is positive. Zero where only the functional amount is adjusted.
    minor_units bigint not null,
    functional_minor_units bigint not null,
    -- The account's version, one more with each of its lines, and its balance in this currency after the line: a lost
    -- update is a key violation.
    balance_version bigint not null,
    balance_after bigint not null,
    book_id integer not null,
    account_id integer not null,
    -- Symbols.
    client_id integer,
    cost_centre_id integer,
    project_id integer,
    product_id integer,
    line_number smallint not null,
    currency text not null,
    memo text,
    -- Numbers ascend with versions, so that this also finds an account's lines by entry.
    constraint line_pkey primary key (book_id, account_id, balance_version),
    constraint line_amount_not_zero check (minor_units <> 0 or functional_minor_units <> 0)
);

create index line_entry on ledger.line (book_id, number) with (fillfactor = 100);
create index line_client on ledger.line (book_id, client_id) where client_id is not null;
create index line_cost_centre on ledger.line (book_id, cost_centre_id) where cost_centre_id is not null;
create index line_project on ledger.line (book_id, project_id) where project_id is not null;
create index line_product on ledger.line (book_id, product_id) where product_id is not null;

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

-- Outcomes of keys that posted no entry: refusals, and what was done to a hold. Keys and params stand as in
-- `ledger.entry`.
create table ledger.posting_key (
    params_digest bigint not null,
    -- The hold; null for a refusal.
    hold_number bigint,
    key uuid not null,
    book_id integer not null,
    created_on date not null,
    -- The refusal as JSON.
    refusal bytea,
    constraint posting_key_pkey primary key (book_id, key),
    constraint posting_key_has_outcome check ((hold_number is null) <> (refusal is null))
);

-- Rows come in the order of time: a few bytes say where a day's are.
create index posting_key_created_on on ledger.posting_key using brin (created_on);

revoke update, delete, truncate on ledger.entry, ledger.line from kontor_ledger;
revoke update, truncate on ledger.posting_key from kontor_ledger;
