-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- A primary manager sees his client, whatever has become of his role since he was assigned: an organisation may say
-- that a role is primary no more and gives no sight, while assignments in it stand.
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
        where present.is_primary or not exists (
            select from clients.team_role
            where team_role.organisation_id = present.organisation_id and team_role.code = present.role
                and not team_role.gives_sight);
    end if;
    return null;
end
$$;

insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
select organisation_id, user_id, client_id, assignment_id, starts_on, ends_on from clients.assignment
where is_primary
on conflict on constraint sight_once_a_source do nothing;
