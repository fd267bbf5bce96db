-- What a live and a bounded run over the same frames made of each feature.

CREATE TABLE IF NOT EXISTS feature_parity
(
    `run_id`               String COMMENT 'Names frames and configuration' CODEC(ZSTD(1)),
    `position`             Int64 COMMENT 'Position of the feature in the vector' CODEC(T64, ZSTD(1)),
    `feature`              String COMMENT 'Name of the feature' CODEC(ZSTD(1)),
    `feature_set`          LowCardinality(String) COMMENT 'Catalogue version',
    `data_hash`            String COMMENT 'SHA-256 over the frames, hexadecimal' CODEC(ZSTD(1)),
    `frames`               Int64 COMMENT 'Frames of the run' CODEC(T64, ZSTD(1)),
    `vectors`              Int64 COMMENT 'Pairs of vectors compared' CODEC(T64, ZSTD(1)),
    `live_only`            Int64 COMMENT 'Vectors that the bounded run lacks' CODEC(T64, ZSTD(1)),
    `bounded_only`         Int64 COMMENT 'Vectors that the live run lacks' CODEC(T64, ZSTD(1)),
    `compared`             Int64 COMMENT 'Vectors in which both runs have the feature valid' CODEC(T64, ZSTD(1)),
    `validity_differences` Int64 COMMENT 'Vectors in which one run only has it valid' CODEC(T64, ZSTD(1)),
    `value_differences`    Int64 COMMENT 'Vectors in which both have it valid with other bits' CODEC(T64, ZSTD(1)),
    `max_absolute_error`   Float64 COMMENT 'Largest |live - bounded|, unit of the feature' CODEC(ZSTD(1)),
    `max_relative_error`   Float64 COMMENT 'Largest |live - bounded| / max(|live|, |bounded|), 0 to 2' CODEC(ZSTD(1)),
    `first_instrument`     LowCardinality(String) COMMENT 'Instrument of the first difference; empty when there is none',
    `first_event_time_ns`  Int64 COMMENT 'Event time of the first difference, ns since the epoch; 0 when there is none' CODEC(T64, ZSTD(1)),
    `first_live`           Float64 COMMENT 'Value of the live run there; 0 when not valid' CODEC(ZSTD(1)),
    `first_bounded`        Float64 COMMENT 'Value of the bounded run there; 0 when not valid' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (run_id, position)
COMMENT 'Parity of live and bounded runs, one row a feature. id: run_id, position.';

CREATE VIEW IF NOT EXISTS feature_parity_final AS
SELECT *
FROM feature_parity
FINAL
COMMENT 'Table feature_parity without repeated rows';
