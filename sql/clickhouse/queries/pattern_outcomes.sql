-- What do patterns foretell? Returns after their matches against those after any full hour of the same instruments, in basis points, and how often the market went as the pattern says; times in UTC, empty = all.
-- param pattern =
-- param instrument =
-- param from =
-- param until =
-- param closes = time-1m
-- param excursion = 0
-- param ranges = time-1m
-- CRASH foretells a fall, BULL_RUN and RECOVERY a rise, everything else a move larger than the median one.
-- With excursion = 60, 300, 3600 or 86400 the row of that horizon has the mean worst and best excursion.
WITH
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({from:String} = '', '1970-01-01', {from:String}), 9, 'UTC')) AS from_ns,
    toUnixTimestamp64Nano(parseDateTime64BestEffort(if({until:String} = '', '2200-01-01', {until:String}), 9, 'UTC')) AS until_ns,
    3600000000000 AS hour_ns,
    [60000000000, 300000000000, 3600000000000, 86400000000000] AS horizons,
    toInt64({excursion:UInt32}) * 1000000000 AS excursion_ns,
    -- A scalar is computed once, a common table expression wherever it stands.
    (
        SELECT groupArray((match_id, toString(instrument), end_time_ns, price, toString(pattern), version, toString(regime)))
        FROM pattern_matches FINAL
        WHERE ({pattern:String} = '' OR pattern = {pattern:String})
          AND ({instrument:String} = '' OR instrument = {instrument:String})
          AND end_time_ns >= from_ns AND end_time_ns < until_ns
    ) AS picked,
    arrayDistinct(arrayMap(m -> m.2, picked)) AS instruments,
    points AS
    (
        SELECT number, m.2 AS instrument, m.3 AS end_time_ns, m.4 AS price, horizon_ns, end_time_ns + horizon_ns AS point_ns
        FROM (SELECT m, number FROM (SELECT 1) ARRAY JOIN picked AS m, arrayEnumerate(picked) AS number)
        ARRAY JOIN arrayPushFront(horizons, 0) AS horizon_ns
    ),
    -- The last close at a moment counts when it is younger than its bar is long, or than a hundredth of the horizon.
    closes AS
    (
        SELECT
            p.number AS number,
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
            number,
            if(any(price) > 0, any(price), anyIf(close, horizon_ns = 0)) AS entry,
            arrayMap(h -> h, horizons) AS horizon,
            [anyIf(close, horizon_ns = horizons[1]), anyIf(close, horizon_ns = horizons[2]), anyIf(close, horizon_ns = horizons[3]), anyIf(close, horizon_ns = horizons[4])] AS after
        FROM closes
        GROUP BY number
    ),
    -- Whole hours within the excursion count as one span, the bars of its first and last hour each for itself.
    hours AS
    (
        SELECT
            number, m.2 AS instrument, m.3 AS end_time_ns, intDiv(end_time_ns, hour_ns) + ahead AS hour,
            ahead > 0 AND (hour + 1) * hour_ns <= end_time_ns + excursion_ns AS is_whole
        FROM (SELECT m, number FROM (SELECT 1) ARRAY JOIN picked AS m, arrayEnumerate(picked) AS number)
        ARRAY JOIN if(excursion_ns = 0, [], range(toUInt64(intDiv(excursion_ns - 1, hour_ns)) + 2)) AS ahead
    ),
    extremes AS
    (
        SELECT number, min(low) AS lowest, max(high) AS highest
        FROM
        (
            SELECT h.number AS number, b.low AS low, b.high AS high
            FROM
            (
                SELECT instrument, intDiv(close_time_ns - 1, hour_ns) AS hour, toFloat64(min(low)) AS low, toFloat64(max(high)) AS high
                FROM bars
                WHERE spec = {ranges:String} AND (instrument, intDiv(close_time_ns - 1, hour_ns)) IN (SELECT instrument, hour FROM hours WHERE is_whole)
                GROUP BY instrument, hour
            ) AS b
            INNER JOIN (SELECT number, instrument, hour FROM hours WHERE is_whole) AS h ON h.instrument = b.instrument AND h.hour = b.hour
            UNION ALL
            SELECT h.number AS number, toFloat64(b.low) AS low, toFloat64(b.high) AS high
            FROM
            (
                SELECT instrument, intDiv(close_time_ns - 1, hour_ns) AS hour, open_time_ns, close_time_ns, low, high
                FROM bars
                WHERE spec = {ranges:String} AND (instrument, intDiv(close_time_ns - 1, hour_ns)) IN (SELECT instrument, hour FROM hours WHERE NOT is_whole)
            ) AS b
            INNER JOIN (SELECT number, instrument, end_time_ns, hour FROM hours WHERE NOT is_whole) AS h ON h.instrument = b.instrument AND h.hour = b.hour
            WHERE b.open_time_ns >= h.end_time_ns AND b.close_time_ns <= h.end_time_ns + excursion_ns
        )
        GROUP BY number
    ),
    -- Closes at full hours and the horizons after them; repeated rows count once.
    hourly AS
    (
        SELECT instrument, close_time_ns, toFloat64(any(close)) AS close
        FROM bars
        WHERE spec = {closes:String} AND has(instruments, toString(instrument)) AND close_time_ns % hour_ns IN (0, 60000000000, 300000000000)
          AND close_time_ns >= from_ns AND close_time_ns < until_ns + 86400000000000
        GROUP BY instrument, close_time_ns
    ),
    base AS
    (
        SELECT
            instrument,
            horizon_ns,
            count() AS hours,
            toNullable(avg(r)) AS mean,
            toNullable(avg(r > 0)) AS up,
            toNullable(avg(r < 0)) AS down,
            toNullable(quantileExact(0.5)(abs(r))) AS usual,
            groupArray(abs(r)) AS moves,
            toNullable(arrayCount(x -> x > assumeNotNull(usual), moves) / length(moves)) AS larger
        FROM
        (
            SELECT a.instrument AS instrument, a.horizon_ns AS horizon_ns, b.close / a.close - 1 AS r
            FROM
            (
                SELECT instrument, close, horizon_ns, close_time_ns + horizon_ns AS point_ns
                FROM hourly
                ARRAY JOIN horizons AS horizon_ns
                WHERE close_time_ns % hour_ns = 0 AND close_time_ns < until_ns
            ) AS a
            INNER JOIN hourly AS b ON a.instrument = b.instrument AND a.point_ns = b.close_time_ns
        )
        GROUP BY instrument, horizon_ns
    )
