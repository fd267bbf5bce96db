-- How long does a decision take, stage by stage? Wall clock in microseconds, percentiles up to the worst.
-- param instrument =
SELECT
    stage,
    count() AS decisions,
    round(quantileExact(0.5)(us), 1) AS p50_us,
    round(quantileExact(0.9)(us), 1) AS p90_us,
    round(quantileExact(0.99)(us), 1) AS p99_us,
    round(quantileExact(0.999)(us), 1) AS p999_us,
    round(max(us), 1) AS worst_us
FROM
(
    SELECT
        arrayJoin([
            ('1 kafka', kafka_us), ('2 instrument', instrument_us), ('3 decision', decision_us), ('4 total', total_us)
        ]) AS part,
        part.1 AS stage,
        part.2 AS us
    FROM stage_latency FINAL
    WHERE {instrument:String} = '' OR instrument = {instrument:String}
)
GROUP BY stage
ORDER BY stage
