-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What a contact is to us at a client. Only a transaction that holds the organisation's row of feed_head writes here.
create table clients.relationship (
    organisation_id uuid not null,
    relationship_id uuid not null,
    client_id uuid not null,
    contact_id uuid not null,
    version bigint not null constraint relationship_version_from_one check (version >= 1),
    created_at timestamptz not null,
    kind text collate "C" not null generated always as ('relationship') stored,
    constraint relationship_id_is_unique primary key (organisation_id, relationship_id),
    constraint relationship_once_a_position unique (organisation_id, client_id, contact_id),
    constraint relationship_of_a_position foreign key (organisation_id, client_id, contact_id)
        references clients.contact_position (organisation_id, client_id, contact_id),
    constraint relationship_is_a_fact foreign key (organisation_id, kind, relationship_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index relationship_by_contact on clients.relationship (organisation_id, contact_id, client_id);

-- Over which days it was what.
create table clients.relationship_spell (
    organisation_id uuid not null,
    client_id uuid not null,
    contact_id uuid not null,
    -- Without the day on which it ends.
    days daterange not null constraint relationship_spell_has_days check (
        not isempty(days) and not lower_inf(days) and lower_inc(days) and not upper_inc(days)),
    role text collate "C" not null constraint relationship_spell_role_is_known check (
        role in ('executive_sponsor', 'decision_maker', 'champion', 'influencer', 'recommender', 'user', 'blocker')),
    influence text collate "C" constraint relationship_spell_influence_is_known check (
        influence in ('low', 'medium', 'high')),
    sentiment text collate "C" constraint relationship_spell_sentiment_is_known check (
        sentiment in ('negative', 'neutral', 'positive')),
    reports_to uuid constraint relationship_spell_not_to_himself check (reports_to <> contact_id),
    owner_id uuid,
    constraint relationship_spell_of_a_relationship foreign key (organisation_id, client_id, contact_id)
        references clients.relationship (organisation_id, client_id, contact_id),
    constraint relationship_spell_reports_to_a_position foreign key (organisation_id, client_id, reports_to)
        references clients.contact_position (organisation_id, client_id, contact_id),
    -- Immediate, so that no statement leaves two spells on one day.
    constraint relationship_spell_once_a_day exclude using gist (
        organisation_id with =, client_id with =, contact_id with =, days with &&)
);

create index relationship_spell_by_contact
    on clients.relationship_spell (organisation_id, client_id, contact_id, lower(days));
create index relationship_spell_by_superior
    on clients.relationship_spell (organisation_id, client_id, reports_to) where reports_to is not null;
