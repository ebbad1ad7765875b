-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What the ledger is compared with: the same rows in the same tables, by functions in the database, called by pgbench
-- on the same machine. They are as fast as we could make them, and do less than the service does: accounts come as
-- numbers and are not looked up, params are not compared, a chain's link covers fewer bytes, readers are not woken.
drop schema if exists bench cascade;
create schema bench;

create table bench.bare (number bigint not null);

-- One entry of two lines. Measured beside it and slower: to lock and read first and write then, and a statement for
-- each table.
create function bench.post(
    book integer, debit integer, credit integer, amount bigint, key text, day date, reference text, client integer
) returns bigint language plpgsql as $$
declare
    locked record;
    key_hash uuid := md5(key)::uuid;
    month date := date_trunc('month', day);
begin
    -- Locks the head, and moves it.
    update ledger.head set entry_number = entry_number + 1, feed_position = feed_position + 1,
            recorded_at = greatest(clock_timestamp(), recorded_at),
            chain_hash = sha256(chain_hash || int8send(entry_number + 1) || int4send(debit) || int4send(credit)
                || int8send(amount) || int4send(day - date '2000-01-01') || uuid_send(key_hash) || reference::bytea)
        where book_id = book returning * into locked;
    -- A key that was refused; one that posted an entry violates the entry's own key.
    if exists (select from ledger.posting_key as refused where refused.book_id = book and refused.key = key_hash) then
        raise exception 'the key was refused';
    end if;
    with fresh as (
        insert into ledger.entry (number, recorded_at, params_digest, key, book_id, posted_on, actor_id, kind, module,
            document_reference)
        values (locked.entry_number, locked.recorded_at, hashtextextended(reference, 1), key_hash, book, day, 1, 'n',
            'g', reference)
    ), after as (
        insert into ledger.balance as old (book_id, account_id, currency, debits, credits, functional_debits,
            functional_credits, version)
        values (book, debit, 'EUR', amount, 0, amount, 0, 1), (book, credit, 'EUR', 0, amount, 0, amount, 1)
        on conflict (book_id, account_id, currency) do update
        set debits = old.debits + excluded.debits, credits = old.credits + excluded.credits,
            functional_debits = old.functional_debits + excluded.functional_debits,
            functional_credits = old.functional_credits + excluded.functional_credits, version = old.version + 1
        returning account_id, account_id = debit as is_debit, debits - credits as balance, version
    ), lines as (
        insert into ledger.line (number, minor_units, functional_minor_units, balance_version, balance_after, book_id,
            account_id, client_id, line_number, currency)
        select locked.entry_number, case when is_debit then amount else -amount end,
            case when is_debit then amount else -amount end, version, balance, book, account_id,
            case when is_debit then client end, case when is_debit then 1 else 2 end, 'EUR'
        from after
    ), turned as (
        insert into ledger.turnover as old (book_id, account_id, currency, span, starts_on, debits, credits,
            functional_debits, functional_credits)
        values (book, debit, 'EUR', 'm', month, amount, 0, amount, 0),
            (book, debit, 'EUR', 'd', day, amount, 0, amount, 0),
            (book, credit, 'EUR', 'm', month, 0, amount, 0, amount),
            (book, credit, 'EUR', 'd', day, 0, amount, 0, amount)
        on conflict (book_id, account_id, currency, span, starts_on) do update
        set debits = old.debits + excluded.debits, credits = old.credits + excluded.credits,
            functional_debits = old.functional_debits + excluded.functional_debits,
            functional_credits = old.functional_credits + excluded.functional_credits
    )
    insert into ledger.chain (feed_position, entry_number, recorded_at, book_id, hash)
    values (locked.feed_position, locked.entry_number, locked.recorded_at, book, locked.chain_hash);
    return locked.entry_number;
end
$$;

-- A batch of entries of two lines, made up on the spot: nothing is sent, and there is nothing to parse.
create function bench.post_set(book integer, entries integer, run text, day date) returns bigint language plpgsql as $$
declare
    locked record;
    recorded timestamptz;
    link bytea;
begin
    select * into locked from ledger.head where book_id = book for no key update;
    recorded := greatest(clock_timestamp(), locked.recorded_at);
    with fresh as materialized (
        select locked.entry_number + n as number, md5(run || n)::uuid as key,
            1 + floor(random() * 500)::integer as debit, 501 + floor(random() * 500)::integer as credit,
            100 + floor(random() * 90000)::bigint as amount, 2 + floor(random() * 100)::integer as client,
            'INV-' || n as reference
        from generate_series(1, entries) as n
    ), written as (
        insert into ledger.entry (number, recorded_at, params_digest, key, book_id, posted_on, actor_id, kind, module,
            document_reference)
        select number, recorded, hashtextextended(reference, 1), key, book, day, 1, 'n', 'g', reference from fresh
        where not exists (select from ledger.posting_key as refused
            where refused.book_id = book and refused.key = fresh.key)
    ), half as materialized (
        select number, debit as account_id, amount, client, 1::smallint as line_number from fresh
        union all
        select number, credit, -amount, null, 2::smallint from fresh
    ), total as materialized (
        select account_id, count(*) as lines, coalesce(sum(amount) filter (where amount > 0), 0)::bigint as debits,
            coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as credits
        from half group by account_id
    ), after as (
        insert into ledger.balance as old (book_id, account_id, currency, debits, credits, functional_debits,
            functional_credits, version)
        select book, account_id, 'EUR', debits, credits, debits, credits, lines from total
        on conflict (book_id, account_id, currency) do update
        set debits = old.debits + excluded.debits, credits = old.credits + excluded.credits,
            functional_debits = old.functional_debits + excluded.functional_debits,
            functional_credits = old.functional_credits + excluded.functional_credits,
            version = old.version + excluded.version
        returning account_id, debits - credits as balance, version
    ), before as (
        select account_id, balance - debits + credits as balance, version - lines as version
        from after join total using (account_id)
    ), lines as (
        insert into ledger.line (number, minor_units, functional_minor_units, balance_version, balance_after, book_id,
            account_id, client_id, line_number, currency)
        select number, amount, amount, version + row_number() over running, balance + sum(amount) over running, book,
            account_id, client, line_number, 'EUR'
        from half join before using (account_id)
        window running as (partition by account_id order by number rows unbounded preceding)
    ), turned as (
        insert into ledger.turnover as old (book_id, account_id, currency, span, starts_on, debits, credits,
            functional_debits, functional_credits)
        select book, account_id, 'EUR', span, starts_on, debits, credits, debits, credits
        from total, (values ('m'::"char", date_trunc('month', day)::date), ('d', day)) as spans (span, starts_on)
        on conflict (book_id, account_id, currency, span, starts_on) do update
        set debits = old.debits + excluded.debits, credits = old.credits + excluded.credits,
            functional_debits = old.functional_debits + excluded.functional_debits,
            functional_credits = old.functional_credits + excluded.functional_credits
    )
    select sha256(locked.chain_hash || string_agg(int8send(number) || int4send(debit) || int4send(credit)
        || int8send(amount) || uuid_send(key) || reference::bytea, '' order by number))
    into link from fresh;
    insert into ledger.chain (feed_position, entry_number, recorded_at, book_id, hash)
    values (locked.feed_position + entries, locked.entry_number + entries, recorded, book, link);
    update ledger.head set entry_number = locked.entry_number + entries,
        feed_position = locked.feed_position + entries, recorded_at = recorded, chain_hash = link where book_id = book;
    return entries;
end
$$;
