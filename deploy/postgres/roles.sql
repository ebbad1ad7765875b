-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- Roles, schemas and rights of Kontor. Run it in Kontor's database as a superuser (or as a role that may create roles
-- and is a member of kontor_owner); running it again changes nothing. Migrations run as kontor_owner, each service as
-- its own role, which reaches its own schema alone.
--
-- Passwords are not set here: `alter role kontor_ledger password '...'`, once for each role that logs in with one.

do $$
declare
    role_name text;
begin
    -- Two databases of one cluster may be set up at the same time; roles belong to the cluster.
    lock table pg_catalog.pg_authid in share row exclusive mode;
    foreach role_name in array array[
        'kontor_owner', 'kontor_identity', 'kontor_clients', 'kontor_ledger', 'kontor_reporting'
    ] loop
        if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
            execute format('create role %I login noinherit nosuperuser nocreatedb nocreaterole', role_name);
        end if;
    end loop;
    -- What analysts' own roles are members of: it logs in as nobody, and reads the ledger's views alone.
    if not exists (select from pg_catalog.pg_roles where rolname = 'kontor_analyst') then
        create role kontor_analyst nologin noinherit nosuperuser nocreatedb nocreaterole;
    end if;
end
$$;

create schema if not exists identity authorization kontor_owner;
create schema if not exists clients authorization kontor_owner;
create schema if not exists ledger authorization kontor_owner;
create schema if not exists reporting authorization kontor_owner;

-- What PostgreSQL ships and the migrations use.
create schema if not exists extensions;
-- Exclusion constraints on ids beside ranges of days.
create extension if not exists btree_gist with schema extensions;
-- Search: words that are like one, of one organisation, without their accents.
create extension if not exists btree_gin with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;

-- Nobody gets anything for being somebody.
revoke all on schema public from public;
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format(
        'grant connect on database %I to kontor_owner, '
        'kontor_identity, kontor_clients, kontor_ledger, kontor_reporting, kontor_analyst',
        current_database());
end
$$;

grant usage on schema identity to kontor_identity;
grant usage on schema clients to kontor_clients;
grant usage on schema extensions to kontor_owner, kontor_clients;
grant usage on schema ledger to kontor_ledger, kontor_analyst;
grant usage on schema reporting to kontor_reporting;

-- What migrations create later belongs to the owner and is usable by its service. A migration takes rights away where a
-- table must never be changed.
alter default privileges for role kontor_owner revoke execute on functions from public;

alter default privileges for role kontor_owner in schema identity
    grant select, insert, update, delete on tables to kontor_identity;
alter default privileges for role kontor_owner in schema identity grant usage, select on sequences to kontor_identity;
alter default privileges for role kontor_owner in schema identity grant execute on functions to kontor_identity;

alter default privileges for role kontor_owner in schema clients
    grant select, insert, update, delete on tables to kontor_clients;
alter default privileges for role kontor_owner in schema clients grant usage, select on sequences to kontor_clients;
alter default privileges for role kontor_owner in schema clients grant execute on functions to kontor_clients;

alter default privileges for role kontor_owner in schema ledger
    grant select, insert, update, delete on tables to kontor_ledger;
alter default privileges for role kontor_owner in schema ledger grant usage, select on sequences to kontor_ledger;
alter default privileges for role kontor_owner in schema ledger grant execute on functions to kontor_ledger;

alter default privileges for role kontor_owner in schema reporting
    grant select, insert, update, delete on tables to kontor_reporting;
alter default privileges for role kontor_owner in schema reporting grant usage, select on sequences to kontor_reporting;
alter default privileges for role kontor_owner in schema reporting grant execute on functions to kontor_reporting;

do $$
begin
    lock table pg_catalog.pg_authid in share row exclusive mode;
    alter role kontor_identity set search_path = identity;
    alter role kontor_clients set search_path = clients;
    alter role kontor_ledger set search_path = ledger;
    alter role kontor_reporting set search_path = reporting;
    -- Short statements on many rows: compiling them costs more than it saves.
    alter role kontor_ledger set jit = off;
end
$$;
