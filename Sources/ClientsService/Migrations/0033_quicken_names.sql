-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- What is made of each client's name, again and quicker, since a row of a bulk call has it made several times. The
-- answers are those that the former functions gave, so that nothing that is stored changes.

-- Most names are of characters that have neither accents nor widths, which their length in bytes tells.
create or replace function clients.plain(name text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    known text;
begin
    if octet_length(name) = char_length(name) then return lower(name collate "und-x-icu"); end if;
    known := lower(
        extensions.unaccent('extensions.unaccent'::regdictionary, normalize(name, nfkc)) collate "und-x-icu");
    if octet_length(known) = char_length(known) then return known; end if;
    return regexp_replace(known, '[\u0300-\u036F\u0E47-\u0E4E]', '', 'g');
end
$$;

-- The tokens of a text as `plain` gives it.
create function clients.tokens(plain text) returns text[]
    language plpgsql immutable strict parallel safe as $$
begin
    if octet_length(plain) = char_length(plain) then
        return array_remove(regexp_split_to_array(plain, '[^a-z0-9]+'), '');
    end if;
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

create or replace function clients.words(name text) returns text[]
    language plpgsql immutable strict parallel safe as $$
begin
    return clients.tokens(clients.plain(name));
end
$$;

create or replace function clients.lexemes(organisation_id uuid, name text) returns tsvector
    language plpgsql immutable strict parallel safe as $$
declare
    mark text := left(md5(organisation_id::text), 8);
    token text;
    lexemes text[] := '{}';
begin
    foreach token in array clients.tokens(clients.plain(name)) loop
        lexemes := array_append(lexemes, mark || token);
    end loop;
    return array_to_tsvector(lexemes);
end
$$;

create or replace function clients.telling_words(name text) returns text[]
    language plpgsql immutable strict parallel safe as $$
declare
    known text := clients.plain(name);
    tokens text[];
    word text;
    telling text[];
begin
    if strpos(known, '.') > 0 then
        known := regexp_replace(known, '(?<=\m[[:alpha:]])[.](?=[[:alpha:]]\M)', '', 'g');
    end if;
    if octet_length(known) <> char_length(known) then
        -- What of scripts without spaces is no word by itself.
        known := clients.plain(regexp_replace(
            known,
            '株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|[(]株[)]|[(]有[)]|주식회사|บริษัท|จากัด|มหาชน|หจก',
            ' ', 'g'));
    end if;
    tokens := clients.tokens(translate(known, '''’', ''));
    foreach word in array tokens loop
        if word <> all (array[
            'ab', 'ad', 'ag', 'and', 'ans', 'aps', 'as', 'asa', 'ba', 'berhad', 'bhd', 'bt', 'bv', 'bvba',
            'cia', 'co', 'company', 'corp', 'corporation', 'cv', 'dba', 'doo', 'dooel', 'eg', 'ehf', 'eirl',
            'eireli', 'ek', 'ev', 'gbr', 'ges', 'gesmbh', 'gie', 'gmbh', 'haftungsbeschrankt', 'hf', 'inc',
            'incorporated', 'kb', 'kda', 'kft', 'kg', 'kgaa', 'kk', 'ks', 'lda', 'limited', 'limitada',
            'limitee', 'llc', 'llp', 'lp', 'ltd', 'ltda', 'mbh', 'nv', 'nyrt', 'oao', 'oe', 'ohg', 'oo', 'ood',
            'ooo', 'ou', 'oy', 'oyj', 'pao', 'partg', 'plc', 'pllc', 'private', 'proprietary', 'pt', 'pte',
            'pty', 'public', 'pvt', 'ry', 'sa', 'sab', 'sae', 'sal', 'sapi', 'sarl', 'sas', 'sasu', 'sca',
            'scop', 'scrl', 'scs', 'sdn', 'se', 'sl', 'slu', 'snc', 'sociedad', 'societe', 'soc', 'sp', 'spa',
            'spol', 'spolka', 'spzoo', 'srl', 'srls', 'sro', 'sti', 'stiftung', 'tbk', 'the', 'tmi', 'tov',
            'uab', 'ug', 'und', 'vof', 'y', 'zao', 'zoo', 'zrt', 'z',
            'ао', 'зао', 'оао', 'ооо', 'пао', 'тов', 'тоо', 'ип', 'εε', 'αε', 'επε', 'οε',
            'tnhh', 'cong', 'ty', 'cty', 'cp', 'mtv']) then
            telling := array_append(telling, word);
        end if;
    end loop;
    return coalesce(telling, tokens);
end
$$;

-- Without `strict`, so that callers have it as an expression of their own.
create or replace function clients.sound(word text) returns text
    language sql immutable parallel safe
    return case when word collate "C" < ':' then word else left(
        left(word, 1) || regexp_replace(
            translate(substr(word, 2), 'bfpvcgjkqsxzdtlmnraeiouyhw', '111122222222334556'),
            '(.)\1+', '\1', 'g'), 4) end;

-- Each key once.
create or replace function clients.match_keys(organisation_id uuid, name text, details bytea) returns bigint[]
    language plpgsql immutable parallel safe as $$
declare
    seed bigint := hashtextextended(organisation_id::text, 0);
    word text;
    sound text;
    other text;
    sounds text[] := '{}';
    whole bigint := seed;
    keys bigint[] := '{}';
    addresses jsonb;
    address jsonb;
    code text;
    street text;
    numbers text[];
begin
    foreach word in array clients.telling_words(name) loop
        -- The name as it is, whatever the order of its words.
        whole := whole # hashtextextended(word, seed);
        if cardinality(sounds) < 4 then
            sound := clients.sound(word);
            if sound <> all (sounds) then
                foreach other in array sounds loop
                    keys := array_append(
                        keys, hashtextextended('s' || least(sound, other) || greatest(sound, other), seed));
                end loop;
                sounds := array_append(sounds, sound);
            end if;
        end if;
    end loop;
    keys := keys || whole;
    if cardinality(sounds) = 1 then keys := keys || hashtextextended('o' || sounds[1], seed); end if;
    -- As details without addresses are written: to read them as JSON would take as long as all of the above.
    if details is null or position('"addresses":[]'::bytea in details) > 0 then return keys; end if;
    addresses := convert_from(details, 'UTF8')::jsonb -> 'addresses';
    for index in 0 .. least(coalesce(jsonb_array_length(addresses), 0), 3) - 1 loop
        address := addresses -> index;
        code := replace(lower(address ->> 'postalCode'), ' ', '');
        for place in 0 .. least(coalesce(jsonb_array_length(address -> 'lines'), 0), 3) - 1 loop
            street := null;
            numbers := '{}';
            foreach word in array clients.words(address -> 'lines' ->> place) loop
                if word collate "C" < ':' and cardinality(numbers) < 3 then
                    numbers := numbers || word;
                elsif street is null then
                    street := clients.sound(word);
                end if;
            end loop;
            foreach word in array numbers loop
                keys := keys || hashtextextended('h' || code || ' ' || word, seed);
                keys := keys || hashtextextended('a' || word || ' ' || street, seed);
            end loop;
            keys := keys || hashtextextended('q' || code || ' ' || street, seed);
        end loop;
        if code is not null then
            foreach sound in array sounds loop
                keys := keys || hashtextextended('p' || code || ' ' || sound, seed);
            end loop;
        end if;
    end loop;
    return array(select distinct key from unnest(keys) as known (key) where key is not null);
end
$$;

create or replace function clients.keep_match_keys() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        delete from clients.match_key using former
        join present on present.organisation_id = former.organisation_id and present.client_id = former.client_id
        cross join lateral unnest(
            clients.match_keys(former.organisation_id, former.name, former.details)) as known (key)
        where (former.name, former.details) is distinct from (present.name, present.details)
            and match_key.organisation_id = former.organisation_id and match_key.key = known.key
            and match_key.client_id = former.client_id;
        insert into clients.match_key (organisation_id, key, client_id)
        select present.organisation_id, known.key, present.client_id
        from present
        join former on former.organisation_id = present.organisation_id and former.client_id = present.client_id
        cross join lateral unnest(
            clients.match_keys(present.organisation_id, present.name, present.details)) as known (key)
        where (former.name, former.details) is distinct from (present.name, present.details)
        on conflict on constraint match_key_once_a_client do nothing;
    elsif tg_op = 'INSERT' then
        insert into clients.match_key (organisation_id, key, client_id)
        select present.organisation_id, known.key, present.client_id
        from present
        cross join lateral unnest(
            clients.match_keys(present.organisation_id, present.name, present.details)) as known (key);
    else
        delete from clients.match_key using former
        cross join lateral unnest(
            clients.match_keys(former.organisation_id, former.name, former.details)) as known (key)
        where match_key.organisation_id = former.organisation_id and match_key.key = known.key
            and match_key.client_id = former.client_id;
    end if;
    return null;
end
$$;

-- Of the words that the row has already.
create or replace function clients.keep_words() returns trigger language plpgsql as $$
begin
    insert into clients.search_word (organisation_id, word)
    select distinct present.organisation_id, substr(lexeme, 9)
    from present
    cross join lateral unnest(tsvector_to_array(present.name_words)) as lexeme
    where char_length(lexeme) > 8 + 2
    on conflict on constraint search_word_once do nothing;
    return null;
end
$$;

create or replace function clients.keep_changed_words() returns trigger language plpgsql as $$
begin
    insert into clients.search_word (organisation_id, word)
    select distinct present.organisation_id, substr(lexeme, 9)
    from present
    join former on former.organisation_id = present.organisation_id and former.client_id = present.client_id
    cross join lateral unnest(tsvector_to_array(present.name_words)) as lexeme
    where former.name <> present.name and char_length(lexeme) > 8 + 2
    on conflict on constraint search_word_once do nothing;
    return null;
end
$$;

-- What the names of clients must match: as `search` says; and where few words of names begin with a word of the text,
-- those words as they are. What the index has of one word is in order, and is read many times faster than what it has
-- of all that begin alike. Null when the text has no word.
create function clients.search_names(organisation_id uuid, wanted text) returns tsquery
    language plpgsql stable strict parallel safe as $$
declare
    mark text := clients.lexeme(organisation_id, '');
    token text;
    known text[];
    conditions text[];
begin
    foreach token in array clients.words(wanted) loop
        known := array(
            select word from clients.search_word
            where search_word.organisation_id = search_names.organisation_id and char_length(token) > 2
                and word >= token collate "C" and word < token collate "C" || chr(1114111)
            limit 21);
        conditions := array_append(conditions, case
            when char_length(token) <= 2 or cardinality(known) > 20
                then clients.search(organisation_id, token)::text
            when cardinality(known) = 0 then '''' || mark || token || ''''
            else '(''' || mark || array_to_string(known, ''' | ''' || mark) || ''')'
        end);
    end loop;
    return array_to_string(conditions, ' & ')::tsquery;
end
$$;
