-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For pgbench: a transaction that writes one row, and so hardly more than what a commit costs.
insert into bench.bare values (1);
