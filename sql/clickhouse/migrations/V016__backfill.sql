-- What backfills bring that live runs do not: depth by distance, and what was found in each file.

CREATE TABLE IF NOT EXISTS book_depth
(
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns` Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `percentage`    Float64 COMMENT 'Distance from the middle price in percent; below 0 is the bid side' CODEC(Gorilla, ZSTD(1)),
    `depth`         Float64 COMMENT 'Quantity up to that distance, base units; contracts when inverse' CODEC(Gorilla, ZSTD(1)),
    `notional`      Float64 COMMENT 'Notional up to that distance, quote units' CODEC(Gorilla, ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, percentage)
COMMENT 'Depth of the book by distance from the middle, of archives. id: instrument, event_time_ns, percentage.';

CREATE VIEW IF NOT EXISTS book_depth_final AS
SELECT event_time, *
FROM book_depth
FINAL
COMMENT 'Table book_depth without repeated rows';

CREATE TABLE IF NOT EXISTS backfill_files
(
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `file`          String COMMENT 'Path below the input' CODEC(ZSTD(1)),
    `number`        Int64 COMMENT 'Stands for the file in column partition of dead_letters' CODEC(T64, ZSTD(1)),
    `type`          LowCardinality(String) COMMENT 'What it holds, e.g. aggTrades',
    `day`           String COMMENT 'First day, yyyy-mm-dd' CODEC(ZSTD(1)),
    `bytes`         Int64 COMMENT 'Size on disk' CODEC(T64, ZSTD(1)),
    `rows`          Int64 COMMENT 'Rows read, refused ones among them' CODEC(T64, ZSTD(1)),
    `frames`        Int64 COMMENT 'Frames made of them' CODEC(T64, ZSTD(1)),
    `refused`       Int64 COMMENT 'Rows that became dead letters before the feed saw them' CODEC(T64, ZSTD(1)),
    `duplicates`    Int64 COMMENT 'Rows whose number was not above those before' CODEC(T64, ZSTD(1)),
    `gaps`          Int64 COMMENT 'Holes in the numbers' CODEC(T64, ZSTD(1)),
    `missing`       Int64 COMMENT 'Numbers in the holes' CODEC(T64, ZSTD(1)),
    `backwards`     Int64 COMMENT 'Frames earlier than one before them' CODEC(T64, ZSTD(1)),
    `first_time_ns` Int64 COMMENT 'First frame, ns since the epoch; 0 without one' CODEC(DoubleDelta, ZSTD(1)),
    `last_time_ns`  Int64 COMMENT 'Newest frame, ns since the epoch; 0 without one' CODEC(DoubleDelta, ZSTD(1)),
    `damage`        String COMMENT 'What is wrong with the file as a whole; empty when nothing is' CODEC(ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(last_time_ns, 'UTC') COMMENT 'UTC, from last_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (instrument, type, day, file)
COMMENT 'Files of archives that were read to their end. id: instrument, type, day, file.';

CREATE VIEW IF NOT EXISTS backfill_files_final AS
SELECT event_time, *
FROM backfill_files
FINAL
COMMENT 'Table backfill_files without repeated rows';
