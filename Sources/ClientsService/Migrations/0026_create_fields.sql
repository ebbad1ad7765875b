-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The values of a client's custom fields as JSON; null while there are none. Of other records they are in the fact.
alter table clients.client add column fields bytea;
alter table clients.client_version add column fields bytea;

-- How texts in custom fields are compared: the beginning, whatever case, accents and width.
create function clients.field_words(value text) returns text
    language sql immutable strict parallel safe
    return left(clients.plain(value), 200) collate "C";

-- By what records are found by their custom fields, as they are now: a row for each value, and for each of several
-- choices. Only a transaction that holds the organisation's row of feed_head writes here.
create table clients.field_value (
    organisation_id uuid not null,
    subject text collate "C" not null constraint field_value_subject_is_known check (
        subject in ('client', 'contact', 'contract', 'opportunity')),
    record_id uuid not null,
    name text collate "C" not null,
    -- In the order of the values. Numbers have 20 digits, moved so that the least begins at 0; money the currency and
    -- such a number of minor units; texts are as compared.
    key text collate "C" not null,
    constraint field_value_once_a_record primary key (organisation_id, subject, record_id, name, key)
);

-- A value is one range, in the order of the records, in which lists are.
create index field_value_by_key on clients.field_value (organisation_id, subject, name, key, record_id);
