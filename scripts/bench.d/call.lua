-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- A load for wrk: wrk ... -s call.lua URL -- MODE TOKEN-FILE BOOK RUN
-- MODE is `static` (no body), `whoami`, `single` (one postEntry a call) or `bulk` (postEntries of 100 a call).
-- Keys are made of RUN, the thread and a counter, so that no entry is a repetition.

local thread_count = 0

function setup(thread)
    thread:set("thread_number", thread_count)
    thread_count = thread_count + 1
end

local mode, book, run, counter = "", "", "", 0
local accounts = { "1010", "1020", "1030", "1040", "1200", "1300", "2100", "2200", "4300", "5100", "5200", "5300" }

local function read(path)
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return (text:gsub("%s", ""))
end

function init(arguments)
    mode = arguments[1]
    wrk.headers["Content-Type"] = "application/json"
    if mode ~= "static" then
        wrk.method = "POST"
        wrk.headers["Authorization"] = "Bearer " .. read(arguments[2])
        book, run = arguments[3] or "", arguments[4] or ""
    end
    if mode == "whoami" then
        wrk.body = '{"jsonrpc":"2.0","id":1,"method":"identity.whoAmI","params":{}}'
    end
end

local function entry()
    counter = counter + 1
    local debit = accounts[counter % #accounts + 1]
    local credit = accounts[(counter * 7 + 3) % #accounts + 1]
    if debit == credit then credit = "4100" end
    return string.format(
        '"idempotencyKey":"%s-%d-%d","postedOn":"2026-%02d-%02d","documentReference":"D-%d","lines":['
            .. '{"account":"%s","side":"debit","amount":{"amount":"%d.25","currency":"GBP"}},'
            .. '{"account":"%s","side":"credit","amount":{"amount":"%d.25","currency":"GBP"}}]',
        run, thread_number, counter, counter % 12 + 1, counter % 28 + 1, counter, debit, counter % 900 + 1, credit,
        counter % 900 + 1)
end

local function single()
    return string.format(
        '{"jsonrpc":"2.0","id":%d,"method":"ledger.postEntry","params":{"book":"%s",%s}}', counter, book, entry())
end

local function bulk()
    local entries = {}
    for index = 1, 100 do entries[index] = "{" .. entry() .. "}" end
    return string.format(
        '{"jsonrpc":"2.0","id":1,"method":"ledger.postEntries","params":{"book":"%s","entries":[%s]}}', book,
        table.concat(entries, ","))
end

function request()
    if mode == "single" then return wrk.format(nil, "/rpc", nil, single()) end
    if mode == "bulk" then return wrk.format(nil, "/rpc", nil, bulk()) end
    return wrk.format(nil, mode == "static" and "/" or "/rpc")
end
