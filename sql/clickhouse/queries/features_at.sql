-- What did the features of an instrument look like at a moment? The last snapshot not after it; time in UTC, empty = the newest.
-- param instrument = BTCUSDT-PERP.BINANCE
-- param at =
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({at:String} = '', '2200-01-01', {at:String}), 9, 'UTC')) AS until_ns
SELECT
    fromUnixTimestamp64Nano(event_time_ns, 'UTC') AS time,
    position,
    if(name = '', toString(position), name) AS feature,
    value,
    unit,
    is_valid
FROM feature_values
WHERE instrument = {instrument:String}
  AND (event_time_ns, sequence) =
  (
      SELECT (event_time_ns, sequence)
      FROM features FINAL
      WHERE instrument = {instrument:String} AND event_time_ns <= until_ns
      ORDER BY event_time_ns DESC, sequence DESC
      LIMIT 1
  )
ORDER BY position
