-- Do probabilities mean what they say? Predictions by tenth of probability against what the middle price did afterwards.
-- param model =
-- param horizon_seconds = 10
WITH toInt64({horizon_seconds:UInt32}) * 1000000000 AS horizon_ns
SELECT
    model,
    model_version,
    floor(probability * 10) / 10 AS probability_from,
    count() AS predictions,
    round(avg(probability), 4) AS predicted_up,
    round(avg(later > mid), 4) AS realised_up,
    round(10000 * avg(later / mid - 1), 4) AS mean_return_bp,
    round(avg(pow(probability - (later > mid), 2)), 6) AS brier_score
FROM
(
    SELECT
        n.model AS model,
        n.model_version AS model_version,
        n.probability AS probability,
        n.mid AS mid,
        (l.best_bid + l.best_ask) / 2 AS later
    FROM
    (
        SELECT
            p.instrument AS instrument,
            p.model AS model,
            p.model_version AS model_version,
            p.probability_up AS probability,
            (s.best_bid + s.best_ask) / 2 AS mid,
            p.event_time_ns + horizon_ns AS until_ns
        FROM predictions AS p FINAL
        INNER JOIN features AS s FINAL ON p.instrument = s.instrument AND p.sequence = s.sequence
            AND p.event_time_ns = s.event_time_ns
        WHERE p.valid AND s.best_bid > 0 AND s.best_ask > 0
          AND ({model:String} = '' OR p.model = {model:String})
    ) AS n
    ASOF INNER JOIN
    (
        SELECT instrument, event_time_ns, best_bid, best_ask FROM features FINAL WHERE best_bid > 0 AND best_ask > 0
    ) AS l
        ON n.instrument = l.instrument AND n.until_ns <= l.event_time_ns
)
GROUP BY model, model_version, probability_from
ORDER BY model, model_version, probability_from
