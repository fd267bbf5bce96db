-- What drove trades over a span? How much each feature moved the decisions that were traded, of those terms that were kept.
-- param instrument =
-- param from_ns = 0
-- param to_ns = 9223372036854775807
SELECT
    term.1 AS feature,
    count() AS decisions,
    round(avg(abs(term.2)), 6) AS mean_size,
    round(avg(term.2), 6) AS mean_log_odds,
    countIf(term.2 > 0) AS towards_up,
    uniqExact(instrument) AS instruments
FROM decision_explanations_final
ARRAY JOIN arrayZip(features, contributions) AS term
WHERE scope = 'DECISION' AND traded
  AND ({instrument:String} = '' OR instrument = {instrument:String})
  AND event_time_ns >= {from_ns:Int64} AND event_time_ns < {to_ns:Int64}
GROUP BY feature
ORDER BY sum(abs(term.2)) DESC, feature
