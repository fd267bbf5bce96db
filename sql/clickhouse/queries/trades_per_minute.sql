-- How much was traded, minute by minute? Trades, volume, notional and the takers' balance.
-- param instrument = BTCUSDT-PERP.BINANCE
-- param minutes = 1440
SELECT
    toStartOfMinute(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC')) AS minute,
    count() AS trades,
    sum(quantity) AS volume,
    round(sum(toFloat64(price) * toFloat64(quantity)), 2) AS notional,
    round((sumIf(toFloat64(quantity), taker_side = 'BUY') - sumIf(toFloat64(quantity), taker_side = 'SELL'))
        / sum(toFloat64(quantity)), 4) AS imbalance
FROM trades FINAL
WHERE instrument = {instrument:String}
GROUP BY minute
ORDER BY minute DESC
LIMIT {minutes:UInt32}
