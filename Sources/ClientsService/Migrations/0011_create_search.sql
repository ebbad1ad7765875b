-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- How names are found: whatever case, accents and width of characters, and in scripts without spaces by any two
-- characters that stand together. The stored words of clients and contacts are made anew.
drop index clients.client_by_word;
drop index clients.client_by_name;
alter table clients.client drop column name_words, drop column name_key;
drop index clients.contact_by_word;
alter table clients.contact drop column words;

-- A text as names are compared: in lower case, without accents and tone marks, of the usual width. The dictionary never
-- changes under it, so that the function may be called immutable, as what is stored must be.
create function clients.plain(name text) returns text
    language sql immutable strict parallel safe
    return regexp_replace(
        lower(extensions.unaccent('extensions.unaccent'::regdictionary, normalize(name, nfkc)) collate "und-x-icu"),
        '[\u0300-\u036F\u0E47-\u0E4E]', '', 'g');

-- The tokens by which a text is found. A word of a script with spaces is one; of Thai, Lao, Khmer, Burmese, Chinese and
-- Japanese each two characters that follow each other are.
-- In PL/pgSQL, whose statements are planned once a session: each row of a bulk call has its words made several times.
create or replace function clients.words(name text) returns text[]
    language plpgsql immutable strict parallel safe as $$
declare
    plain text := clients.plain(name);
begin
    if plain !~ '[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u31F0-\u31FF\u3400-\u9FFF\uF900-\uFAFF]' then
        return array_remove(regexp_split_to_array(
            plain,
            '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7'
            '\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3000-\u303F]+'), '');
    end if;
    return (
        select coalesce(array_agg(token), '{}')
        from regexp_matches(
            plain,
            '([\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u31F0-\u31FF\u3400-\u9FFF\uF900-\uFAFF]+)'
            '|([^\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF'
            '\u00D7\u00F7\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3000-\u30FF'
            '\u31F0-\u31FF\u3400-\u9FFF\uF900-\uFAFF]+)', 'g') as found (part)
        cross join lateral unnest(
            case when part[1] is null then array[part[2]]
            when length(part[1]) = 1 then array[part[1]]
            else array(select substr(part[1], place, 2) from generate_series(1, length(part[1]) - 1) as place) end
        ) as token
    );
end
$$;

-- A token as it is indexed: behind a mark of the organisation, so that one index serves all of them, and a search reads
-- the entries of its own alone. Statements compare the organisation as well.
create function clients.lexeme(organisation_id uuid, token text) returns text
    language sql immutable strict parallel safe
    return left(md5(organisation_id::text), 8) || token;

create function clients.lexemes(organisation_id uuid, name text) returns tsvector
    language plpgsql immutable strict parallel safe as $$
declare
    mark text := clients.lexeme(organisation_id, '');
    token text;
    lexemes text[] := '{}';
begin
    foreach token in array clients.words(name) loop
        lexemes := lexemes || (mark || token);
    end loop;
    return array_to_tsvector(lexemes);
end
$$;

-- What the lexemes must match: each word of the text is one, or with is_prefix begins one. Null, which matches nothing,
-- when the text has no word. Two characters of a script without spaces are a token as they are.
drop function clients.search(uuid, text);
create function clients.search(organisation_id uuid, wanted text, is_prefix boolean default true) returns tsquery
    language sql immutable strict parallel safe
    return (
        select string_agg(
            '''' || clients.lexeme(organisation_id, token) || ''''
                || case when is_prefix and not token ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u9FFF]{2}$'
                then ':*' else '' end, ' & ')::tsquery
        from unnest(clients.words(wanted)) as token
    );

alter table clients.client
    -- Compared byte by byte, so that an index range is a prefix search.
    add column name_key text collate "C" not null generated always as (clients.plain(name)) stored,
    add column name_words tsvector not null generated always as (clients.lexemes(organisation_id, name)) stored;
create index client_by_name on clients.client (organisation_id, name_key, client_id);
create index client_by_word on clients.client using gin (name_words) with (fastupdate = off);

alter table clients.contact
    add column words tsvector not null generated always as (clients.lexemes(organisation_id, searched)) stored;
create index contact_by_word on clients.contact using gin (words) with (fastupdate = off);

-- The words of clients' names, of scripts with spaces: what a misspelt word may mean is looked for here, among far
-- fewer than there are clients. A word stays when the last client that had it changes its name.
create table clients.search_word (
    organisation_id uuid not null,
    word text collate "C" not null,
    constraint search_word_once primary key (organisation_id, word)
);
create index search_word_by_part on clients.search_word
    using gin (organisation_id extensions.uuid_ops, word extensions.gin_trgm_ops);

