-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- How rows are moved, by the rules of the migration before. What joins many rows says which plans it must not have:
-- rows are looked up one by one, by the keys that name them; nothing is known yet of what the transaction wrote.

create function clients.keep_merge_rows(
    organisation uuid, merge uuid, name text, what text, condition text, "from" uuid, "into" uuid
) returns void language plpgsql as $$
begin
    execute format(
        'insert into clients.merge_row (organisation_id, merge_id, table_name, ordinal, action, before)
        select $1, $2, %L, coalesce((
                select max(ordinal) from clients.merge_row
                where organisation_id = $1 and merge_id = $2 and table_name = %L), 0)
            + row_number() over (), %L,
            -- Not what the facts say, or what is made anew.
            to_jsonb(subject) - array[''searched'', ''words'', ''name_key'', ''name_words''] - %L::text
        from clients.%I as subject where subject.organisation_id = $1 and %s', name, name, what,
        case when name = 'client' then '' else 'name' end, name, condition)
    using organisation, merge, "from", "into";
end
$$;

-- Moves what belongs to a client, but its team, and takes the client out. Constraints must be deferred.
create function clients.merge_rows(organisation uuid, merge uuid, "from" uuid, "into" uuid) returns void
    language plpgsql as $$
declare
    rule clients.merge_rule;
    condition text;
begin
    for rule in
        select * from clients.merge_rule where handling = 'set_aside' or rival is not null
        order by place desc, table_name
    loop
        condition := format('subject.%I = $3', rule.columns[1]);
        if rule.rival is not null then
            condition := condition || format(
                ' and exists (select from clients.%I as rival where rival.organisation_id = $1
                    and rival.client_id = $4 and (%s) = (%s))', rule.rival,
                (select string_agg(format('rival.%I', part), ', ') from unnest(rule.key_columns) as part),
                (select string_agg(format('subject.%I', part), ', ') from unnest(rule.key_columns) as part));
        end if;
        perform clients.keep_merge_rows(
            organisation, merge, rule.table_name, 'set_aside', condition, "from", "into");
        execute format('delete from clients.%I as subject where subject.organisation_id = $1 and %s',
            rule.table_name, condition)
        using organisation, merge, "from", "into";
    end loop;

    -- People and clients below, whose records name the client.
    perform clients.keep_merge_rows(
        organisation, merge, 'contact', 'moved',
        'subject.contact_id in (
            select place.contact_id from clients.contact_position as place
            where place.organisation_id = $1 and place.client_id = $3
            union select (kept.before ->> ''contact_id'')::uuid from clients.merge_row as kept
            where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = ''contact_position'')',
        "from", "into");
    perform clients.keep_merge_rows(
        organisation, merge, 'parentage', 'moved',
        'subject.client_id in (
            select child.client_id from clients.client_parent as child
            where child.organisation_id = $1 and child.parent_id = $3)', "from", "into");
    update clients.contact set version = version + 1 from clients.merge_row as kept
    where kept.organisation_id = organisation and kept.merge_id = merge and kept.table_name = 'contact'
        and contact.organisation_id = organisation and contact.contact_id = (kept.before ->> 'contact_id')::uuid;
    update clients.parentage set version = version + 1 from clients.merge_row as kept
    where kept.organisation_id = organisation and kept.merge_id = merge and kept.table_name = 'parentage'
        and kept.action = 'moved' and parentage.organisation_id = organisation
        and parentage.client_id = (kept.before ->> 'client_id')::uuid;

    for rule in
        select * from clients.merge_rule where handling in ('record', 'row') order by place, table_name
    loop
        condition := (select string_agg(format('subject.%I = $3', part), ' or ') from unnest(rule.columns) as part);
        perform clients.keep_merge_rows(
            organisation, merge, rule.table_name, 'moved', '(' || condition || ')', "from", "into");
        execute format(
            'update clients.%I as subject set %s%s where subject.organisation_id = $1 and (%s)', rule.table_name,
            (select string_agg(
                format('%I = case when subject.%I = $3 then $4 else subject.%I end', part, part, part), ', ')
                from unnest(rule.columns) as part),
            case when rule.handling = 'record' then ', version = subject.version + 1' else '' end, condition)
        using organisation, merge, "from", "into";
    end loop;

    perform clients.keep_merge_rows(
        organisation, merge, 'client', 'set_aside', 'subject.client_id = $3', "from", "into");
    delete from clients.client where organisation_id = organisation and client_id = "from";
