-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What analysts read: views with plain words and amounts in currency units, whose columns docs/integrate/sql.md
-- explains. The role kontor_analyst, which roles.sql makes, may select from them and from nothing else. Views are
-- named in the plural, tables in the singular.

-- Which organisations a database role sees. One that is not named here sees none. Kept by the operator; a small table
-- for all books, as ledger.book is.
create table ledger.analyst (
    -- The role that logs in.
    role_name text not null,
    -- Null for all organisations.
    organisation_id uuid,
    constraint analyst_unique unique nulls not distinct (role_name, organisation_id)
);

revoke insert, update, delete on ledger.analyst from kontor_ledger;

-- The decimals of an amount, as ISO 4217 has them. None of these functions is strict, although null makes null: a
-- strict one is called for each row, the others become a part of the statement (measured: four times faster).
create function ledger.currency_digits(currency text) returns integer
language sql immutable parallel safe as $$
    select case
        when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND',
            'VUV', 'XAF', 'XOF', 'XPF') then 0
        when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
        when currency in ('CLF', 'UYW') then 4
        else 2
    end
$$;

-- Minor units as currency units, with exactly the currency's decimals.
create function ledger.units(minor_units numeric, currency text) returns numeric
language sql immutable parallel safe as $$
    select minor_units * case ledger.currency_digits(currency)
        when 2 then 0.01 when 0 then 1 when 3 then 0.001 when 4 then 0.0001
    end
$$;

create function ledger.entry_kind(mark "char") returns text
language sql immutable parallel safe as $$
    select case mark
        when 'n' then 'normal' when 'o' then 'opening' when 'c' then 'closing' when 'r' then 'reversal'
        when 'v' then 'revaluation' when 's' then 'scheduled' when 'h' then 'confirmation'
    end
$$;

-- Every view is a barrier: no condition of a reader's runs on a row of another organisation.
create view ledger.readable_book with (security_barrier) as
select book.* from ledger.book
where exists (
    select from ledger.analyst
    where analyst.role_name = session_user
        and (analyst.organisation_id is null or analyst.organisation_id = book.organisation_id)
);

create view ledger.books with (security_barrier) as
select public_id as book_id, code as book, name, organisation_id, functional_currency, time_zone, created_at
from ledger.readable_book;

create view ledger.accounts with (security_barrier) as
with recursive tree as (
    select account.book_id, account.account_id, array[account.code] as path
    from ledger.readable_book as book join ledger.account on account.book_id = book.book_id
    where account.parent_id is null
    union all
    select child.book_id, child.account_id, tree.path || child.code
    from tree join ledger.account as child on child.book_id = tree.book_id and child.parent_id = tree.account_id
)
select book.public_id as book_id, book.code as book, account.code as account, account.name, account.kind,
    case when account.kind in ('asset', 'expense') then 'debit' else 'credit' end as normal_side,
    parent.code as parent, tree.path, cardinality(tree.path) - 1 as depth, account.is_heading, account.is_closed,
    account.opens_on, account.closes_on, account.currency,
    ledger.units(account.floor_minor_units, account.currency) as floor,
    account.required_dimensions & 1 <> 0 as requires_client,
    account.required_dimensions & 2 <> 0 as requires_cost_centre,
    account.required_dimensions & 4 <> 0 as requires_project,
    account.required_dimensions & 8 <> 0 as requires_product, account.public_id as account_id, account.version
from ledger.readable_book as book join ledger.account on account.book_id = book.book_id
join tree on tree.book_id = account.book_id and tree.account_id = account.account_id
left join ledger.account as parent
    on parent.book_id = account.book_id and parent.account_id = account.parent_id;

create view ledger.dimension_values with (security_barrier) as
select book.public_id as book_id, book.code as book, symbol.dimension, symbol.code as value, symbol.name,
    symbol.is_closed
from ledger.readable_book as book join ledger.symbol on symbol.book_id = book.book_id
where symbol.dimension <> 'actor';

create view ledger.entries with (security_barrier) as
select book.public_id as book_id, book.code as book, entry.number as entry_number, entry.posted_on,
    entry.recorded_at,
    ledger.entry_kind(entry.kind) as kind,
    case entry.module
        when 'g' then 'general' when 'r' then 'receivables' when 'p' then 'payables' when 'b' then 'banking'
        when 'i' then 'inventory' when 'w' then 'payroll' when 'a' then 'assets'
    end as module,
    entry.description, entry.document_reference, entry.source, entry.external_reference, actor.code as recorded_by,
    entry.reverses, reversal.number as reversed_by, convert_from(entry.metadata, 'UTF8')::jsonb as metadata
from ledger.readable_book as book join ledger.entry on entry.book_id = book.book_id
left join ledger.symbol as actor on actor.book_id = entry.book_id and actor.symbol_id = entry.actor_id
left join ledger.entry as reversal on reversal.book_id = entry.book_id and reversal.reverses = entry.number;

