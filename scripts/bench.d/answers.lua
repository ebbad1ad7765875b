-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- For loads of wrk that read every answer: one that is not a result is `wrong`, and so is each part of a bulk call that
-- was refused. Prints one line in the end: what was counted in all threads.

local threads = {}

function setup(thread)
    thread:set("thread_number", #threads)
    threads[#threads + 1] = thread
end

-- Read by `done` from each thread, so they are globals.
answers, wrong, first_wrong = 0, 0, ""

function read_word(path)
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return (text:gsub("%s", ""))
end

function response(status, _, body)
    answers = answers + 1
    local mistakes = select(2, string.gsub(body, '"refused":{', ""))
    if status ~= 200 or string.find(body, '"error":', 1, true) or not string.find(body, '"result":', 1, true) then
        mistakes = mistakes + 1
    end
    if mistakes > 0 then
        if wrong == 0 then first_wrong = status .. " " .. string.sub(body, 1, 400) end
        wrong = wrong + mistakes
    end
end

function done(summary, latency)
    local sums = { answers = 0, wrong = 0 }
    for _, thread in ipairs(threads) do
        sums.answers = sums.answers + thread:get("answers")
        sums.wrong = sums.wrong + thread:get("wrong")
        if thread:get("wrong") > 0 then io.write("first wrong answer: ", thread:get("first_wrong"), "\n") end
    end
    local errors = summary.errors
    local lost = errors.connect + errors.read + errors.write + errors.timeout
    io.write(string.format(
        "answers=%d wrong=%d lost=%d seconds=%.3f p50=%d p99=%d max=%d\n", sums.answers, sums.wrong, lost,
        summary.duration / 1e6, latency:percentile(50), latency:percentile(99), latency.max))
end
