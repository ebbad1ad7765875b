-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The evidence of who did what, a chain for each organisation: each event's digest covers the one before, so that
-- an event can be neither changed nor removed without breaking every later one.
create table security_chain (
    -- All zeros is the chain of logins that name no known user: they leave evidence, and take the same time, too.
    organisation_id uuid not null constraint security_chain_key primary key,
    -- Of the last event; 0 before the first. The digest starts as that of the organisation's id.
    position bigint not null constraint security_chain_position_counts check (position >= 0),
    digest bytea not null constraint security_chain_digest_is_sha256 check (octet_length(digest) = 32)
);

insert into security_chain (organisation_id, position, digest)
values (
    '00000000-0000-0000-0000-000000000000', 0, sha256(uuid_send('00000000-0000-0000-0000-000000000000')));

create table security_event (
    organisation_id uuid not null
        constraint security_event_of_chain references security_chain,
    -- Dense, from 1.
    position bigint not null,
    occurred_at timestamptz not null,
    kind text not null constraint security_event_kind_plain check (kind ~ '^[a-z_]+$'),
    -- Who did it: user:<id>, service-account:<id>, service:<name> or anonymous.
    actor text not null,
    -- Whom or what it was done to; empty when that is the actor.
    subject text not null,
    -- The network address that it came from; empty when it came from the command line.
    address text not null,
    detail text not null,
    digest bytea not null constraint security_event_digest_is_sha256 check (octet_length(digest) = 32),
    constraint security_event_key primary key (organisation_id, position)
);

-- SHA-256 of the digest before and of a JSON array of the fields; time counts in microseconds since 1970.
create function security_event_digest(
    previous bytea, organisation_id uuid, event_position bigint, occurred_at timestamptz, kind text, actor text,
    subject text, address text, detail text
) returns bytea language sql stable strict parallel safe
return sha256(
    previous
    || convert_to(
        jsonb_build_array(
            organisation_id, event_position, (extract(epoch from occurred_at) * 1000000)::bigint, kind, actor,
            subject, address, detail
        )::text,
        'UTF8'));

-- Append-only for every role that could be granted more by mistake.
create function refuse_change_of_security_event() returns trigger language plpgsql as $$
begin
    raise exception 'security events are append-only' using errcode = 'restrict_violation';
end
$$;

create trigger security_event_append_only
    before update or delete on security_event
    for each row execute function refuse_change_of_security_event();

create trigger security_event_no_truncate
    before truncate on security_event
    for each statement execute function refuse_change_of_security_event();