create view ledger.lines with (security_barrier) as
select book.public_id as book_id, book.code as book, line.number as entry_number, line.line_number,
    entry.posted_on, ledger.entry_kind(entry.kind) as entry_kind, entry.description, entry.document_reference,
    account.code as account, account.name as account_name, account.kind as account_kind,
    case when line.minor_units > 0 or line.minor_units = 0 and line.functional_minor_units > 0 then 'debit'
        else 'credit' end as side,
    line.currency, ledger.units(line.minor_units, line.currency) as amount, line.minor_units,
    book.functional_currency,
    ledger.units(line.functional_minor_units, book.functional_currency) as functional_amount,
    line.functional_minor_units, client.code as client_id, cost_centre.code as cost_centre, project.code as project,
    product.code as product, line.memo, line.balance_version as account_version,
    ledger.units(line.balance_after, line.currency) as balance_after
from ledger.readable_book as book join ledger.line on line.book_id = book.book_id
join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
join ledger.account on account.book_id = line.book_id and account.account_id = line.account_id
left join ledger.symbol as client on client.book_id = line.book_id and client.symbol_id = line.client_id
left join ledger.symbol as cost_centre
    on cost_centre.book_id = line.book_id and cost_centre.symbol_id = line.cost_centre_id
left join ledger.symbol as project on project.book_id = line.book_id and project.symbol_id = line.project_id
left join ledger.symbol as product on product.book_id = line.book_id and product.symbol_id = line.product_id;

create view ledger.balances with (security_barrier) as
select book.public_id as book_id, book.code as book, account.code as account, account.name as account_name,
    account.kind as account_kind, balance.currency,
    ledger.units(balance.debits, balance.currency) as debits,
    ledger.units(balance.credits, balance.currency) as credits,
    ledger.units(balance.debits::numeric - balance.credits, balance.currency) as balance,
    balance.debits::numeric - balance.credits as minor_units, book.functional_currency,
    ledger.units(balance.functional_debits, book.functional_currency) as functional_debits,
    ledger.units(balance.functional_credits, book.functional_currency) as functional_credits,
    ledger.units(balance.functional_debits::numeric - balance.functional_credits, book.functional_currency)
        as functional_balance,
    balance.functional_debits::numeric - balance.functional_credits as functional_minor_units,
    ledger.units(balance.pending_debits, balance.currency) as pending_debits,
    ledger.units(balance.pending_credits, balance.currency) as pending_credits, balance.version as account_version
from ledger.readable_book as book join ledger.balance on balance.book_id = book.book_id
join ledger.account on account.book_id = balance.book_id and account.account_id = balance.account_id;

-- In the functional currency; a month without a line has no row.
create view ledger.trial_balance_by_month with (security_barrier) as
with month as (
    select book.public_id, book.code, book.functional_currency, turnover.book_id, turnover.account_id,
        turnover.starts_on, sum(functional_debits) as debits, sum(functional_credits) as credits,
        coalesce(sum(functional_debits) filter (where span = 'M'), 0) as year_end_debits,
        coalesce(sum(functional_credits) filter (where span = 'M'), 0) as year_end_credits
    from ledger.readable_book as book join ledger.turnover on turnover.book_id = book.book_id
    where turnover.span in ('m', 'M')
    group by book.public_id, book.code, book.functional_currency, turnover.book_id, turnover.account_id,
        turnover.starts_on
), running as (
    select month.*, sum(debits - credits) over (
        partition by book_id, account_id order by starts_on
    ) as closing
    from month
)
select running.public_id as book_id, running.code as book, running.starts_on as month, account.code as account,
    account.name as account_name, account.kind as account_kind, running.functional_currency,
    ledger.units(running.closing - running.debits + running.credits, running.functional_currency) as opening,
    ledger.units(running.debits, running.functional_currency) as debits,
    ledger.units(running.credits, running.functional_currency) as credits,
    ledger.units(running.closing, running.functional_currency) as closing,
    running.closing as closing_minor_units,
    ledger.units(running.year_end_debits, running.functional_currency) as year_end_debits,
    ledger.units(running.year_end_credits, running.functional_currency) as year_end_credits
from running
join ledger.account on account.book_id = running.book_id and account.account_id = running.account_id;

create view ledger.periods with (security_barrier) as
select book.public_id as book_id, book.code as book, year.code as year, period.code as period, period.starts_on,
    period.ends_on,
    case
        when period.locked_at is not null or year.closed_at is not null then 'locked'
        when exists (
            select from ledger.soft_lock as lock
            where lock.book_id = period.book_id and lock.period_id = period.period_id
        ) then 'soft_locked'
        else 'open'
    end as state,
    year.closed_at is not null as is_year_closed
from ledger.readable_book as book join ledger.fiscal_period as period on period.book_id = book.book_id
join ledger.fiscal_year as year on year.book_id = period.book_id and year.year_id = period.year_id;

