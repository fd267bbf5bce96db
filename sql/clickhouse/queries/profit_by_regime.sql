-- In which regime was money made or lost? Profit after fees and funding, by regime of the instrument at the time.
-- param account =
-- param strategy =
SELECT
    if(r.to_regime = '', 'NORMAL', r.to_regime) AS regime,
    round(sum(p.change), 6) AS profit,
    countIf(p.cause = 'fill') AS fills,
    uniqExact(p.instrument) AS instruments
FROM
(
    SELECT
        instrument,
        event_time_ns,
        cause,
        realized_pnl + unrealized_pnl - fees + funding AS total,
        total - lagInFrame(total, 1, 0.) OVER (
            PARTITION BY account, strategy, instrument
            ORDER BY event_time_ns, position_event_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS change
    FROM positions FINAL
    WHERE ({account:String} = '' OR account = {account:String})
      AND ({strategy:String} = '' OR strategy = {strategy:String})
) AS p
ASOF LEFT JOIN (SELECT instrument, event_time_ns, to_regime FROM regimes FINAL) AS r
    ON p.instrument = r.instrument AND p.event_time_ns >= r.event_time_ns
GROUP BY regime
ORDER BY profit DESC, regime
