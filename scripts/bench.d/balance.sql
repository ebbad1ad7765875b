-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: the balance of an account at the end of a day of the last year, from months and days, as written by
-- hand for this one question. The service asks otherwise: for any days, and so that its plan is always by index.
\set account random(1, 1000)
\set ago random(0, 365)
select sum(debits), sum(credits) from ledger.turnover
where book_id = :book and account_id = :account
    and (span in ('m', 'M') and starts_on < date_trunc('month', current_date - :ago::integer)
        or span in ('d', 'D') and starts_on between date_trunc('month', current_date - :ago::integer)
            and current_date - :ago::integer);
