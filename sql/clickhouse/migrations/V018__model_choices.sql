-- What policies and networks of patterns said, or why one was not heard.

CREATE TABLE IF NOT EXISTS model_choices
(
    `instrument`     LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns`  Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`       Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `model`          LowCardinality(String) COMMENT 'Model name',
    `model_version`  LowCardinality(String) COMMENT 'Model version',
    `role`           LowCardinality(String) COMMENT 'CHAMPION, FALLBACK, or SHADOW, which is recorded alone',
    `task`           LowCardinality(String) COMMENT 'POLICY or PATTERN',
    `choice`         LowCardinality(String) COMMENT 'Likeliest action (short, flat, long) or pattern; empty when not to be used',
    `chance`         Float64 COMMENT 'Its probability, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `chances`        Array(Float64) COMMENT 'Probability of each action or class, in the order of the output of the model',
    `traded`         Bool COMMENT 'True when strategies were told',
    `valid`          Bool COMMENT 'False when the answer was not to be used',
    `code`           LowCardinality(String) COMMENT 'Why it was not, else empty',
    `event_time`     DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, model, model_version)
COMMENT 'What a policy or a network of patterns said of a snapshot. id: instrument, sequence, model, model_version.';

CREATE VIEW IF NOT EXISTS model_choices_final AS
SELECT event_time, *
FROM model_choices
FINAL
COMMENT 'Table model_choices without repeated rows';
