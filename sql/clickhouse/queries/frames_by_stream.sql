-- How many frames came by each stream of an instrument, and how many were refused? By receive time, in intervals of 10 s.
-- param instrument =
SELECT
    instrument,
    stream,
    sum(c.accepted) AS accepted,
    sum(c.refused) AS refused,
    round(sum(c.accepted + c.refused) / (uniqExact(interval_start_ns) * 10), 1) AS frames_per_second,
    fromUnixTimestamp64Nano(min(interval_start_ns), 'UTC') AS first,
    fromUnixTimestamp64Nano(max(interval_start_ns) + 10000000000, 'UTC') AS last
FROM ingest_counts AS c FINAL
WHERE {instrument:String} = '' OR instrument = {instrument:String}
GROUP BY instrument, stream
ORDER BY instrument, stream
