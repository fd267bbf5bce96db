-- Feature vectors turned on their side: what a query over one feature reads is that feature alone.

CREATE TABLE IF NOT EXISTS feature_series
(
    `feature_set`   LowCardinality(String) COMMENT 'Catalogue version that the position refers to',
    `position`      UInt32 COMMENT 'Position of the feature in the vector' CODEC(T64, ZSTD(1)),
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `hour_start_ns` Int64 COMMENT 'Start of the hour, ns since the epoch' CODEC(Delta, ZSTD(1)),
    `times`         SimpleAggregateFunction(groupArrayArray, Array(Int64)) COMMENT 'Event times of the hour at which the feature was valid, ns since the epoch; in no order, perhaps repeated' CODEC(Delta, ZSTD(1)),
    `series`        SimpleAggregateFunction(groupArrayArray, Array(Float64)) COMMENT 'The values at these times, unit of the catalogue' CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(hour_start_ns, 1000000000), 'UTC'))
ORDER BY (feature_set, position, instrument, hour_start_ns)
SETTINGS index_granularity = 256, index_granularity_bytes = 1048576
COMMENT 'Valid values of features by feature and hour; rows of one hour add up. Filled from features. id of a value: feature_set, position, instrument, time.';

CREATE MATERIALIZED VIEW IF NOT EXISTS feature_series_feed TO feature_series AS
SELECT
    feature_set,
    toUInt32(number - 1) AS position,
    instrument,
    event_time_ns - event_time_ns % 3600000000000 AS hour_start_ns,
    groupArray(event_time_ns) AS times,
    groupArray(value) AS series
FROM
(
    SELECT feature_set, instrument, event_time_ns, valid, value, number
    FROM features
    ARRAY JOIN values AS value, arrayEnumerate(values) AS number
)
WHERE bitTest(valid[intDiv(number - 1, 64) + 1], (number - 1) % 64)
GROUP BY feature_set, position, instrument, hour_start_ns
COMMENT 'Fills feature_series from what is inserted into features';

-- A value with its time; a repeated one counts once.
CREATE VIEW IF NOT EXISTS feature_series_final AS
SELECT feature_set, position, instrument, hour_start_ns, event_time_ns, value
FROM feature_series
ARRAY JOIN times AS event_time_ns, series AS value
LIMIT 1 BY feature_set, position, instrument, hour_start_ns, event_time_ns
COMMENT 'One row a valid value of table feature_series; filter on feature_set, position, instrument and hour_start_ns';
