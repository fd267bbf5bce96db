-- In which regime was money made or lost? Profit after fees and funding, by what a detector said of the instrument at the time.
-- param account =
-- param strategy =
-- param detector = consensus
SELECT
    if(r.label = '', 'none', r.label) AS regime,
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
ASOF LEFT JOIN
(
    SELECT scope, label, start_time_ns FROM regime_intervals FINAL WHERE detector = {detector:String}
) AS r
    ON p.instrument = r.scope AND p.event_time_ns >= r.start_time_ns
GROUP BY regime
ORDER BY profit DESC, regime
