-- What the model registry holds, for queries; bin/cryptoscalp models sync brings it up to date.

CREATE TABLE IF NOT EXISTS models
(
    `model`           LowCardinality(String) COMMENT 'Name of the model' CODEC(ZSTD(1)),
    `version`         String COMMENT 'Version, unique within the model; names sort by age' CODEC(ZSTD(1)),
    `revision`        Int64 COMMENT 'Stage changes of the model when the row was written; of two rows of a version the higher counts' CODEC(T64, ZSTD(1)),
    `stage`           LowCardinality(String) COMMENT 'candidate, shadow, champion or archived; empty when it has none yet',
    `created_time_ns` Int64 COMMENT 'When it was made, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `family`          LowCardinality(String) COMMENT 'Kind of model; empty when its card does not say',
    `task`            LowCardinality(String) COMMENT 'What it answers: direction, regime; empty when its card does not say',
    `sha256`          String COMMENT 'Digest of the model file, hex' CODEC(ZSTD(1)),
    `uri`             String COMMENT 'Where the version lies' CODEC(ZSTD(1)),
    `signer`          String COMMENT 'Fingerprint of the key that signed it; empty when unsigned' CODEC(ZSTD(1)),
    `feature_set`     LowCardinality(String) COMMENT 'Feature set that the names refer to',
    `features`        Array(String) COMMENT 'Inputs in the order of the columns' CODEC(ZSTD(1)),
    `horizon_ns`      Int64 COMMENT 'How far ahead it looks, ns' CODEC(T64, ZSTD(1)),
    `data_hash`       String COMMENT 'Digest of the training set, hex' CODEC(ZSTD(1)),
    `code_version`    LowCardinality(String) COMMENT 'Version of the code that trained it',
    `licence`         LowCardinality(String) COMMENT 'Licence of the model file',
    `parent_version`  String COMMENT 'Version it was trained on from; empty when from scratch' CODEC(ZSTD(1)),
    `run_id`          String COMMENT 'Training run; empty when its card does not say' CODEC(ZSTD(1)),
    `row_counts`      Map(String, Int64) COMMENT 'Rows by part: train, validation, test' CODEC(ZSTD(1)),
    `class_balance`   Map(String, Float64) COMMENT 'Share of the rows by label, 0 to 1' CODEC(ZSTD(1)),
    `metrics`         Map(String, Float64) COMMENT 'Measured figures by name, those of a part as PART.NAME' CODEC(ZSTD(1)),
    `hyperparameters` Map(String, String) COMMENT 'Settings of the run' CODEC(ZSTD(1)),
    `warnings`        Array(String) COMMENT 'What the run found suspicious' CODEC(ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(created_time_ns, 'UTC') COMMENT 'UTC, from created_time_ns'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (model, version)
COMMENT 'Versions of the model registry. id: model, version; a later row has the newer stage.';

CREATE TABLE IF NOT EXISTS model_stages
(
    `model`           LowCardinality(String) COMMENT 'Name of the model' CODEC(ZSTD(1)),
    `revision`        Int64 COMMENT 'Number of the change, 1 for the first of a model' CODEC(T64, ZSTD(1)),
    `version`         String COMMENT 'Version that was moved' CODEC(ZSTD(1)),
    `kind`            LowCardinality(String) COMMENT 'REGISTER, PROMOTE or ROLLBACK',
    `from_stage`      LowCardinality(String) COMMENT 'Stage left; empty for a new version',
    `to_stage`        LowCardinality(String) COMMENT 'Stage entered',
    `champion`        String COMMENT 'Champion of the model after the change; empty when none' CODEC(ZSTD(1)),
    `who`             String COMMENT 'Who did it' CODEC(ZSTD(1)),
    `why`             String COMMENT 'Reason given' CODEC(ZSTD(1)),
    `changed_time_ns` Int64 COMMENT 'When, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(changed_time_ns, 'UTC') COMMENT 'UTC, from changed_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (model, revision)
COMMENT 'Changes of stage in the model registry. id: model, revision.';

CREATE VIEW IF NOT EXISTS models_final AS
SELECT event_time, *
FROM models
FINAL
COMMENT 'Table models without repeated rows';

CREATE VIEW IF NOT EXISTS model_stages_final AS
SELECT event_time, *
FROM model_stages
FINAL
COMMENT 'Table model_stages without repeated rows';
