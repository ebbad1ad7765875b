-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- A load for wrk on a service: wrk ... -s clients.lua URL -- MODE TOKEN-FILE ARGUMENT [FOLDER]
-- MODE    lines   the bodies of the file ARGUMENT, a line each, beginning anywhere and over and over
--         once    the same from the first on, each line once; then the first again. For one thread
--         upsert  upsertClients of 500 new rows a call, with names made of the words below; ARGUMENT makes ids unique
--         walk    one connection: the pages of listClients in turn, on from the cursor in the file ARGUMENT; the last
--                 page's own cursor is left in the file ARGUMENT.last

dofile("scripts/bench.d/answers.lua")

local mode, head, argument = "", "", ""
local counter, position = 0, 0
local lines = {}
local cursor

local firsts = { "Nord", "Müller", "Blue", "Sông", "Grand", "東京", "Siam", "Vogel", "Delta", "Kaiser", "Río",
    "Alpen", "Hanse", "Lotus", "Weiß", "Orion", "สยาม", "Fjord", "Nova", "Ober" }
local seconds = { "Handel", "Trading", "Logistik", "Foods", "Software", "Maschinenbau", "Textil", "Energy", "Medical",
    "Garten", "Motors", "Papier", "Druck", "商事", "Media", "Bau", "Shipping", "Design", "Chemie", "Optik" }
local forms = { "GmbH", "AG", "Ltd", "Inc.", "株式会社", "Co., Ltd.", "S.A.", "KG" }
local countries = { "DE", "AT", "CH", "GB", "FR", "TH", "VN", "JP", "US", "NL" }
local stages = { "target", "prospect", "customer", "customer", "customer" }

local function write(path, text)
    local file = assert(io.open(path, "w"))
    file:write(text)
    file:close()
end

local function one_of(words)
    return words[math.random(#words)]
end

local function upsert()
    local rows = {}
    for index = 1, 500 do
        counter = counter + 1
        rows[index] = string.format(
            '{"externalId":"%s-%d-%d","name":"%s %s %d %s","country":"%s","lifecycle":"%s","segment":"s%d"}', argument,
            thread_number, counter, one_of(firsts), one_of(seconds), math.random(100000), one_of(forms),
            one_of(countries), one_of(stages), math.random(20))
    end
    return string.format(
        '{"jsonrpc":"2.0","id":1,"method":"clients.upsertClients","params":{"idempotencyKey":"%s-%d-%d",'
            .. '"system":"bench","rows":[%s]}}', argument, thread_number, counter, table.concat(rows, ","))
end

local function walk()
    local from = cursor and ',"cursor":"' .. cursor .. '"' or ""
    return '{"jsonrpc":"2.0","id":1,"method":"clients.listClients","params":{"limit":500' .. from .. "}}"
end

function init(arguments)
    mode, argument = arguments[1], arguments[3]
    head = "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        .. read_word(arguments[2]) .. "\r\nContent-Length: "
    math.randomseed(os.time() * 7 + thread_number)
    local file = mode == "walk" and io.open(argument)
    if file then
        cursor = file:read("*a")
        file:close()
    end
    if mode == "lines" or mode == "once" then
        for line in io.lines(argument) do lines[#lines + 1] = line end
        position = mode == "once" and 0 or math.random(#lines)
    end
end

function request()
    local body
    if mode == "upsert" then
        body = upsert()
    elseif mode == "walk" then
        body = walk()
    else
        position = position + 1
        if position > #lines then position = 1 end
        body = lines[position]
    end
    return head .. #body .. "\r\n\r\n" .. body
end

local count = response

function response(status, headers, body)
    count(status, headers, body)
    if mode == "walk" then
        local next_cursor = string.match(body, '"next":"([^"]+)"')
        if next_cursor then
            cursor = next_cursor
            write(argument, cursor)
        else
            write(argument .. ".last", cursor or "")
            wrk.thread:stop()
        end
    end
end
