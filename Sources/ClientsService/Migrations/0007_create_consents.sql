-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What was decided about a use of a contact's data; rows are added, never changed. Only a transaction that holds the
-- organisation's row of feed_head writes here.
create table clients.consent (
    organisation_id uuid not null,
    contact_id uuid not null,
    consent_id uuid not null,
    -- In the order of recording.
    number bigint not null constraint consent_number_from_one check (number >= 1),
    purpose text collate "C" not null constraint consent_purpose_is_a_word check (purpose ~ '^[a-z0-9._-]{1,64}$'),
    basis text collate "C" not null constraint consent_basis_is_known check (
        basis in (
            'consent', 'contract', 'legal_obligation', 'legitimate_interest', 'public_task', 'vital_interest')),
    decision text collate "C" not null constraint consent_decision_is_known check (
        decision in ('granted', 'withdrawn')),
    decided_at timestamptz not null,
    evidence text not null constraint consent_evidence_not_empty check (evidence <> ''),
    recorded_at timestamptz not null constraint consent_not_of_the_future check (recorded_at >= decided_at),
    constraint consent_in_order primary key (organisation_id, contact_id, number),
    constraint consent_of_a_contact foreign key (organisation_id, contact_id)
        references clients.contact (organisation_id, contact_id)
);

create index consent_by_purpose
    on clients.consent (organisation_id, contact_id, purpose, decided_at, number);
