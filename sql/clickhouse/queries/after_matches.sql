-- What happened after each match of a pattern? Return after 1 m, 5 m, 1 h, 24 h, worst and best excursion within so many seconds, in basis points of the price then; times in UTC, empty = all.
-- param pattern =
-- param instrument =
-- param from =
-- param until =
-- param newest = 100
-- param excursion = 86400
-- param closes = time-1s
-- param ranges = time-1m
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({from:String} = '', '1970-01-01', {from:String}), 9, 'UTC')) AS from_ns,
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({until:String} = '', '2200-01-01', {until:String}), 9, 'UTC')) AS until_ns,
    3600000000000 AS hour_ns,
    toInt64({excursion:UInt32}) * 1000000000 AS excursion_ns,
    -- A scalar is computed once, a common table expression wherever it stands.
    (
        SELECT groupArray((match_id, toString(instrument), end_time_ns, price, toString(pattern), version, toString(scope), toString(regime), confidence, evidence))
        FROM
        (
            SELECT *
            FROM pattern_matches FINAL
            WHERE ({pattern:String} = '' OR pattern = {pattern:String})
              AND ({instrument:String} = '' OR instrument = {instrument:String})
              AND end_time_ns >= from_ns AND end_time_ns < until_ns
            ORDER BY end_time_ns DESC, match_id
            LIMIT {newest:UInt32}
        )
    ) AS picked,
    matches AS
    (
        SELECT m.1 AS match_id, m.2 AS instrument, m.3 AS end_time_ns, m.4 AS price FROM (SELECT arrayJoin(picked) AS m)
    ),
    points AS
    (
        SELECT match_id, instrument, end_time_ns, price, toInt64(seconds) * 1000000000 AS horizon_ns, end_time_ns + horizon_ns AS point_ns
        FROM matches
        ARRAY JOIN arrayDistinct([0, 60, 300, 3600, 86400, {excursion:UInt32}]) AS seconds
    ),
    -- The last close at a moment counts when it is younger than its bar is long, or than a hundredth of the horizon.
    closes AS
    (
        SELECT
            p.match_id AS match_id,
            p.horizon_ns AS horizon_ns,
            p.price AS price,
            if(b.close_time_ns > p.end_time_ns - if(p.horizon_ns = 0, hour_ns, 0)
               AND p.point_ns - b.close_time_ns < greatest(b.length_ns, intDiv(p.horizon_ns, 100)), b.close, NULL) AS close
        FROM points AS p
        ASOF LEFT JOIN
        (
            SELECT instrument, close_time_ns, close_time_ns - open_time_ns AS length_ns, toFloat64(close) AS close
            FROM bars
            WHERE spec = {closes:String}
              AND (instrument, intDiv(close_time_ns, hour_ns)) IN
              (SELECT instrument, arrayJoin([intDiv(point_ns, hour_ns) - 1, intDiv(point_ns, hour_ns)]) FROM points)
        ) AS b ON p.instrument = b.instrument AND p.point_ns >= b.close_time_ns
    ),
    returns AS
    (
        SELECT
            match_id,
            if(any(price) > 0, any(price), anyIf(close, horizon_ns = 0)) AS entry,
            anyIf(close, horizon_ns = 60000000000) AS after_1m,
            anyIf(close, horizon_ns = 300000000000) AS after_5m,
            anyIf(close, horizon_ns = 3600000000000) AS after_1h,
            anyIf(close, horizon_ns = 86400000000000) AS after_24h,
            countIf(close IS NOT NULL AND horizon_ns = excursion_ns) > 0 AS has_whole_excursion
        FROM closes
        GROUP BY match_id
    ),
    -- Whole hours within the excursion count as one span, the bars of its first and last hour each for itself.
    hours AS
    (
        SELECT
            match_id, instrument, end_time_ns, intDiv(end_time_ns, hour_ns) + number AS hour,
            number > 0 AND (hour + 1) * hour_ns <= end_time_ns + excursion_ns AS is_whole
        FROM matches
        ARRAY JOIN range(toUInt64(intDiv(excursion_ns - 1, hour_ns)) + 2) AS number
    ),
    extremes AS
    (
        SELECT match_id, min(low) AS lowest, max(high) AS highest
        FROM
        (
            SELECT h.match_id AS match_id, b.low AS low, b.high AS high
            FROM
            (
                SELECT instrument, intDiv(close_time_ns - 1, hour_ns) AS hour, toFloat64(min(low)) AS low, toFloat64(max(high)) AS high
                FROM bars
                WHERE spec = {ranges:String} AND (instrument, intDiv(close_time_ns - 1, hour_ns)) IN (SELECT instrument, hour FROM hours WHERE is_whole)
                GROUP BY instrument, hour
            ) AS b
            INNER JOIN (SELECT match_id, instrument, hour FROM hours WHERE is_whole) AS h ON h.instrument = b.instrument AND h.hour = b.hour
            UNION ALL
            SELECT h.match_id AS match_id, toFloat64(b.low) AS low, toFloat64(b.high) AS high
            FROM
            (
                SELECT instrument, intDiv(close_time_ns - 1, hour_ns) AS hour, open_time_ns, close_time_ns, low, high
                FROM bars
                WHERE spec = {ranges:String} AND (instrument, intDiv(close_time_ns - 1, hour_ns)) IN (SELECT instrument, hour FROM hours WHERE NOT is_whole)
            ) AS b
            INNER JOIN (SELECT match_id, instrument, end_time_ns, hour FROM hours WHERE NOT is_whole) AS h ON h.instrument = b.instrument AND h.hour = b.hour
            WHERE b.open_time_ns >= h.end_time_ns AND b.close_time_ns <= h.end_time_ns + excursion_ns
        )
        GROUP BY match_id
    )
SELECT
    fromUnixTimestamp64Nano(m.3, 'UTC') AS time,
    m.5 AS pattern,
    m.6 AS version,
    m.7 AS scope,
    m.2 AS instrument,
    m.8 AS regime,
    round(m.9, 4) AS confidence,
    r.entry AS price,
    round(10000 * (r.after_1m / r.entry - 1), 2) AS bp_1m,
    round(10000 * (r.after_5m / r.entry - 1), 2) AS bp_5m,
    round(10000 * (r.after_1h / r.entry - 1), 2) AS bp_1h,
    round(10000 * (r.after_24h / r.entry - 1), 2) AS bp_24h,
    if(r.has_whole_excursion AND e.highest > 0, round(10000 * (e.lowest / r.entry - 1), 2), NULL) AS worst_bp,
    if(r.has_whole_excursion AND e.highest > 0, round(10000 * (e.highest / r.entry - 1), 2), NULL) AS best_bp,
    m.10 AS evidence
FROM (SELECT arrayJoin(picked) AS m) AS p
LEFT JOIN returns AS r ON m.1 = r.match_id
LEFT JOIN extremes AS e ON m.1 = e.match_id
ORDER BY m.3 DESC, m.1
