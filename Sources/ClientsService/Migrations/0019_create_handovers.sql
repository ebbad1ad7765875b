-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- How clients go from one manager to the next, as they are now: the record is the fact of its version. Only a
-- transaction that holds the organisation's row of feed_head writes here.
create table clients.handover (
    organisation_id uuid not null,
    handover_id uuid not null,
    client_id uuid not null,
    version bigint not null constraint handover_version_from_one check (version >= 1),
    state text not null
        constraint handover_state_is_known check (state in ('cancelled', 'completed', 'open', 'returned')),
    -- Identity owns users; nothing here refers to them.
    outgoing_id uuid not null,
    incoming_id uuid not null,
    -- From which day on the incoming manager sees the client.
    opened_on date not null,
    -- The kind of the fact.
    kind text collate "C" not null generated always as ('handover') stored,
    constraint handover_id_is_unique primary key (organisation_id, handover_id),
    constraint handover_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id),
    constraint handover_is_a_fact foreign key (organisation_id, kind, handover_id, version)
        references clients.fact (organisation_id, kind, record_id, version) deferrable initially deferred
);

-- A client has one handover under way at most.
create unique index handover_one_at_a_time on clients.handover (organisation_id, client_id)
    where state in ('open', 'returned');
create index handover_by_client on clients.handover (organisation_id, client_id, handover_id);
create index handover_by_incoming on clients.handover (organisation_id, incoming_id, state, handover_id);
create index handover_by_outgoing on clients.handover (organisation_id, outgoing_id, state, handover_id);
create index handover_by_state on clients.handover (organisation_id, state, handover_id);

-- The incoming manager sees the client while he has to answer.
create function clients.see_handed_over() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from clients.sight using former
        where sight.organisation_id = former.organisation_id and sight.principal_id = former.incoming_id
            and sight.client_id = former.client_id and sight.source_id = former.handover_id;
    end if;
    insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on)
    select organisation_id, incoming_id, client_id, handover_id, opened_on from present
    where state in ('open', 'returned');
    return null;
end
$$;

create trigger handover_gives_sight after insert on clients.handover
    referencing new table as present for each statement execute function clients.see_handed_over();
create trigger handover_changes_sight after update on clients.handover
    referencing old table as former new table as present
    for each statement execute function clients.see_handed_over();