end
$$;

-- The text of a record with another client in the place of one: only whole values are that.
create function clients.rehomed(record bytea, "from" uuid, "into" uuid, version bigint) returns jsonb
    language sql immutable parallel safe
    return (
        select case when renamed ? 'version' then jsonb_set(renamed, '{version}', to_jsonb(version)) else renamed end
        from (select replace(
            convert_from(record, 'UTF8'), format('"%s"', "from"), format('"%s"', "into"))::jsonb as renamed) as given
    );

-- A contact who is at both clients stays what he is at the one that stays.
create function clients.without_position(record bytea, kind text, "from" uuid, "into" uuid) returns bytea
    language sql immutable parallel safe
    return (
        select case
            when kind = 'contact' and jsonb_path_exists(
                given.parsed, '$.positions[*].client ? (@ == $other)', jsonb_build_object('other', "into"))
            then convert_to(jsonb_set(given.parsed, '{positions}', (
                select jsonb_agg(position order by place)
                from jsonb_array_elements(given.parsed -> 'positions') with ordinality as known (position, place)
                where position ->> 'client' <> "from"::text))::text, 'UTF8')
            else record end
        from (select convert_from(record, 'UTF8')::jsonb as parsed) as given
    );

-- The new versions of records whose rows a merge moved.
create function clients.merged_facts(organisation uuid, merge uuid, "from" uuid, "into" uuid)
    returns table (kind text, record_id uuid, version bigint, record bytea) language plpgsql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
    set jit = off
    as $$
declare
    rule record;
begin
    for rule in
        select known.table_name, known.id_column, known.kind from clients.merge_rule as known where handling = 'record'
        union all values ('contact', 'contact_id', 'contact'), ('parentage', 'client_id', 'parentage')
        order by 1
    loop
        return query execute format(
            'select %L::text, (kept.before ->> %L)::uuid, present.version, convert_to(renamed.record::text, ''UTF8'')
            from clients.merge_row as kept
            join clients.%I as present on present.organisation_id = $1 and present.%I = (kept.before ->> %L)::uuid
            join clients.fact as former on former.organisation_id = $1 and former.kind = %L
                and former.record_id = (kept.before ->> %L)::uuid
                and former.version = (kept.before ->> ''version'')::bigint
            cross join lateral (
                select clients.rehomed(clients.without_position(former.record, %L, $3, $4), $3, $4, present.version)
                    as record
            ) as renamed
            where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = %L
                and kept.action = ''moved''
            order by kept.ordinal',
            rule.kind, rule.id_column, rule.table_name, rule.id_column, rule.id_column, rule.kind, rule.id_column,
            rule.kind, rule.table_name)
        using organisation, merge, "from", "into";
    end loop;
end
$$;

-- Puts rows back as they were that a merge took out of their table.
create function clients.put_back(organisation uuid, merge uuid, name text) returns void language plpgsql as $$
begin
    execute format(
        'insert into clients.%I (%s) select %s from clients.merge_row as kept
        cross join lateral jsonb_populate_record(null::clients.%I, kept.before) as former
        where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = %L
            and kept.action = ''set_aside'' order by kept.ordinal',
        name,
        (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = format('clients.%I', name)::regclass and attnum > 0 and not attisdropped
                and attgenerated = ''),
        (select string_agg('former.' || quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = format('clients.%I', name)::regclass and attnum > 0 and not attisdropped
                and attgenerated = ''),
        name, name)
    using organisation, merge;
end
$$;

-- The rows of a merge that were changed after it: of records those of another version, of others those that are not
-- where the merge put them.
create function clients.changed_rows(organisation uuid, merge uuid, "from" uuid, "into" uuid)
    returns table (table_name text, ordinal bigint, is_there boolean) language plpgsql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
    set jit = off
    as $$
declare
    rule record;
begin
    for rule in
        select known.table_name, known.columns, known.id_column, known.key_columns, known.handling, known.rival
        from clients.merge_rule as known where known.handling in ('record', 'row')
        union all values ('contact', '{}'::text[], 'contact_id', null::text[], 'record', null::text),
            ('parentage', '{}', 'client_id', null, 'record', null)
        order by 1
    loop
        return query execute format(
            'select kept.table_name, kept.ordinal, present.organisation_id is not null
            from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.%I, kept.before) as former
            left join lateral (
                select * from clients.%I as present where present.organisation_id = $1 and %s offset 0
            ) as present on true
            where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = %L
                and kept.action = ''moved'' and (present.organisation_id is null %s)',
            rule.table_name, rule.table_name,
            case when rule.handling = 'record' then format('present.%I = former.%I', rule.id_column, rule.id_column)
            else format(
                case when rule.rival is null then 'present.%I is not distinct from $4 and %s'
                else 'present.%I = $4 and %s' end, rule.columns[1], (
                select string_agg(format('present.%I = former.%I', part, part), ' and ')
                from unnest(rule.key_columns) as part)) end,
            rule.table_name,
            case when rule.handling = 'record' then 'or present.version <> former.version + 1' else '' end)
        using organisation, merge, "from", "into";
    end loop;
