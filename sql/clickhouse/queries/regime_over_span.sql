-- How much of a span was each regime? Share of time, mean confidence and flips, by detector, of an instrument, venue group or MARKET; times in UTC, empty = all that is known.
-- param scope = BTCUSDT-PERP.BINANCE
-- param detector =
-- param from =
-- param until =
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({from:String} = '', '1970-01-01', {from:String}), 9, 'UTC')) AS from_ns,
    if(
        {until:String} = '',
        assumeNotNull((SELECT max(greatest(start_time_ns, end_time_ns)) FROM regime_intervals WHERE {until:String} = '')),
        toUnixTimestamp64Nano(parseDateTime64BestEffort(if({until:String} = '', '1970-01-01', {until:String}), 9, 'UTC'))) AS until_ns
SELECT
    detector,
    label,
    sum(lasted) AS seconds,
    round(sum(lasted) / sum(sum(lasted)) OVER (PARTITION BY detector), 6) AS share,
    round(sum(confidence * lasted) / sum(lasted), 4) AS confidence,
    countIf(entered) AS entries,
    sum(countIf(flipped)) OVER (PARTITION BY detector) AS detector_flips,
    round(86400 * detector_flips / sum(sum(lasted)) OVER (PARTITION BY detector), 4) AS detector_flips_a_day
FROM
(
    SELECT
        detector,
        label,
        confidence,
        -- An interval that nobody closed ends where the next one starts.
        (least(until_ns, next_ns, if(end_time_ns = 0, until_ns, end_time_ns)) - greatest(from_ns, start_time_ns)) / 1e9 AS lasted,
        start_time_ns >= from_ns AS entered,
        entered AND previous != '' AND previous != label AS flipped
    FROM
    (
        SELECT
            detector,
            label,
            confidence,
            start_time_ns,
            end_time_ns,
            leadInFrame(start_time_ns, 1, until_ns) OVER neighbours AS next_ns,
            lagInFrame(toString(label), 1, '') OVER neighbours AS previous
        FROM regime_intervals FINAL
        WHERE scope = {scope:String} AND ({detector:String} = '' OR detector = {detector:String}) AND start_time_ns < until_ns
        WINDOW neighbours AS (PARTITION BY detector ORDER BY start_time_ns ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    )
    WHERE lasted > 0
)
GROUP BY detector, label
ORDER BY detector, seconds DESC, label
