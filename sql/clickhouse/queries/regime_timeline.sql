-- Which regimes did an instrument go through? With how long each lasted; the current one has no end.
-- param instrument = BTCUSDT-PERP.BINANCE
SELECT
    event_time AS since,
    from_regime,
    to_regime AS regime,
    round(confidence, 4) AS confidence,
    if(next_ns = 0, NULL, (next_ns - event_time_ns) / 1e9) AS seconds,
    reason
FROM
(
    SELECT
        *,
        leadInFrame(event_time_ns, 1, toInt64(0)) OVER (
            ORDER BY event_time_ns, sequence ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next_ns
    FROM regimes_final
    WHERE instrument = {instrument:String}
)
ORDER BY since
