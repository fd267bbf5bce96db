-- How the pipeline fared: refused records, faults of feeds, models, latencies.

CREATE TABLE IF NOT EXISTS dead_letters
(
    `topic`           LowCardinality(String) COMMENT 'Kafka topic',
    `partition`       Int64 COMMENT 'Kafka partition' CODEC(T64, ZSTD(1)),
    `offset`          Int64 COMMENT 'Kafka offset' CODEC(Delta, ZSTD(1)),
    `code`            LowCardinality(String) COMMENT 'Coded reason, e.g. PRICE_ZERO',
    `detail`          String COMMENT 'Field and value, key=value' CODEC(ZSTD(1)),
    `record_key`      String COMMENT 'Record key' CODEC(ZSTD(1)),
    `stream`          LowCardinality(String) COMMENT 'Stream header',
    `receive_time_ns` Int64 COMMENT 'Receive-time header, 0 when unreadable, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `payload_base64`  String COMMENT 'The value of the record, byte for byte, in Base64' CODEC(ZSTD(3)),
    `payload_bytes`   Int64 COMMENT 'Length of the value, bytes' CODEC(T64, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(receive_time_ns, 'UTC') COMMENT 'UTC, from receive_time_ns',
    `payload`         String ALIAS base64Decode(payload_base64) COMMENT 'The value of the record'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(receive_time_ns, 1000000000), 'UTC'))
ORDER BY (code, receive_time_ns, topic, partition, offset)
COMMENT 'Records that could not be used, payload included. id: topic, partition, offset, code.';

CREATE TABLE IF NOT EXISTS model_events
(
    `event_id`      String COMMENT 'Deterministic id' CODEC(ZSTD(1)),
    `command_id`    String COMMENT 'The command' CODEC(ZSTD(1)),
    `model`         LowCardinality(String) COMMENT 'Model name',
    `model_version` LowCardinality(String) COMMENT 'Model version',
    `outcome`       LowCardinality(String) COMMENT 'ACTIVATED, REJECTED or DEACTIVATED',
    `code`          String COMMENT 'Coded reason of a rejection, else empty' CODEC(ZSTD(1)),
    `provider`      LowCardinality(String) COMMENT 'Execution provider, CPU or CUDA; empty when rejected',
    `event_time_ns` Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (model, event_time_ns, event_id)
COMMENT 'What became of model commands. id: event_id.';

CREATE TABLE IF NOT EXISTS feed_faults
(
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `code`            LowCardinality(String) COMMENT 'Coded kind, e.g. BOOK_GAP',
    `detail`          String COMMENT 'Figures, key=value' CODEC(ZSTD(1)),
    `stream`          LowCardinality(String) COMMENT 'Stream concerned',
    `event_time_ns`   Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`        Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, code, stream)
COMMENT 'Faults of feeds whose frames are well-formed. id: instrument, sequence, code, stream.';

CREATE TABLE IF NOT EXISTS stage_latency
(
    `decision_id`   String COMMENT 'The decision' CODEC(ZSTD(1)),
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `sequence`      Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `kafka_us`      Float64 COMMENT 'Edge to source operator, microseconds' CODEC(Gorilla, ZSTD(1)),
    `instrument_us` Float64 COMMENT 'Source operator to end of the instrument stage, microseconds' CODEC(Gorilla, ZSTD(1)),
    `decision_us`   Float64 COMMENT 'Instrument stage to decision, microseconds' CODEC(Gorilla, ZSTD(1)),
    `total_us`      Float64 COMMENT 'Edge to decision, microseconds' CODEC(Gorilla, ZSTD(1)),
    `decided_at_ns` Int64 COMMENT 'Wall clock of the decision, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(decided_at_ns, 'UTC') COMMENT 'UTC, from decided_at_ns'
)
ENGINE = ReplacingMergeTree(decided_at_ns)
PARTITION BY toYYYYMM(toDateTime(intDiv(decided_at_ns, 1000000000), 'UTC'))
ORDER BY (instrument, sequence, decision_id)
COMMENT 'Wall-clock latency of a decision by stage: the only table whose values differ between runs of the same input. id: decision_id; the latest measurement wins.';
