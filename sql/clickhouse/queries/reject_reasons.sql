-- Why were intents refused? Count and share by layer, rule and reason, with one example of the figures compared.
-- param account =
-- param strategy =
SELECT
    layer,
    rule,
    splitByString(':', code)[1] AS reason,
    count() AS refused,
    round(100 * refused / sum(refused) OVER (), 2) AS percent,
    argMax(numbers, (event_time_ns, decision_id)) AS last_numbers
FROM decisions FINAL
WHERE NOT accepted
  AND ({account:String} = '' OR account = {account:String})
  AND ({strategy:String} = '' OR strategy = {strategy:String})
GROUP BY layer, rule, reason
ORDER BY refused DESC, layer, rule, reason
