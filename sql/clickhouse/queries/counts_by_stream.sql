-- What was made of the frames? Rows by instrument and kind, with the span of time they cover.
-- param instrument =
SELECT
    instrument,
    kind,
    count() AS rows,
    fromUnixTimestamp64Nano(min(event_time_ns), 'UTC') AS first,
    fromUnixTimestamp64Nano(max(event_time_ns), 'UTC') AS last
FROM
(
    SELECT instrument, if(aggregate, 'aggTrade', 'trade') AS kind, event_time_ns FROM trades FINAL
    UNION ALL
    SELECT instrument, concat('bar ', spec), close_time_ns FROM bars FINAL
    UNION ALL
    SELECT instrument, concat('features ', feature_set), event_time_ns FROM features FINAL
    UNION ALL
    SELECT instrument, concat('prediction ', model, ' ', model_version), event_time_ns FROM predictions FINAL
    UNION ALL
    SELECT instrument, 'regime', event_time_ns FROM regimes FINAL
    UNION ALL
    SELECT instrument, concat('fault ', stream, ' ', code), event_time_ns FROM feed_faults FINAL
)
WHERE {instrument:String} = '' OR instrument = {instrument:String}
GROUP BY instrument, kind
ORDER BY instrument, kind