SELECT
    pattern,
    version,
    foretells,
    horizon_seconds,
    count() AS matches,
    countIf(r IS NOT NULL) AS measured,
    round(10000 * avg(r), 2) AS mean_bp,
    round(10000 * quantileExact(0.5)(r), 2) AS median_bp,
    round(10000 * avgIf(base_mean, r IS NOT NULL), 2) AS base_mean_bp,
    round(avg(r > 0), 4) AS up_share,
    round(avgIf(base_up, r IS NOT NULL), 4) AS base_up_share,
    round(avg(hit), 4) AS hit_rate,
    round(avgIf(base_hit, r IS NOT NULL), 4) AS base_hit_rate,
    minIf(b_hours, r IS NOT NULL) AS base_hours,
    round(10000 * avgIf(worst, excursion_ns > 0), 2) AS worst_bp,
    round(10000 * avgIf(best, excursion_ns > 0), 2) AS best_bp,
    -- Standard deviations that the hits lie from what the base rates give independent matches; overlapping ones are not.
    round(sum(hit - base_hit) / sqrt(sumIf(base_hit * (1 - base_hit), hit IS NOT NULL)), 2) AS z
FROM
(
    SELECT
        m.5 AS pattern,
        m.6 AS version,
        multiIf(m.7 = 'CRASH', 'fall', m.7 IN ('BULL_RUN', 'RECOVERY'), 'rise', 'move') AS foretells,
        intDiv(x.horizon_ns, 1000000000) AS horizon_seconds,
        close / entry - 1 AS r,
        if(x.horizon_ns = excursion_ns AND close IS NOT NULL AND e.highest > 0, e.lowest / entry - 1, NULL) AS worst,
        if(x.horizon_ns = excursion_ns AND close IS NOT NULL AND e.highest > 0, e.highest / entry - 1, NULL) AS best,
        b.hours AS b_hours,
        b.mean AS base_mean,
        b.up AS base_up,
        multiIf(foretells = 'fall', r < 0, foretells = 'rise', r > 0, abs(r) > b.usual) AS hit,
        multiIf(foretells = 'fall', b.down, foretells = 'rise', b.up, b.larger) AS base_hit
    FROM
    (
        SELECT number, picked[number] AS m, m.2 AS instrument, entry, horizon_ns, close
        FROM returns
        ARRAY JOIN horizon AS horizon_ns, after AS close
    ) AS x
    LEFT JOIN base AS b ON x.instrument = b.instrument AND x.horizon_ns = b.horizon_ns
    LEFT JOIN extremes AS e ON x.number = e.number
)
GROUP BY pattern, version, foretells, horizon_seconds
ORDER BY pattern, version, foretells, horizon_seconds
