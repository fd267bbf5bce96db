-- Why was this order made? What the decision behind it, and each model's part in it, was made of: terms in log odds, largest first.
-- param client_order_id =
SELECT
    e.scope,
    e.model,
    e.model_version,
    round(e.share, 6) AS share,
    round(e.probability_up, 6) AS probability_up,
    term.1 AS feature,
    term.2 AS value,
    round(term.3, 6) AS log_odds,
    e.method,
    e.code
FROM decision_explanations_final AS e
INNER JOIN orders_final AS o
    ON o.instrument = e.instrument AND o.event_time_ns = e.event_time_ns AND o.receive_time_ns = e.receive_time_ns
LEFT ARRAY JOIN
    arrayConcat(
        [('base', 0., e.base)],
        arrayZip(e.features, e.values, e.contributions),
        [('other features', 0., e.rest), ('left over', 0., e.gap)]) AS term
WHERE o.client_order_id = {client_order_id:String} AND o.kind = 'NEW' AND o.parent_id = '' AND has(e.intents, o.intent_id)
ORDER BY e.scope, e.model, e.model_version, term.1 = 'base' DESC, term.1 IN ('other features', 'left over'), abs(term.3) DESC, feature
