-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Subscriptions to an organisation's events: the record is the fact of its version. Callers write it in a transaction
-- that holds the organisation's row of feed_head; deliveries write their progress without it, in statements that lock
-- one row of this table first.
create table clients.webhook (
    organisation_id uuid not null,
    webhook_id uuid not null,
    version bigint not null constraint webhook_version_from_one check (version >= 1),
    is_paused boolean not null,
    -- Whose sight and permissions count.
    principal_kind text not null
        constraint webhook_principal_is_known check (principal_kind in ('user', 'service_account')),
    principal_id uuid not null,
    permissions text[] not null,
    -- With which deliveries are signed, sealed under the key file; the former one counts until former_until.
    secret bytea,
    former_secret bytea,
    former_until timestamptz,
    -- All events up to it were taken, or are held, or were not for the webhook.
    position bigint not null constraint webhook_position_from_zero check (position >= 0),
    -- Of attempts that hold all events.
    failures bigint not null default 0,
    failing_since timestamptz,
    next_attempt_at timestamptz,
    -- When the first of the events that are held is tried again; null without any.
    held_next_at timestamptz,
    disabled_at timestamptz,
    -- Which replica's run delivers, and how long it has not been given up.
    claim uuid,
    claimed_until timestamptz,
    kind text collate "C" not null generated always as ('webhook') stored,
    constraint webhook_id_is_unique primary key (organisation_id, webhook_id),
    constraint webhook_is_a_fact foreign key (organisation_id, kind, webhook_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
)
-- Room for the next version of each row beside it: deliveries write the row, in columns that no index has.
with (fillfactor = 50);

-- Those that deliver.
create index webhook_active on clients.webhook (organisation_id, webhook_id)
    where not is_paused and secret is not null and disabled_at is null;

-- Events that a receiver has refused, and those after them that are about the same client or the same record. Whom they
-- are about stands in the feed, which never changes.
create table clients.webhook_held (
    organisation_id uuid not null,
    webhook_id uuid not null,
    position bigint not null,
    -- None of an event that only waits behind another.
    failures bigint not null,
    failing_since timestamptz,
    next_attempt_at timestamptz,
    constraint webhook_held_in_order primary key (organisation_id, webhook_id, position),
    constraint webhook_held_of_a_webhook foreign key (organisation_id, webhook_id)
        references clients.webhook (organisation_id, webhook_id) on delete cascade
);

-- Attempts to deliver, kept for a week. Nothing of what was sent or answered.
create table clients.webhook_delivery (
    organisation_id uuid not null,
    webhook_id uuid not null,
    delivery_id uuid not null,
    position bigint not null,
    kind text collate "C" not null,
    attempted_at timestamptz not null,
    outcome text not null constraint webhook_delivery_outcome_is_known check (
        outcome in ('delivered', 'refused_address', 'refused_by_receiver', 'timed_out', 'unreachable')),
    status bigint,
    duration_ms bigint not null,
    constraint webhook_delivery_id_is_unique primary key (organisation_id, webhook_id, delivery_id),
    constraint webhook_delivery_of_a_webhook foreign key (organisation_id, webhook_id)
        references clients.webhook (organisation_id, webhook_id) on delete cascade
);

create index webhook_delivery_by_outcome
    on clients.webhook_delivery (organisation_id, webhook_id, outcome, delivery_id);
create index webhook_delivery_by_time on clients.webhook_delivery (attempted_at);
