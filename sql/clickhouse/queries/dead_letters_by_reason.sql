-- Which records could not be used, and why? By topic, stream and code, with one example.
-- param topic =
SELECT
    topic,
    stream,
    code,
    count() AS records,
    sum(payload_bytes) AS bytes,
    min(event_time) AS first,
    max(event_time) AS last,
    argMax(detail, (receive_time_ns, offset)) AS last_detail,
    argMax(concat(toString(partition), ':', toString(offset)), (receive_time_ns, offset)) AS last_position
FROM dead_letters_final
WHERE {topic:String} = '' OR topic = {topic:String}
GROUP BY topic, stream, code
ORDER BY records DESC, topic, stream, code
