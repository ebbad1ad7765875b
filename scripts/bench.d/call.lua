-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- A load for wrk: wrk ... -s call.lua URL -- MODE TOKEN-FILE
-- MODE is `static` (no body) or `whoami`.

local mode = ""

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
    end
    if mode == "whoami" then
        wrk.body = '{"jsonrpc":"2.0","id":1,"method":"identity.whoAmI","params":{}}'
    end
end

function request()
    return wrk.format(nil, mode == "static" and "/" or "/rpc")
end
