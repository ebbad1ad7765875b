-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Facts of a book in commit order, dense from 1: positions are taken under the head lock. An entry never changes, so
-- its row here only points at it; records that change are kept as they were.
create table ledger.feed (
    book_id integer not null,
    position bigint not null constraint feed_position_positive check (position > 0),
    kind "char" not null constraint feed_kind_known check (kind in ('b', 'a', 'e')),
    entry_number bigint,
    record bytea,
    constraint feed_pkey primary key (book_id, position),
    constraint feed_has_subject check ((entry_number is null) <> (record is null))
);

revoke update, delete, truncate on ledger.feed from kontor_ledger;
