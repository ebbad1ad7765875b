-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- How many entries there are, and the bytes of all tables and indexes that they are in.
select (select sum(entry_number) from ledger.head), sum(pg_total_relation_size(name::regclass))
from unnest(array['ledger.entry', 'ledger.line', 'ledger.balance', 'ledger.turnover', 'ledger.chain', 'ledger.feed',
    'ledger.posting_key', 'ledger.symbol', 'ledger.head']) as name;