end
$$;

-- Takes a merge back, but for the team. Constraints must be deferred. What was changed since keeps its changes.
create function clients.unmerge_rows(organisation uuid, merge uuid, "from" uuid, "into" uuid) returns void
    language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
    set jit = off
    as $$
declare
    rule clients.merge_rule;
begin
    perform clients.put_back(organisation, merge, 'client');
    for rule in
        select * from clients.merge_rule where handling = 'set_aside' or rival is not null order by place, table_name
    loop
        if not (rule.table_name = 'client_parent' and rule.columns[1] = 'parent_id') then
            perform clients.put_back(organisation, merge, rule.table_name);
        end if;
    end loop;
    for rule in
        select * from clients.merge_rule where handling in ('record', 'row') order by place, table_name
    loop
        execute format(
            'update clients.%I as subject set %s%s
            from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.%I, kept.before) as former
            cross join lateral (
                select subject.ctid as place from clients.%I as subject
                where subject.organisation_id = $1 and %s and (%s) offset 0
            ) as found
            where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = %L
                and kept.action = ''moved'' and subject.ctid = found.place',
            rule.table_name,
            (select string_agg(format(
                '%I = case when subject.%I = $4 and former.%I = $3 then $3 else subject.%I end',
                part, part, part, part), ', ') from unnest(rule.columns) as part),
            case when rule.handling = 'record' then ', version = subject.version + 1' else '' end,
            rule.table_name, rule.table_name,
            case when rule.handling = 'record' then format('subject.%I = former.%I', rule.id_column, rule.id_column)
            else (
                select string_agg(format('subject.%I = former.%I', part, part), ' and ')
                from unnest(rule.key_columns) as part) end,
            -- Not by an index of the client, who may have many, where another one names the row.
            (select string_agg(format(case when rule.rival is null or rule.handling = 'record'
                    then 'subject.%I is not distinct from $4 and former.%I = $3'
                    else 'subject.%I = $4 and former.%I = $3' end, part, part), ' or ')
                from unnest(rule.columns) as part),
            rule.table_name)
        using organisation, merge, "from", "into";
    end loop;
    -- Who was given a relationship at the client that stays is there as well.
    insert into clients.contact_position (organisation_id, client_id, contact_id, left_on)
    select place.organisation_id, "into", place.contact_id, place.left_on
    from clients.contact_position as place
    where place.organisation_id = organisation and place.client_id = "from"
        and (exists (
            select from clients.relationship as known
            where known.organisation_id = organisation and known.client_id = "into"
                and known.contact_id = place.contact_id)
        or exists (
            select from clients.relationship_spell as known
            where known.organisation_id = organisation and known.client_id = "into"
                and known.reports_to = place.contact_id))
    on conflict on constraint contact_position_once_a_client do nothing;
    update clients.contact as subject set version = subject.version + 1 from clients.merge_row as kept
    where kept.organisation_id = organisation and kept.merge_id = merge and kept.table_name = 'contact'
        and subject.organisation_id = organisation and subject.contact_id = (kept.before ->> 'contact_id')::uuid;
    update clients.parentage as subject set version = subject.version + 1 from clients.merge_row as kept
    where kept.organisation_id = organisation and kept.merge_id = merge and kept.table_name = 'parentage'
        and kept.action = 'moved' and subject.organisation_id = organisation
        and subject.client_id = (kept.before ->> 'client_id')::uuid;
