-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: one entry in one transaction. `last_debit` is 500, or 1 for a hot account.
\set debit random(1, :last_debit)
\set credit random(501, 1000)
\set cents random(100, 90000)
\set key random(1, 1000000000000000)
\set client random(2, 101)
select bench.post(:book, :debit, :credit, :cents, 'k-' || :key, current_date, 'INV-' || :key, :client);
