-- What was seen: trades, bars, features, regimes, predictions.
--
-- Every table is a ReplacingMergeTree whose sorting key begins with what people ask for and ends with the
-- deterministic id of the event, so that a row written twice collapses into one; read with FINAL or through the
-- <table>_final views. No column has a default: the same input gives the same rows. Times are ns since the epoch
-- (Int64); event_time is computed from them when read. docs/clickhouse.md shows how to age rows out.

CREATE TABLE IF NOT EXISTS trades
(
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `trade_id`        Int64 COMMENT 'The venue''s trade id' CODEC(Delta, ZSTD(1)),
    `aggregate`       Bool COMMENT 'True for an aggregate trade',
    `price`           Decimal(38, 12) COMMENT 'Price, quote units' CODEC(ZSTD(1)),
    `quantity`        Decimal(38, 12) COMMENT 'Quantity, base units; contracts when inverse' CODEC(ZSTD(1)),
    `taker_side`      LowCardinality(String) COMMENT 'Side of the aggressor, BUY or SELL',
    `event_time_ns`   Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`        Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, trade_id)
COMMENT 'Validated market trades. One row a trade; id: instrument, sequence, trade_id.';

CREATE TABLE IF NOT EXISTS bars
(
    `instrument`       LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `spec`             LowCardinality(String) COMMENT 'Bar specification, e.g. time-1s, tick-100, volume-10',
    `open_time_ns`     Int64 COMMENT 'First trade, or start of the interval of a time bar, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `close_time_ns`    Int64 COMMENT 'Last trade, or end of the interval (exclusive) of a time bar, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `open`             Decimal(38, 12) COMMENT 'First price, quote units' CODEC(ZSTD(1)),
    `high`             Decimal(38, 12) COMMENT 'Highest price, quote units' CODEC(ZSTD(1)),
    `low`              Decimal(38, 12) COMMENT 'Lowest price, quote units' CODEC(ZSTD(1)),
    `close`            Decimal(38, 12) COMMENT 'Last price, quote units' CODEC(ZSTD(1)),
    `volume`           Float64 COMMENT 'Base volume; contracts when inverse' CODEC(Gorilla, ZSTD(1)),
    `quote_volume`     Float64 COMMENT 'Notional, quote units' CODEC(Gorilla, ZSTD(1)),
    `taker_buy_volume` Float64 COMMENT 'Part of volume bought by takers, same unit' CODEC(Gorilla, ZSTD(1)),
    `trades`           Int64 COMMENT 'Trades; 0 for an empty time bar' CODEC(T64, ZSTD(1)),
    `sequence`         Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `event_time`       DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(close_time_ns, 'UTC') COMMENT 'UTC, from close_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(close_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, spec, close_time_ns, open_time_ns, sequence)
COMMENT 'Finished bars. id: instrument, spec, open_time_ns, sequence (one frame can close several empty time bars).';

CREATE TABLE IF NOT EXISTS features
(
    `instrument`        LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns`     Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns`   Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`          Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `feature_set`       LowCardinality(String) COMMENT 'Catalogue version that the positions refer to',
    `best_bid`          Float64 COMMENT 'Best bid, quote units; 0 when unknown' CODEC(Gorilla, ZSTD(1)),
    `best_ask`          Float64 COMMENT 'Best ask, quote units; 0 when unknown' CODEC(Gorilla, ZSTD(1)),
    `values`            Array(Float64) COMMENT 'Values in catalogue order, units of the catalogue; 0 where not valid' CODEC(Gorilla, ZSTD(1)),
    `valid`             Array(UInt64) COMMENT 'Bit i of word i/64 is set when value i is warm and finite' CODEC(ZSTD(1)),
    `regime`            LowCardinality(String) COMMENT 'Regime at that moment',
    `regime_confidence` Float64 COMMENT 'Confidence of the regime, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `book_healthy`      Bool COMMENT 'False while the book is unsynchronised or crossed',
    `event_time`        DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, feature_set)
COMMENT 'Feature snapshots. id: instrument, sequence, feature_set. Names by position: feature_catalogue; one row a value: view feature_values.';

CREATE TABLE IF NOT EXISTS feature_catalogue
(
    `feature_set` LowCardinality(String) COMMENT 'Catalogue version',
    `position`    Int64 COMMENT 'Index from 0' CODEC(T64, ZSTD(1)),
    `name`        String COMMENT 'Name, unique in the set' CODEC(ZSTD(1)),
    `definition`  String COMMENT 'How it is computed' CODEC(ZSTD(1)),
    `unit`        String COMMENT 'Unit of the values' CODEC(ZSTD(1)),
    `value_range` String COMMENT 'Range of the values' CODEC(ZSTD(1)),
    `warm_up`     String COMMENT 'When it becomes valid' CODEC(ZSTD(1)),
    `source`      String COMMENT 'Where the definition comes from' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (feature_set, position)
COMMENT 'What each position of features.values means. id: feature_set, position.';

CREATE TABLE IF NOT EXISTS regimes
(
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns` Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`      Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `from_regime`   LowCardinality(String) COMMENT 'Regime left',
    `to_regime`     LowCardinality(String) COMMENT 'Regime entered',
    `confidence`    Float64 COMMENT 'Confidence, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `reason`        String COMMENT 'Evidence, in words with figures' CODEC(ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence)
COMMENT 'Changes of regime. id: instrument, sequence.';

CREATE TABLE IF NOT EXISTS predictions
(
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns`   Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`        Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `model`           LowCardinality(String) COMMENT 'Model name',
    `model_version`   LowCardinality(String) COMMENT 'Model version',
    `probability_up`  Float64 COMMENT 'Probability that the price rises over the horizon of the model, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `valid`           Bool COMMENT 'False when the probability must not be used',
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, model, model_version)
COMMENT 'Answers of models to feature snapshots. id: instrument, sequence, model, model_version.';
