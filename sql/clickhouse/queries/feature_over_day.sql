-- How did a feature of an instrument run over a day? Last, least and greatest valid value of every interval; day in UTC, empty = the newest.
-- param feature = spread_bps
-- param instrument = BTCUSDT-PERP.BINANCE
-- param day =
-- param seconds = 60
WITH
    (
        SELECT intDiv(max(event_time_ns), 86400000000000) * 86400000000000
        FROM (SELECT event_time_ns FROM features WHERE instrument = {instrument:String} ORDER BY event_time_ns DESC LIMIT 1)
    ) AS newest_ns,
    if({day:String} = '', newest_ns, toInt64(toUnixTimestamp(toStartOfDay(parseDateTime64BestEffort(if({day:String} = '', '1970-01-01', {day:String}), 0, 'UTC'), 'UTC'))) * 1000000000) AS from_ns
SELECT
    fromUnixTimestamp64Nano(intDiv(event_time_ns, {seconds:UInt32} * 1000000000) * {seconds:UInt32} * 1000000000, 'UTC') AS time,
    argMax(value, event_time_ns) AS last,
    min(value) AS least,
    max(value) AS greatest
FROM feature_series
ARRAY JOIN times AS event_time_ns, series AS value
WHERE (feature_set, position) IN (SELECT feature_set, toUInt32(position) FROM feature_catalogue WHERE name = {feature:String})
  AND instrument = {instrument:String}
  AND hour_start_ns >= from_ns
  AND hour_start_ns < from_ns + 86400000000000
GROUP BY time
ORDER BY time