create function clients.keep_words() returns trigger language plpgsql as $$
begin
    insert into clients.search_word (organisation_id, word)
    select distinct present.organisation_id, token
    from present
    cross join lateral unnest(clients.words(present.name)) as token
    where char_length(token) > 2
    on conflict on constraint search_word_once do nothing;
    return null;
end
$$;

create function clients.keep_changed_words() returns trigger language plpgsql as $$
begin
    insert into clients.search_word (organisation_id, word)
    select distinct present.organisation_id, token
    from present
    join former on former.organisation_id = present.organisation_id and former.client_id = present.client_id
    cross join lateral unnest(clients.words(present.name)) as token
    where former.name <> present.name and char_length(token) > 2
    on conflict on constraint search_word_once do nothing;
    return null;
end
$$;

create trigger client_brings_words after insert on clients.client
    referencing new table as present for each statement execute function clients.keep_words();
create trigger client_changes_words after update on clients.client
    referencing old table as former new table as present
    for each statement execute function clients.keep_changed_words();

insert into clients.search_word (organisation_id, word)
select distinct client.organisation_id, token
from clients.client cross join lateral unnest(clients.words(client.name)) as token
where char_length(token) > 2;

-- What a name must match that is meant by a text with mistakes: for each word one that is like it; of characters of a
-- script without spaces all but two pairs, which one wrong character spoils. Null when the text has no word.
create function clients.search_like(organisation_id uuid, wanted text) returns tsquery
    language plpgsql stable strict parallel safe
    set pg_trgm.similarity_threshold = 0.4
    as $$
declare
    tokens text[] := clients.words(wanted);
    -- Words that no name has a beginning of; when names have each of them, any may be another one's mistake.
    unknown text[];
    pairs text[];
    conditions text[];
begin
    select array_agg(token) into unknown
    from unnest(tokens) as token
    where char_length(token) > 2 and not exists (
        select from clients.search_word as known
        where known.organisation_id = search_like.organisation_id
            and known.word >= token collate "C" and known.word < token collate "C" || chr(1114111)
    );
    select array_agg(
        '(''' || clients.lexeme(search_like.organisation_id, token) || ''':*' || coalesce((
            select string_agg(' | ''' || clients.lexeme(search_like.organisation_id, word) || '''', '')
            from (
                select known.word from clients.search_word as known
                where known.organisation_id = search_like.organisation_id
                    and known.word operator(extensions.%) token
                    and (unknown is null or token = any(unknown))
                order by extensions.similarity(known.word, token) desc, known.word limit 20
            ) as alike
        ), '') || ')')
    into conditions
    from unnest(tokens) as token
    where char_length(token) > 2;
    select array_agg('''' || clients.lexeme(search_like.organisation_id, token) || '''') into pairs
    from unnest(tokens) as token
    where char_length(token) <= 2;
    if cardinality(pairs) < 3 then
        conditions := conditions || pairs;
    elsif pairs is not null then
        conditions := conditions || (
            select '(' || string_agg('(' || kept.pairs || ')', ' | ') || ')'
            from generate_series(1, least(cardinality(pairs), 20) - 1) as gap
            cross join lateral (
                select string_agg(pair, ' & ') as pairs from unnest(pairs) with ordinality as known (pair, place)
                where place not in (gap, gap + 1)
            ) as kept
        );
    end if;
    return nullif(array_to_string(conditions, ' & '), '')::tsquery;
end
$$;

-- By what a client is found beside its name, as it is compared.
create table clients.client_key (
    organisation_id uuid not null,
    client_id uuid not null,
    kind text collate "C" not null constraint client_key_kind_is_known check (
        kind in ('domain', 'email', 'phone', 'tax_id')),
    key text collate "C" not null constraint client_key_not_empty check (key <> ''),
    constraint client_key_once_a_client primary key (organisation_id, client_id, kind, key),
    constraint client_key_of_a_client foreign key (organisation_id, client_id)
        references clients.client (organisation_id, client_id)
);
create index client_key_by_beginning on clients.client_key (organisation_id, kind, key, client_id);
-- A phone number without its country, and the addresses of a domain, are the end of a key.
create index client_key_by_end on clients.client_key (organisation_id, kind, reverse(key), client_id);
create index contact_channel_by_end
    on clients.contact_channel (organisation_id, kind, reverse(normalised), contact_id);

-- What else is known of a client, as JSON; null while there is nothing.
alter table clients.client add column details bytea;
alter table clients.client_version add column details bytea;
