-- What each model said where several were asked, or why it was not heard.

CREATE TABLE IF NOT EXISTS model_answers
(
    `instrument`     LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns`  Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`       Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `model`          LowCardinality(String) COMMENT 'Model name',
    `model_version`  LowCardinality(String) COMMENT 'Model version',
    `role`           LowCardinality(String) COMMENT 'CHAMPION counts, FALLBACK counts where no champion answers, SHADOW is recorded alone',
    `probability_up` Float64 COMMENT 'Probability that the price rises over the horizon of the model, 0 to 1; 0.5 when not to be used' CODEC(Gorilla, ZSTD(1)),
    `weight`         Float64 COMMENT 'Weight in the regime of the snapshot, before those heard share that of the others; 0 without a say' CODEC(Gorilla, ZSTD(1)),
    `valid`          Bool COMMENT 'False when the answer was not to be used',
    `code`           LowCardinality(String) COMMENT 'Why it was not, else empty',
    `event_time`     DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, model, model_version)
COMMENT 'What each model said of a snapshot. id: instrument, sequence, model, model_version.';

CREATE VIEW IF NOT EXISTS model_answers_final AS
SELECT event_time, *
FROM model_answers
FINAL
COMMENT 'Table model_answers without repeated rows';
