-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The facts of a hold, which are far from each other in the feed. A record begins with the hold's identity, and the
-- last twelve digits of that ascend with the hold's number.
create index feed_hold on ledger.feed (book_id, substring(record from 32 for 12), position) where kind = 'h';
