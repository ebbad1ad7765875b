-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Which clients somebody sees, and on which days: the one table that every statement asks. A principal is a user, a
-- service account or a group. Kept by triggers of what gives sight, so that no writer can forget it.
create table clients.sight (
    organisation_id uuid not null,
    principal_id uuid not null,
    client_id uuid not null,
    -- The assignment or the grant.
    source_id uuid not null,
    starts_on date not null,
    -- The last day; null while there is none.
    ends_on date,
    constraint sight_once_a_source
        primary key (organisation_id, principal_id, client_id, source_id) include (starts_on, ends_on)
);

create index sight_of_client
    on clients.sight (organisation_id, client_id, principal_id) include (starts_on, ends_on);

-- Whose sight a viewer shares beside his own: that of everybody below him in the reporting lines, and that of the
-- groups in which he, or somebody below him, is. Written anew for those whose lines or groups change.
create table clients.oversight (
    organisation_id uuid not null,
    viewer_id uuid not null,
    principal_id uuid not null,
    starts_on date not null,
    ends_on date,
    constraint oversight_begins_once_a_day
        primary key (organisation_id, viewer_id, principal_id, starts_on) include (ends_on)
);

create index oversight_by_principal on clients.oversight (organisation_id, principal_id);

-- To whom a user reports, as it is now and was on every day: the record is the fact of its version. Only a transaction
-- that holds the organisation's row of feed_head writes here.
create table clients.reporting (
    organisation_id uuid not null,
    user_id uuid not null,
    version bigint not null constraint reporting_version_from_one check (version >= 1),
    kind text collate "C" not null generated always as ('reporting') stored,
    constraint reporting_once_a_user primary key (organisation_id, user_id),
    constraint reporting_is_a_fact foreign key (organisation_id, kind, user_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create table clients.reporting_line (
    organisation_id uuid not null,
    user_id uuid not null,
    manager_id uuid not null,
    starts_on date not null,
    ends_on date,
    days daterange not null generated always as (daterange(starts_on, ends_on, '[]')) stored,
    constraint reporting_line_begins_once_a_day primary key (organisation_id, user_id, starts_on),
    constraint reporting_line_of_a_user foreign key (organisation_id, user_id)
        references clients.reporting (organisation_id, user_id),
    constraint nobody_reports_to_himself check (user_id <> manager_id),
    constraint one_superior_a_day exclude using gist (
        organisation_id with =, user_id with =, days with &&)
);

create index reporting_line_by_manager on clients.reporting_line (organisation_id, manager_id, user_id);

-- Users who see together.
create table clients.user_group (
    organisation_id uuid not null,
    group_id uuid not null,
    version bigint not null constraint user_group_version_from_one check (version >= 1),
    name text not null constraint user_group_name_of_1_to_100_characters check (char_length(name) between 1 and 100),
    kind text collate "C" not null generated always as ('user_group') stored,
    constraint user_group_id_is_unique primary key (organisation_id, group_id),
    constraint user_group_name_is_unique unique (organisation_id, name),
    constraint user_group_is_a_fact foreign key (organisation_id, kind, group_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create table clients.group_member (
    organisation_id uuid not null,
    group_id uuid not null,
    user_id uuid not null,
    starts_on date not null,
    ends_on date,
    days daterange not null generated always as (daterange(starts_on, ends_on, '[]')) stored,
    constraint group_member_begins_once_a_day primary key (organisation_id, group_id, user_id, starts_on),
    constraint group_member_of_a_group foreign key (organisation_id, group_id)
        references clients.user_group (organisation_id, group_id),
    constraint a_member_once_a_day exclude using gist (
        organisation_id with =, group_id with =, user_id with =, days with &&)
);

create index group_member_by_user on clients.group_member (organisation_id, user_id, group_id);

-- A client that somebody sees without being assigned to him, or to whom somebody below him is.
create table clients.access_grant (
    organisation_id uuid not null,
    grant_id uuid not null,
    version bigint not null constraint access_grant_version_from_one check (version >= 1),
    client_id uuid not null,
    holder_id uuid not null,
    starts_on date not null,
    ends_on date constraint access_grant_ends_after_its_start check (ends_on >= starts_on),
    -- A grant that is revoked gives no sight on any day.
    is_revoked boolean not null,
    kind text collate "C" not null generated always as ('access_grant') stored,
    constraint access_grant_id_is_unique primary key (organisation_id, grant_id),
    constraint access_grant_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint access_grant_is_a_fact foreign key (organisation_id, kind, grant_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

create index access_grant_by_client on clients.access_grant (organisation_id, client_id, grant_id);
create index access_grant_by_holder on clients.access_grant (organisation_id, holder_id, grant_id);

create function clients.see_assigned() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from clients.sight using former
        where sight.organisation_id = former.organisation_id and sight.principal_id = former.user_id
            and sight.client_id = former.client_id and sight.source_id = former.assignment_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
        select organisation_id, user_id, client_id, assignment_id, starts_on, ends_on from present;
    end if;
    return null;
end
$$;

create trigger assignment_gives_sight after insert on clients.assignment
    referencing new table as present for each statement execute function clients.see_assigned();
create trigger assignment_changes_sight after update on clients.assignment
    referencing old table as former new table as present
    for each statement execute function clients.see_assigned();
create trigger assignment_takes_sight after delete on clients.assignment
    referencing old table as former for each statement execute function clients.see_assigned();

create function clients.see_granted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from clients.sight using former
        where sight.organisation_id = former.organisation_id and sight.principal_id = former.holder_id
            and sight.client_id = former.client_id and sight.source_id = former.grant_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
        select organisation_id, holder_id, client_id, grant_id, starts_on, ends_on from present where not is_revoked;
    end if;
    return null;
end
$$;

create trigger grant_gives_sight after insert on clients.access_grant
    referencing new table as present for each statement execute function clients.see_granted();
create trigger grant_changes_sight after update on clients.access_grant
    referencing old table as former new table as present
    for each statement execute function clients.see_granted();
create trigger grant_takes_sight after delete on clients.access_grant
    referencing old table as former for each statement execute function clients.see_granted();

insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
select organisation_id, user_id, client_id, assignment_id, starts_on, ends_on from clients.assignment;

-- Which clients an item that shows a fact is about: who sees one of them sees the item, and one of none is shown to who
-- sees all clients. An item that shows a client is about that one.
alter table clients.feed add column about uuid[] not null default '{}';
update clients.feed as item set about = place.clients
from (
    select organisation_id, position, array_agg(client_id) as clients from clients.timeline
    group by organisation_id, position
) as place
where place.organisation_id = item.organisation_id and place.position = item.position and item.record_id is not null;
