-- What decisions were made of, and what their models were given: of those that were traded, and of some of the others.

CREATE TABLE IF NOT EXISTS decision_explanations
(
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns`   Int64 COMMENT 'Venue time of the snapshot, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time of the snapshot, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`        Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `scope`           LowCardinality(String) COMMENT 'DECISION: all models together; MODEL: one of them',
    `model`           LowCardinality(String) COMMENT 'Model name; ensemble for several together',
    `model_version`   String COMMENT 'Model version; of several name@version of each, joined by plus signs' CODEC(ZSTD(1)),
    `traded`          Bool COMMENT 'True when a strategy acted on it, false for a sample',
    `intents`         Array(String) COMMENT 'Ids of the intents that came of it' CODEC(ZSTD(1)),
    `share`           Float64 COMMENT 'Share of the log odds of the decision, of all models heard 1' CODEC(Gorilla, ZSTD(1)),
    `probability_up`  Float64 COMMENT 'Probability that the price rises, 0 to 1, as it was decided on' CODEC(Gorilla, ZSTD(1)),
    `log_odds`        Float64 COMMENT 'Log odds of that, before rounding: base + contributions + rest + gap' CODEC(Gorilla, ZSTD(1)),
    `base`            Float64 COMMENT 'Log odds before anything is known of the inputs; log_odds where nothing was explained' CODEC(Gorilla, ZSTD(1)),
    `features`        Array(String) COMMENT 'The features that moved it most, largest first' CODEC(ZSTD(1)),
    `values`          Array(Float64) COMMENT 'What the model was given of each; of a sequence its newest step' CODEC(ZSTD(1)),
    `contributions`   Array(Float64) COMMENT 'What each adds to the log odds' CODEC(ZSTD(1)),
    `rest`            Float64 COMMENT 'What all other features add' CODEC(Gorilla, ZSTD(1)),
    `gap`             Float64 COMMENT 'What the arithmetic of the method leaves over' CODEC(Gorilla, ZSTD(1)),
    `method`          LowCardinality(String) COMMENT 'TREE_SHAP, LINEAR_SHAP, INTEGRATED_GRADIENTS or KERNEL_SHAP; SEVERAL; empty where nothing was explained',
    `code`            LowCardinality(String) COMMENT 'Why it was not explained, or not wholly, else empty',
    `runs`            Int64 COMMENT 'Budget that the explanation had, runs of the model' CODEC(T64, ZSTD(1)),
    `terms`           Int64 COMMENT 'Most features of a row' CODEC(T64, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, scope, model, model_version)
COMMENT 'What decisions were made of, in log odds. id: instrument, sequence, scope, model, model_version.';

CREATE TABLE IF NOT EXISTS decision_inputs
(
    `instrument`    LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `event_time_ns` Int64 COMMENT 'Venue time of the snapshot, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`      Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `model`         LowCardinality(String) COMMENT 'Model name',
    `model_version` String COMMENT 'Model version' CODEC(ZSTD(1)),
    `sha256`        String COMMENT 'Digest of the model file that answered, hex' CODEC(ZSTD(1)),
    `vector`        Int64 COMMENT 'Columns of the vector; 0 when the model reads none' CODEC(T64, ZSTD(1)),
    `steps`         Int64 COMMENT 'Steps of the sequence; 0 when the model reads none' CODEC(T64, ZSTD(1)),
    `columns`       Int64 COMMENT 'Columns of a step; 0 when the model reads none' CODEC(T64, ZSTD(1)),
    `regimes`       Int64 COMMENT 'Probabilities of regimes; 0 when the model reads none' CODEC(T64, ZSTD(1)),
    `inputs`        String COMMENT 'Base64 of what the model was given, scaled: vector, steps from the oldest, regimes; little-endian single precision' CODEC(ZSTD(3)),
    `inputs_sha256` String COMMENT 'Digest of those bytes, hex' CODEC(ZSTD(1)),
    `numbers`       Array(Float32) ALIAS arrayMap(i -> reinterpretAsFloat32(substring(base64Decode(inputs), 4 * i + 1, 4)), range(intDiv(length(base64Decode(inputs)), 4))) COMMENT 'The same as numbers, from inputs',
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (instrument, event_time_ns, sequence, model, model_version)
COMMENT 'What the models behind explained decisions were given. id: instrument, sequence, model, model_version.';

CREATE VIEW IF NOT EXISTS decision_explanations_final AS
SELECT event_time, *
FROM decision_explanations
FINAL
COMMENT 'Table decision_explanations without repeated rows';

CREATE VIEW IF NOT EXISTS decision_inputs_final AS
SELECT event_time, numbers, *
FROM decision_inputs
FINAL
COMMENT 'Table decision_inputs without repeated rows';
