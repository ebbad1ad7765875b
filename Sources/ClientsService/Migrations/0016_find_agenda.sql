-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For agendas: what is open of a client or of a user, whatever was before.
create index risk_open_by_client on clients.risk (organisation_id, client_id) include (level) where state = 'open';
create index risk_open_by_owner on clients.risk (organisation_id, owner_id, review_on) where state = 'open';
create index concern_open_by_user on clients.concern (organisation_id, user_id, due_at)
    where due_at is not null and user_id is not null;
