-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For histories: the items of one record, and the clients that its version before was about. Changes of clients are
-- found by the client's own versions.
create index feed_by_record on clients.feed (organisation_id, kind, record_id, version) where record_id is not null;
