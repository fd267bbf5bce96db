-- What does trading cost against the middle price at the decision? Implementation shortfall in basis points, by strategy.
-- param account =
SELECT
    strategy,
    count() AS fills,
    round(sum(traded), 2) AS notional,
    round(10000 * sum(shortfall) / sum(traded), 4) AS slippage_bp,
    round(10000 * sum(paid) / sum(traded), 4) AS fee_bp,
    round(slippage_bp + fee_bp, 4) AS cost_bp,
    round(countIf(passive) / count(), 4) AS maker_share
FROM
(
    SELECT
        f.strategy AS strategy,
        f.maker AS passive,
        f.fee AS paid,
        toFloat64(f.last_price) * toFloat64(f.last_quantity) AS traded,
        if(f.side = 'BUY', 1, -1) * (toFloat64(f.last_price) - o.mid) * toFloat64(f.last_quantity) AS shortfall
    FROM (SELECT * FROM fills FINAL WHERE last_quantity > 0) AS f
    INNER JOIN
    (
        SELECT d.client_order_id AS client_order_id, (s.best_bid + s.best_ask) / 2 AS mid
        FROM
        (
            SELECT client_order_id, instrument, event_time_ns
            FROM orders FINAL
            WHERE kind = 'NEW' AND ({account:String} = '' OR account = {account:String})
        ) AS d
        ASOF INNER JOIN
        (
            SELECT instrument, event_time_ns, best_bid, best_ask FROM features FINAL WHERE best_bid > 0 AND best_ask > 0
        ) AS s
            ON d.instrument = s.instrument AND d.event_time_ns >= s.event_time_ns
    ) AS o ON f.client_order_id = o.client_order_id
)
GROUP BY strategy
ORDER BY strategy