create view ledger.rates with (security_barrier) as
select book.public_id as book_id, book.code as book, rate.rate_type, rate.base as from_currency,
    rate.quote as to_currency, rate.starts_on, rate.valid_until, rate.rate, rate.source, rate.revision,
    rate.recorded_at, rate.recorded_by, rate.after_entry, rate.ended_at, rate.ended_by, rate.ended_after_entry
from ledger.readable_book as book join ledger.rate on rate.book_id = book.book_id;

create view ledger.budget_lines with (security_barrier) as
select book.public_id as book_id, book.code as book, budget.code as budget, budget.name as budget_name,
    case budget.state when 'd' then 'draft' when 'a' then 'active' when 'r' then 'retired' end as state,
    account.code as account, account.name as account_name, account.kind as account_kind, line.first_month,
    line.last_month, nullif(line.dimension, '') as dimension, nullif(line.value, '') as value,
    book.functional_currency, ledger.units(line.minor_units, book.functional_currency) as amount, line.minor_units
from ledger.readable_book as book join ledger.budget on budget.book_id = book.book_id
join ledger.budget_line as line on line.book_id = budget.book_id and line.budget_id = budget.budget_id
join ledger.account on account.book_id = line.book_id and account.account_id = line.account_id;

create view ledger.holds with (security_barrier) as
select book.public_id as book_id, book.code as book, hold.hold_number,
    case
        when hold.state = 'a' and hold.expires_at <= now() then 'expired' when hold.state = 'a' then 'active'
        when hold.state = 'c' then 'confirmed' when hold.state = 'v' then 'voided' else 'expired'
    end as state,
    debit.code as debit_account, credit.code as credit_account, hold.currency,
    ledger.units(hold.minor_units, hold.currency) as amount, hold.minor_units,
    ledger.units(hold.remaining_minor_units, hold.currency) as remaining, hold.remaining_minor_units,
    hold.created_at, hold.expires_at, hold.ended_at, actor.code as recorded_by, client.code as client_id,
    cost_centre.code as cost_centre, project.code as project, product.code as product, hold.description,
    hold.document_reference
from ledger.readable_book as book join ledger.hold on hold.book_id = book.book_id
join ledger.account as debit on debit.book_id = hold.book_id and debit.account_id = hold.debit_account_id
join ledger.account as credit on credit.book_id = hold.book_id and credit.account_id = hold.credit_account_id
left join ledger.symbol as actor on actor.book_id = hold.book_id and actor.symbol_id = hold.actor_id
left join ledger.symbol as client on client.book_id = hold.book_id and client.symbol_id = hold.client_id
left join ledger.symbol as cost_centre
    on cost_centre.book_id = hold.book_id and cost_centre.symbol_id = hold.cost_centre_id
left join ledger.symbol as project on project.book_id = hold.book_id and project.symbol_id = hold.project_id
left join ledger.symbol as product on product.book_id = hold.book_id and product.symbol_id = hold.product_id;

create view ledger.feed_records with (security_barrier) as
select book.public_id as book_id, book.code as book, feed.position, feed.entry_number,
    case feed.kind
        when 'b' then 'book' when 'a' then 'account' when 'h' then 'hold' when 'y' then 'fiscal_year'
        when 'z' then 'fiscal_year_removed' when 'p' then 'period' when 'd' then 'dimension'
        when 'v' then 'dimension_value' when 'x' then 'rate' when 'g' then 'budget' when 'l' then 'budget_lines'
        else feed.kind::text
    end as kind,
    convert_from(feed.record, 'UTF8')::jsonb as record
from ledger.readable_book as book join ledger.feed on feed.book_id = book.book_id;

create view ledger.chain_links with (security_barrier) as
select book.public_id as book_id, book.code as book, chain.feed_position, chain.entry_number, chain.recorded_at,
    encode(chain.hash, 'hex') as hash
from ledger.readable_book as book join ledger.chain on chain.book_id = book.book_id;

-- The service has no need of the views, and those of one table could be written through.
revoke all on ledger.readable_book, ledger.books, ledger.accounts, ledger.dimension_values, ledger.entries,
    ledger.lines, ledger.balances, ledger.trial_balance_by_month, ledger.periods, ledger.rates, ledger.budget_lines,
    ledger.holds, ledger.feed_records, ledger.chain_links from kontor_ledger;
grant select on ledger.books, ledger.accounts, ledger.dimension_values, ledger.entries, ledger.lines,
    ledger.balances, ledger.trial_balance_by_month, ledger.periods, ledger.rates, ledger.budget_lines, ledger.holds,
    ledger.feed_records, ledger.chain_links to kontor_analyst;
-- A function in a view runs with the reader's rights.
grant execute on function ledger.currency_digits(text), ledger.units(numeric, text), ledger.entry_kind("char")
    to kontor_analyst;
