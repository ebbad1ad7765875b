-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The words of a name that tell one company from another, in their order, without those of legal forms of many
-- countries and scripts; all of them where nothing else would be left. `S.A.` and `G.m.b.H.` are one word.
drop function clients.telling_words(text, text[]);
create function clients.telling_words(name text) returns text[]
    language plpgsql immutable strict parallel safe as $$
declare
    -- What of scripts without spaces is no word by itself.
    tokens text[] := clients.words(regexp_replace(
        regexp_replace(
            regexp_replace(
                clients.plain(name), '(?<=\m[[:alpha:]])[.](?=[[:alpha:]]\M)', '', 'g'),
            '株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|[(]株[)]|[(]有[)]|주식회사|บริษัท|จากัด|มหาชน|หจก', ' ', 'g'),
        '[''’]', '', 'g'));
    telling text[];
begin
    select array_agg(word order by place) into telling
    from unnest(tokens) with ordinality as given (word, place)
    where word <> all (array[
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
        'tnhh', 'cong', 'ty', 'cty', 'cp', 'mtv']);
    return coalesce(telling, tokens);
end
$$;

-- How a word sounds, about: its first letter and the groups of the consonants that follow. What is no Latin letter
-- stands for itself, as do numbers.
create function clients.sound(word text) returns text
    language sql immutable strict parallel safe
    return case when word collate "C" < ':' then word else left(
        left(word, 1) || regexp_replace(
            translate(substr(word, 2), 'bfpvcgjkqsxzdtlmnraeiouyhw', '111122222222334556'),
            '(.)\1+', '\1', 'g'), 4) end;

-- What two records that may be one have in common, as numbers that are different in each organisation. Looked for are
-- clients that share one of them. Written for speed, since each row of a bulk call has its own.
create function clients.match_keys(organisation_id uuid, name text, details bytea) returns bigint[]
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
    line text;
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
                    keys := keys || hashtextextended('s' || least(sound, other) || greatest(sound, other), seed);
                end loop;
                sounds := sounds || sound;
            end if;
        end if;
    end loop;
    keys := keys || whole;
    if cardinality(sounds) = 1 then keys := keys || hashtextextended('o' || sounds[1], seed); end if;
    if details is null then return keys; end if;
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
    return array_remove(keys, null);
end
$$;

create table clients.match_key (
    organisation_id uuid not null,
    key bigint not null,
    client_id uuid not null,
    constraint match_key_once_a_client primary key (organisation_id, key, client_id)
);

-- Kept by triggers, so that no writer can forget it.
create function clients.keep_match_keys() returns trigger language plpgsql as $$
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
        select distinct present.organisation_id, known.key, present.client_id
        from present
        join former on former.organisation_id = present.organisation_id and former.client_id = present.client_id
        cross join lateral unnest(
            clients.match_keys(present.organisation_id, present.name, present.details)) as known (key)
        where (former.name, former.details) is distinct from (present.name, present.details)
        on conflict on constraint match_key_once_a_client do nothing;
    elsif tg_op = 'INSERT' then
        insert into clients.match_key (organisation_id, key, client_id)
        select distinct present.organisation_id, known.key, present.client_id
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

create trigger client_brings_match_keys after insert on clients.client
    referencing new table as present for each statement execute function clients.keep_match_keys();
create trigger client_changes_match_keys after update on clients.client
    referencing old table as former new table as present
    for each statement execute function clients.keep_match_keys();
create trigger client_takes_match_keys after delete on clients.client
    referencing old table as former for each statement execute function clients.keep_match_keys();

insert into clients.match_key (organisation_id, key, client_id)
select distinct client.organisation_id, known.key, client.client_id
from clients.client
cross join lateral unnest(clients.match_keys(client.organisation_id, client.name, client.details)) as known (key);

-- The addresses of a client as they are compared: of each four texts, which are the first line, the others, the
-- postal code and the city.
create function clients.match_addresses(details bytea) returns text[]
    language sql immutable parallel safe
    return (
        select array_agg(part order by place, ordinal)
        from jsonb_array_elements(convert_from(details, 'UTF8')::jsonb -> 'addresses')
            with ordinality as known (address, place)
        cross join lateral (values
            (1, array_to_string(clients.words(coalesce(address -> 'lines' ->> 0, '')), ' ')),
            (2, array_to_string(
                clients.words(concat_ws(' ', address -> 'lines' ->> 1, address -> 'lines' ->> 2)), ' ')),
            (3, replace(lower(coalesce(address ->> 'postalCode', '')), ' ', '')),
            (4, array_to_string(clients.words(coalesce(address ->> 'city', '')), ' '))
        ) as compared (ordinal, part)
        where place <= 3
    );
