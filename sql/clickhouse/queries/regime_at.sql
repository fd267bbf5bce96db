-- Which regime was it at a moment, of an instrument, its venue group and the market, after each detector? Time in UTC, empty = the newest.
-- param instrument = BTCUSDT-PERP.BINANCE
-- param at =
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({at:String} = '', '2200-01-01', {at:String}), 9, 'UTC')) AS until_ns,
    [{instrument:String}, splitByChar('.', {instrument:String})[-1], 'MARKET'] AS scopes
SELECT
    scope,
    detector,
    label,
    round(confidence, 4) AS confidence,
    event_time AS since,
    if(end_time_ns = 0, NULL, fromUnixTimestamp64Nano(end_time_ns, 'UTC')) AS until,
    reason
FROM
(
    -- Of the rows of an interval the one with the highest sequence, as FINAL would leave it. Of one frame's
    -- rows the closing one, unless the interval had no length: then another began at the same moment.
    SELECT *, event_time
    FROM regime_intervals
    WHERE (scope, detector, start_time_ns) IN
    (
        SELECT scope, detector, max(start_time_ns)
        FROM regime_intervals
        WHERE scope IN (scopes[1], scopes[2], scopes[3]) AND start_time_ns <= until_ns
        GROUP BY scope, detector
    )
    ORDER BY sequence DESC, end_time_ns > start_time_ns DESC, end_time_ns
    LIMIT 1 BY scope, detector
)
WHERE end_time_ns = 0 OR end_time_ns > until_ns OR {at:String} = ''
ORDER BY indexOf(scopes, toString(scope)), detector
