-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: the balances of all accounts at the end of today, from months and days, as written by
-- hand for this one question. The service asks otherwise: for any days, and so that its plan is always by index.
select account_id, sum(functional_debits), sum(functional_credits) from ledger.turnover
where book_id = :book
    and (span in ('m', 'M') and starts_on < date_trunc('month', current_date)
        or span in ('d', 'D') and starts_on between date_trunc('month', current_date) and current_date)
group by account_id;
