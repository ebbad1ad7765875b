-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Every key begins with the organisation: it is the unit by which the tables are isolated, and can be sharded.

-- The words of a name by which it is searched: letters and digits in lower case, whatever the database's locale.
create function clients.words(name text) returns text[]
    language sql immutable strict parallel safe
    return array_remove(regexp_split_to_array(lower(name collate "und-x-icu"), '[^[:alnum:]]+'), '');

-- What name_words must match: each word of the text begins a word of the name. Null, which matches nothing, when the
-- text has no word.
create function clients.search(organisation_id uuid, wanted text) returns tsquery
    language sql immutable strict parallel safe
    return (
        select (string_agg('''' || word || ''':*', ' & ') || ' & ''@' || organisation_id::text || '''')::tsquery
        from unnest(clients.words(wanted)) as word
    );

-- A business party, as it is now. Only a transaction that holds the organisation's row of feed_head writes here.
create table clients.client (
    organisation_id uuid not null,
    client_id uuid not null,
    version bigint not null constraint client_version_from_one check (version >= 1),
    kind text not null constraint client_kind_is_known check (kind in ('company', 'person')),
    name text not null constraint client_name_of_1_to_200_characters check (char_length(name) between 1 and 200),
    lifecycle text not null
        constraint client_lifecycle_is_known check (lifecycle in ('target', 'prospect', 'customer', 'former')),
    -- When the client entered the lifecycle; earlier ones are in client_lifecycle_change.
    lifecycle_since timestamptz not null,
    tier text constraint client_tier_not_empty check (tier <> ''),
    segment text constraint client_segment_not_empty check (segment <> ''),
    industry text constraint client_industry_not_empty check (industry <> ''),
    country text collate "C" constraint client_country_is_two_letters check (country ~ '^[A-Z]{2}$'),
    currency text collate "C" constraint client_currency_is_three_letters check (currency ~ '^[A-Z]{3}$'),
    locale text collate "C" constraint client_locale_not_empty check (locale <> ''),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Compared byte by byte, so that an index range is a prefix search.
    name_key text collate "C" not null generated always as (lower(name collate "und-x-icu")) stored,
    -- The words, and the organisation after a character that no word has: one index serves all organisations, and
    -- a search reads the entries of its own alone.
    name_words tsvector not null generated always as (
        array_to_tsvector(array_append(clients.words(name), '@' || organisation_id::text))
    ) stored,
    constraint client_id_is_unique primary key (organisation_id, client_id)
);

-- Each ends with the id, by which lists are ordered.
create index client_by_name on clients.client (organisation_id, name_key, client_id);
create index client_by_lifecycle on clients.client (organisation_id, lifecycle, client_id);
create index client_by_country on clients.client (organisation_id, country, client_id) where country is not null;
create index client_by_update on clients.client (organisation_id, updated_at, client_id);
-- Kept in order by each write, so that a search after a bulk call costs no more than one before it.
create index client_by_word on clients.client using gin (name_words) with (fastupdate = off);

-- What systems outside call a client. Compared byte by byte.
create table clients.client_external_id (
    organisation_id uuid not null,
    system text collate "C" not null,
    external_id text collate "C" not null,
    client_id uuid not null,
    constraint external_id_names_one_client primary key (organisation_id, system, external_id),
    constraint external_id_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id)
);

create index client_external_id_by_client
    on clients.client_external_id (organisation_id, client_id, system, external_id);

-- Every version that a client ever had, the present one too; never changed. Who changed what and when, and what the
-- feed shows.
create table clients.client_version (
    organisation_id uuid not null,
    client_id uuid not null,
    version bigint not null,
    kind text not null,
    name text not null,
    lifecycle text not null,
    lifecycle_since timestamptz not null,
    tier text,
    segment text,
    industry text,
    country text collate "C",
    currency text collate "C",
    locale text collate "C",
    -- In pairs, by system and then by id.
    external_systems text[] not null,
    external_ids text[] not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- user:<id>, service-account:<id> or service:<name>
    recorded_by text not null,
    constraint client_version_is_written_once primary key (organisation_id, client_id, version),
    constraint client_version_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint client_version_external_ids_are_pairs check (cardinality(external_systems) = cardinality(external_ids))
);

-- When a client entered each lifecycle: reports ask years later who was a customer on a day.
create table clients.client_lifecycle_change (
    organisation_id uuid not null,
    client_id uuid not null,
    -- The version that began it.
    version bigint not null,
    lifecycle text not null,
    since timestamptz not null,
    constraint lifecycle_change_once_a_version primary key (organisation_id, client_id, version),
    constraint lifecycle_change_of_a_version foreign key (organisation_id, client_id, version)
        references clients.client_version (organisation_id, client_id, version)
);
