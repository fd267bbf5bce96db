-- What happened to an order? Its decision, the order, its bracket and every report on them, in order of time.
-- param client_order_id =
WITH
    (SELECT any(intent_id) FROM orders FINAL WHERE client_order_id = {client_order_id:String}) AS intent
SELECT
    fromUnixTimestamp64Nano(event_time_ns, 'UTC') AS time,
    what,
    id,
    status,
    side,
    quantity,
    price,
    detail
FROM
(
    SELECT event_time_ns, 1 AS step, 'decision' AS what, decision_id AS id, if(accepted, 'ACCEPTED', 'REFUSED') AS status,
        '' AS side, quantity, toDecimal128(0, 12) AS price, concat(layer, ' ', rule, ' ', code, ' ', numbers) AS detail
    FROM decisions FINAL
    WHERE intent_id = intent AND intent != ''
    UNION ALL
    SELECT event_time_ns, 2, 'order', client_order_id, toString(kind), toString(side), quantity,
        if(price = 0, trigger_price, price), concat(type, ' ', reason)
    FROM orders FINAL
    WHERE client_order_id = {client_order_id:String} OR parent_id = {client_order_id:String}
    UNION ALL
    SELECT event_time_ns, 3, 'report', report_id, toString(status), toString(side), last_quantity, last_price,
        concat('filled=', toString(cumulative_quantity), ' open=', toString(leaves_quantity), ' fee=', toString(fee), ' ', reason)
    FROM fills FINAL
    WHERE client_order_id IN
    (
        SELECT client_order_id FROM orders FINAL
        WHERE client_order_id = {client_order_id:String} OR parent_id = {client_order_id:String}
    )
)
ORDER BY event_time_ns, step, id
