-- What is held now? Positions that are not flat, with profit so far.
-- param account =
SELECT
    account,
    strategy,
    instrument,
    last.1 AS quantity,
    last.2 AS average_price,
    last.3 AS mark_price,
    round(last.4, 6) AS unrealized_pnl,
    round(last.5, 6) AS realized_pnl,
    fromUnixTimestamp64Nano(max(event_time_ns), 'UTC') AS changed
FROM
(
    SELECT
        account,
        strategy,
        instrument,
        event_time_ns,
        position_event_id,
        (quantity, average_price, mark_price, unrealized_pnl, realized_pnl) AS figures
    FROM positions FINAL
    WHERE {account:String} = '' OR account = {account:String}
)
GROUP BY account, strategy, instrument
HAVING (argMax(figures, (event_time_ns, position_event_id)) AS last).1 != 0
ORDER BY account, strategy, instrument
