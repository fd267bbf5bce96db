-- How did the equity of an account move? Last value of each interval of seconds, and the drawdown from the highest before.
-- param account =
-- param seconds = 60
SELECT
    account,
    time,
    round(equity, 4) AS equity,
    round(100 * (1 - equity / max(equity) OVER (
        PARTITION BY account ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)), 4) AS drawdown_percent
FROM
(
    SELECT
        account,
        toDateTime(intDiv(event_time_ns, toInt64({seconds:UInt32}) * 1000000000) * {seconds:UInt32}, 'UTC') AS time,
        argMax(equity, (event_time_ns, position_event_id)) AS equity
    FROM positions FINAL
    WHERE {account:String} = '' OR account = {account:String}
    GROUP BY account, time
)
ORDER BY account, time
