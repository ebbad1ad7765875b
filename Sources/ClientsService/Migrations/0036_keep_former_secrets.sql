-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Every secret that was replaced less than a day ago counts, the latest first, each until its own time.
alter table clients.webhook
    add column former_secrets bytea[] not null default '{}',
    add column former_untils timestamptz[] not null default '{}',
    add constraint webhook_former_secrets_have_ends check (cardinality(former_secrets) = cardinality(former_untils));

update clients.webhook set former_secrets = array[former_secret], former_untils = array[former_until]
where former_secret is not null and former_until is not null;

alter table clients.webhook drop column former_secret, drop column former_until;

-- Which event failed last of those that hold all others, and whether it failed because its receiver's name was not
-- found.
alter table clients.webhook
    add column failing_position bigint,
    add column is_unresolved boolean not null default false;
