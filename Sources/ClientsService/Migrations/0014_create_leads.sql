-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The words of a name that tell one company from another: each once, in order, without those of legal forms. All of
-- them where nothing else would be left.
create function clients.telling_words(name text, legal_forms text[]) returns text[]
    language sql immutable strict parallel safe
    return (
        select coalesce(
            array_agg(distinct word order by word) filter (where word <> all (legal_forms)),
            array_agg(distinct word order by word), '{}')
        from unnest(clients.words(name)) as word
    );

-- What name_words must match: each of the words is one of the name. Null, which matches nothing, when there is none.
create function clients.has_words(organisation_id uuid, words text[]) returns tsquery
    language sql immutable strict parallel safe
    return (
        select string_agg('''' || clients.lexeme(organisation_id, word) || '''', ' & ')::tsquery
        from unnest(words) as word
    );

-- Somebody with whom there may be business; the record is the fact of its version. Only a transaction that holds the
-- organisation's row of feed_head writes here.
create table clients.lead (
    organisation_id uuid not null,
    lead_id uuid not null,
    version bigint not null constraint lead_version_from_one check (version >= 1),
    status text collate "C" not null constraint lead_status_is_known check (
        status in ('new', 'working', 'qualified', 'disqualified', 'converted')),
    -- Identity owns users; nothing here refers to them.
    owner_id uuid,
    referred_by uuid,
    -- What it has become.
    client_id uuid,
    contact_id uuid,
    opportunity_id uuid,
    -- Names and channels, the latter as typed and as compared.
    searched text not null,
    -- As of clients: one index serves all organisations.
    words tsvector not null generated always as (clients.lexemes(organisation_id, searched)) stored,
    kind text collate "C" not null generated always as ('lead') stored,
    constraint lead_id_is_unique primary key (organisation_id, lead_id),
    constraint lead_became_a_client_when_converted check ((status = 'converted') = (client_id is not null)),
    constraint lead_became_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint lead_became_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id),
    constraint lead_became_an_opportunity foreign key (organisation_id, opportunity_id)
        references clients.opportunity (organisation_id, opportunity_id),
    constraint lead_referred_by_a_client foreign key (organisation_id, referred_by)
        references clients.client (organisation_id, client_id),
    constraint lead_is_a_fact foreign key (organisation_id, kind, lead_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- Each ends with the id, by which lists are ordered.
create index lead_by_status on clients.lead (organisation_id, status, lead_id);
create index lead_by_owner on clients.lead (organisation_id, owner_id, lead_id);
create index lead_by_client on clients.lead (organisation_id, client_id, lead_id) where client_id is not null;
create index lead_by_word on clients.lead using gin (words) with (fastupdate = off);
