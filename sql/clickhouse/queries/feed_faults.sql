-- Which feeds misbehave? Gaps, crossed books, silent streams by instrument and stream.
-- param instrument =
SELECT
    instrument,
    stream,
    code,
    count() AS faults,
    min(event_time) AS first,
    max(event_time) AS last,
    argMax(detail, (event_time_ns, sequence)) AS last_detail
FROM feed_faults_final
WHERE {instrument:String} = '' OR instrument = {instrument:String}
GROUP BY instrument, stream, code
ORDER BY faults DESC, instrument, stream, code
