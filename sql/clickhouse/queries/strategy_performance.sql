-- How does each strategy do? Orders, fills, turnover, fees and profit after costs, by strategy and instrument.
-- param account =
SELECT
    strategy,
    instrument,
    orders,
    fills,
    round(turnover, 2) AS turnover,
    round(fees, 6) AS fees,
    round(profit, 6) AS profit,
    round(if(turnover = 0, 0, 10000 * profit / turnover), 4) AS profit_bp
FROM
(
    SELECT
        strategy,
        instrument,
        sum(order_count) AS orders,
        sum(fill_count) AS fills,
        sum(notional) AS turnover,
        sum(fee) AS fees,
        sum(pnl) AS profit
    FROM
    (
        SELECT account, strategy, instrument, 1 AS order_count, 0 AS fill_count, 0. AS notional, 0. AS fee, 0. AS pnl
        FROM orders FINAL
        WHERE kind = 'NEW'
        UNION ALL
        SELECT account, strategy, instrument, 0, 1, toFloat64(last_price) * toFloat64(last_quantity), fee, 0.
        FROM fills FINAL
        WHERE last_quantity > 0
        UNION ALL
        SELECT account, strategy, instrument, 0, 0, 0., 0.,
            argMax(realized_pnl + unrealized_pnl - fees + funding, (event_time_ns, position_event_id))
        FROM positions FINAL
        GROUP BY account, strategy, instrument
    )
    WHERE {account:String} = '' OR account = {account:String}
    GROUP BY strategy, instrument
)
ORDER BY profit DESC, strategy, instrument
