-- Which regimes did an instrument, a venue group or MARKET go through? With how long each lasted; the current one has no end.
-- param instrument = BTCUSDT-PERP.BINANCE
-- param detector = consensus
SELECT
    event_time AS since,
    previous AS from_regime,
    label AS regime,
    round(confidence, 4) AS confidence,
    if(until_ns = 0, NULL, (until_ns - start_time_ns) / 1e9) AS seconds,
    reason
FROM
(
    SELECT
        *,
        lagInFrame(toString(label), 1, '') OVER neighbours AS previous,
        leadInFrame(start_time_ns, 1, toInt64(0)) OVER neighbours AS next_ns,
        -- An interval that nobody closed ends where the next one starts.
        if(end_time_ns = 0, next_ns, end_time_ns) AS until_ns
    FROM regime_intervals_final
    WHERE scope = {instrument:String} AND detector = {detector:String}
    WINDOW neighbours AS (ORDER BY start_time_ns ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
ORDER BY since
