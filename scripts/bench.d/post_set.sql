-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: 1,000 entries in one transaction.
\set run random(1, 1000000000000000)
select bench.post_set(:book, 1000, 'r-' || :run || '-', current_date);
