-- How many frames came, by stream: what a recording or a venue sent can be held against it.

CREATE TABLE IF NOT EXISTS ingest_counts
(
    `instrument`        LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `stream`            LowCardinality(String) COMMENT 'Stream, e.g. depth',
    `interval_start_ns` Int64 COMMENT 'Start of an interval of 10 s of receive time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `accepted`          Int64 COMMENT 'Frames that were used' CODEC(T64, ZSTD(1)),
    `refused`           Int64 COMMENT 'Frames that became dead letters' CODEC(T64, ZSTD(1)),
    `sequence`          Int64 COMMENT 'Frames of the instrument so far' CODEC(Delta, ZSTD(1)),
    `event_time`        DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(interval_start_ns, 'UTC') COMMENT 'UTC, from interval_start_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(interval_start_ns, 1000000000), 'UTC'))
ORDER BY (instrument, interval_start_ns, stream, sequence)
COMMENT 'Frames by instrument, stream and interval; rows of one interval add up. id: instrument, interval_start_ns, stream, sequence.';

CREATE VIEW IF NOT EXISTS ingest_counts_final AS
SELECT event_time, *
FROM ingest_counts
FINAL
COMMENT 'Table ingest_counts without repeated rows';