end
$$;

-- What a contact is at which clients once a merge is taken back: as his rows have it, and else as before the merge.
create function clients.unmerged_positions(
    organisation uuid, contact uuid, present jsonb, former jsonb, "from" uuid, "into" uuid
) returns jsonb language sql stable
    return (
        select jsonb_agg(coalesce(
            (select position from jsonb_array_elements(present -> 'positions') as position
                where position ->> 'client' = place.client_id::text limit 1),
            case when place.client_id = "from" then coalesce(
                -- Changed since the merge, at the client that stayed.
                (select jsonb_set(position, '{client}', to_jsonb("from"))
                    from jsonb_array_elements(present -> 'positions') as position
                    where position ->> 'client' = "into"::text and not jsonb_path_exists(
                        former, '$.positions[*].client ? (@ == $other)', jsonb_build_object('other', "into")) limit 1),
                (select position from jsonb_array_elements(former -> 'positions') as position
                    where position ->> 'client' = "from"::text limit 1)) end)
            order by place.client_id = "from", place.client_id)
        from clients.contact_position as place
        where place.organisation_id = organisation and place.contact_id = contact
    );

-- The new versions of records whose rows a merge that is taken back had moved. One that was not changed since is as it
-- was before the merge; one that was keeps its changes.
create function clients.unmerged_facts(organisation uuid, merge uuid, "from" uuid, "into" uuid)
    returns table (kind text, record_id uuid, version bigint, record bytea) language plpgsql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
    set jit = off
    as $$
declare
    rule record;
begin
    for rule in
        select known.table_name, known.id_column, known.kind from clients.merge_rule as known where handling = 'record'
        union all values ('contact', 'contact_id', 'contact'), ('parentage', 'client_id', 'parentage')
        order by 1
    loop
        return query execute format(
            'select %L::text, (kept.before ->> %L)::uuid, present.version, convert_to((case
                    when present.version = (kept.before ->> ''version'')::bigint + 2
                        -- Nor has anybody become a contact of the client that stayed.
                        and not (%L = ''contact'' and exists (
                            select from clients.contact_position as place
                            where place.organisation_id = $1 and place.client_id = $4
                                and place.contact_id = (kept.before ->> %L)::uuid
                                and not jsonb_path_exists(
                                    original.record, ''$.positions[*].client ? (@ == $other)'',
                                    jsonb_build_object(''other'', $4))))
                    then case when original.record ? ''version''
                        then jsonb_set(original.record, ''{version}'', to_jsonb(present.version))
                        else original.record end
                    when %L = ''contact'' then jsonb_set(
                        jsonb_set(latest.record, ''{version}'', to_jsonb(present.version)), ''{positions}'',
                        clients.unmerged_positions(
                            $1, (kept.before ->> %L)::uuid, latest.record, original.record, $3, $4))
                    else clients.rehomed(convert_to(latest.record::text, ''UTF8''), $4, $3, present.version)
                end)::text, ''UTF8'')
            from clients.merge_row as kept
            join clients.%I as present on present.organisation_id = $1 and present.%I = (kept.before ->> %L)::uuid
            cross join lateral (
                select convert_from(fact.record, ''UTF8'')::jsonb as record from clients.fact
                where fact.organisation_id = $1 and fact.kind = %L and fact.record_id = (kept.before ->> %L)::uuid
                    and fact.version = (kept.before ->> ''version'')::bigint
            ) as original
            cross join lateral (
                select convert_from(fact.record, ''UTF8'')::jsonb as record from clients.fact
                where fact.organisation_id = $1 and fact.kind = %L and fact.record_id = (kept.before ->> %L)::uuid
                    and fact.version = present.version - 1
            ) as latest
            where kept.organisation_id = $1 and kept.merge_id = $2 and kept.table_name = %L
                and kept.action = ''moved''
            order by kept.ordinal',
            rule.kind, rule.id_column, rule.kind, rule.id_column, rule.kind, rule.id_column, rule.table_name,
            rule.id_column, rule.id_column, rule.kind, rule.id_column, rule.kind, rule.id_column, rule.table_name)
        using organisation, merge, "from", "into";
    end loop;
end
$$;
