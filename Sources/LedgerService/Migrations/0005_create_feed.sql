-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Facts of a book in commit order, dense from 1: positions are taken under the head lock. Entries take positions and
-- no rows: between two rows here the positions are those of the entries that follow `entry_number`, one each.
create table ledger.feed (
    position bigint not null constraint feed_position_positive check (position > 0),
    -- The book's last entry when the fact was recorded.
    entry_number bigint not null constraint feed_entry_number_not_negative check (entry_number >= 0),
    book_id integer not null,
    -- b book, a account, h hold, and others by what was added since.
    kind "char" not null,
    -- The record as it was, as JSON.
    record bytea not null,
    constraint feed_pkey primary key (book_id, position)
);

-- One link a batch: the SHA-256 of the batch's canonical bytes and of the link before.
create table ledger.chain (
    -- The last position and the last entry that the link covers.
    feed_position bigint not null,
    entry_number bigint not null,
    recorded_at timestamptz not null,
    book_id integer not null,
    hash bytea not null constraint chain_hash_length check (length(hash) = 32),
    constraint chain_pkey primary key (book_id, feed_position)
);

create index chain_recorded_at on ledger.chain (book_id, recorded_at, entry_number);

revoke update, delete, truncate on ledger.feed, ledger.chain from kontor_ledger;
