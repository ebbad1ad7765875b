-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: one entry of two lines, by the statements that ledger.postEntry sends, one after the other.
\set debit random(1, 12)
\set credit 12 + random(1, 12)
\set pence random(100, 90000)
\set key random(1, 1000000000000000)
begin;
select entry_number, feed_position, account_id as last_account from ledger.head
    where book_id = :book for no key update \gset
select clock_timestamp() as now \gset
select code, account_id, is_heading, is_closed, currency from ledger.account
    where book_id = :book and account_id = any(array[:debit + 1, :credit + 1]);
select coalesce(max(debits) filter (where account_id = :debit + 1), 0) as debits,
    coalesce(max(version) filter (where account_id = :debit + 1), 0) as debit_version,
    coalesce(max(credits) filter (where account_id = :credit + 1), 0) as credits,
    coalesce(max(version) filter (where account_id = :credit + 1), 0) as credit_version
    from ledger.balance where book_id = :book and account_id = any(array[:debit + 1, :credit + 1]) \gset
select key, params_digest, number, refusal from ledger.posting_key
    where book_id = :book and key = any(array['p' || :key]);
insert into ledger.entry (book_id, number, recorded_at, posted_on, description, document_reference, recorded_by)
    select :book, number, ':now'::timestamptz, date '2026-05-05', null, 'D-1', 'bench'
    from unnest(array[:entry_number + 1]) as fresh (number);
insert into ledger.line (book_id, number, line_number, account_id, currency, minor_units, functional_minor_units,
        client_id, balance_version, balance_after)
    select :book, fresh.* from unnest(array[:entry_number + 1, :entry_number + 1], array[1, 2]::smallint[],
        array[:debit + 1, :credit + 1], array['GBP', 'GBP'], array[:pence, -:pence]::bigint[],
        array[:pence, -:pence]::bigint[], array[null, null]::uuid[],
        array[:debit_version + 1, :credit_version + 1]::bigint[],
        array[:debits + :pence, -:credits - :pence]::bigint[]) as fresh;
insert into ledger.balance (book_id, account_id, currency, debits, credits, functional_debits, functional_credits,
        version)
    select :book, fresh.* from unnest(array[:debit + 1, :credit + 1], array['GBP', 'GBP'],
        array[:debits + :pence, 0]::bigint[], array[0, :credits + :pence]::bigint[],
        array[:debits + :pence, 0]::bigint[], array[0, :credits + :pence]::bigint[],
        array[:debit_version + 1, :credit_version + 1]::bigint[]) as fresh
    on conflict (book_id, account_id, currency) do update
    set debits = excluded.debits, credits = excluded.credits, functional_debits = excluded.functional_debits,
        functional_credits = excluded.functional_credits, version = excluded.version;
insert into ledger.turnover (book_id, account_id, currency, span, starts_on, debits, credits, functional_debits,
        functional_credits)
    select :book, account_id, currency, span::"char", starts_on, debits, credits, debits, credits
    from unnest(array[:debit + 1, :credit + 1, :debit + 1, :credit + 1], array['GBP', 'GBP', 'GBP', 'GBP'],
        array['m', 'm', 'd', 'd'], array['2026-05-01', '2026-05-01', '2026-05-05', '2026-05-05']::date[],
        array[:pence, 0, :pence, 0]::bigint[], array[0, :pence, 0, :pence]::bigint[])
        as fresh (account_id, currency, span, starts_on, debits, credits)
    on conflict (book_id, account_id, currency, span, starts_on) do update
    set debits = turnover.debits + excluded.debits, credits = turnover.credits + excluded.credits,
        functional_debits = turnover.functional_debits + excluded.functional_debits,
        functional_credits = turnover.functional_credits + excluded.functional_credits;
insert into ledger.feed (book_id, position, kind, entry_number, record)
    select :book, :feed_position + ordinality, 'e'::"char", number, null
    from unnest(array[:entry_number + 1]) with ordinality as fact (number);
update ledger.head set feed_position = :feed_position + 1, entry_number = :entry_number + 1
    where book_id = :book;
select pg_notify('ledger_feed', ':book');
insert into ledger.posting_key (book_id, key, params_digest, number, refusal, created_on)
    select :book, key, sha256(key::bytea), number, null, current_date
    from unnest(array['p' || :key], array[:entry_number + 1]) as fresh (key, number);
commit;
