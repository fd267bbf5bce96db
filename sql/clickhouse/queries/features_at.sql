-- What did the features of an instrument look like at a moment? The last snapshot not after it; time in UTC, empty = the newest.
-- param instrument = BTCUSDT-PERP.BINANCE
-- param at =
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({at:String} = '', '2200-01-01', {at:String}), 9, 'UTC')) AS until_ns
SELECT
    fromUnixTimestamp64Nano(event_time_ns, 'UTC') AS time,
    f.position AS position,
    if(c.name = '', toString(f.position), c.name) AS feature,
    value,
    c.unit AS unit,
    is_valid
FROM
(
    SELECT
        event_time_ns,
        feature_set,
        toInt64(number - 1) AS position,
        value,
        bitTest(valid[intDiv(number - 1, 64) + 1], (number - 1) % 64) AS is_valid
    FROM
    (
        -- The end of the sorting key says which: no other row is read. Repeated rows are the same.
        SELECT event_time_ns, feature_set, values, valid
        FROM features
        WHERE instrument = {instrument:String} AND event_time_ns <= until_ns
        ORDER BY event_time_ns DESC, sequence DESC, feature_set DESC
        LIMIT 1
    )
    ARRAY JOIN values AS value, arrayEnumerate(values) AS number
) AS f
LEFT JOIN (SELECT feature_set, position, name, unit FROM feature_catalogue FINAL) AS c
    ON c.feature_set = f.feature_set AND c.position = f.position
ORDER BY position
