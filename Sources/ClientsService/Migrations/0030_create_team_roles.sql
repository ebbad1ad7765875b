-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Organisations define in which roles users look after clients, so that the service checks them; that one is primary
-- at most on each day stays the database's own rule.
alter table clients.assignment drop constraint assignment_role_is_known;
alter table clients.assignment drop constraint sponsors_and_specialists_are_not_primary;
alter table clients.assignment add constraint assignment_role_is_a_code check (role ~ '^[a-z0-9_]{1,40}$');

-- The roles of organisations that defined some, the retired ones too. Those that an organisation begins with give
-- sight. Only a transaction that holds the organisation's row of feed_head writes here.
create table clients.team_role (
    organisation_id uuid not null,
    code text not null,
    gives_sight boolean not null,
    constraint team_role_code_is_unique primary key (organisation_id, code)
);

create or replace function clients.see_assigned() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from clients.sight using former
        where sight.organisation_id = former.organisation_id and sight.principal_id = former.user_id
            and sight.client_id = former.client_id and sight.source_id = former.assignment_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
        select organisation_id, user_id, client_id, assignment_id, starts_on, ends_on from present
        where not exists (
            select from clients.team_role
            where team_role.organisation_id = present.organisation_id and team_role.code = present.role
                and not team_role.gives_sight);
    end if;
    return null;
end
$$;
