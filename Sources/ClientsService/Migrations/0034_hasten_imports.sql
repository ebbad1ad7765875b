-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The call before the last one of an import: two may be under way, and either may be cut off and made again.
alter table clients.import_run add column former_position bigint, add column former_digest bytea;

-- Rows of these are written by the statement that writes what they are of, or in its transaction, and never without:
-- each of thousands of rows of a bulk call would be looked up again (see clients.timeline).
alter table clients.client_key drop constraint client_key_of_a_client;
alter table clients.client_lifecycle_change drop constraint lifecycle_change_of_a_version;
