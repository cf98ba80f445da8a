-- What widgets send, for `wrk`: batches of 20 events, each with an id of its own.
local moment

function setup(thread)
  thread:set("number", math.random(0, 0xffff))
end

function init(args)
  math.randomseed(os.time() + number)
  moment = os.time() * 1000
end

-- A UUID of version 7, which begins with the time in milliseconds.
local function id()
  local prefix = string.format("%012x", moment)
  return string.format("%s-%s-7%03x-8%03x-%06x%06x", prefix:sub(1, 8), prefix:sub(9, 12),
    math.random(0, 0xfff), math.random(0, 0xfff), math.random(0, 0xffffff), math.random(0, 0xffffff))
end

local kinds = {
  { 10, '"type":"search","words":"change billing address","hits":4,"chosen":1' },
  { 6, '"type":"view","slug":"billing/invoices"' },
  { 2, '"type":"vote","slug":"billing/invoices","helpful":true' },
  { 2, '"type":"visit","outcome":"solved"' },
}

function request()
  moment = moment + 1
  local events = {}
  for _, kind in ipairs(kinds) do
    for _ = 1, kind[1] do
      events[#events + 1] = string.format('{"id":"%s","at":1790000000000,"lang":"en",%s}', id(), kind[2])
    end
  end
  return wrk.format("POST", "/v1/events", { ["Content-Type"] = "application/json" },
    '{"events":[' .. table.concat(events, ",") .. "]}")
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nDOCENT {"answers":%d,"failures":%d,"seconds":%f,"p50_ms":%f,"p99_ms":%f,"max_ms":%f}\n',
    summary.requests, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000))
end
