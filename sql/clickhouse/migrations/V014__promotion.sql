-- What strategies had to show before they traded for real, and who decided on them.

CREATE TABLE IF NOT EXISTS gate_verdicts
(
    `number`          Int64 COMMENT 'Number of the entry in the ledger' CODEC(T64, ZSTD(1)),
    `gate`            LowCardinality(String) COMMENT 'Name of the gate',
    `strategy`        LowCardinality(String) COMMENT 'Strategy that was checked',
    `gates`           LowCardinality(String) COMMENT 'Name of the gates file',
    `gates_hash`      String COMMENT 'Digest of the gates file, hex' CODEC(ZSTD(1)),
    `status`          LowCardinality(String) COMMENT 'GREEN, RED or MISSING',
    `figure`          LowCardinality(String) COMMENT 'Figure that was judged',
    `value`           Nullable(Float64) COMMENT 'The figure; null when it was missing or no finite number' CODEC(ZSTD(1)),
    `comparison`      LowCardinality(String) COMMENT 'How it is held to the limit: >, >=, < or <=',
    `limit`           Float64 COMMENT 'The limit, in the unit of the figure' CODEC(ZSTD(1)),
    `run_id`          String COMMENT 'Run that the figure comes from; empty when missing' CODEC(ZSTD(1)),
    `data_hash`       String COMMENT 'Digest of the data it ran on; empty when missing' CODEC(ZSTD(1)),
    `who`             String COMMENT 'Who asked for the check' CODEC(ZSTD(1)),
    `changed_time_ns` Int64 COMMENT 'When, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(changed_time_ns, 'UTC') COMMENT 'UTC, from changed_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (strategy, number, gate)
COMMENT 'Verdicts of gates, one row a gate and check. id: number, gate.';

CREATE TABLE IF NOT EXISTS gate_overrides
(
    `number`          Int64 COMMENT 'Number of the entry in the ledger' CODEC(T64, ZSTD(1)),
    `strategy`        LowCardinality(String) COMMENT 'Strategy',
    `gate`            LowCardinality(String) COMMENT 'Gate that was let pass; it holds until the next check',
    `who`             String COMMENT 'Who let it pass' CODEC(ZSTD(1)),
    `why`             String COMMENT 'Reason given' CODEC(ZSTD(1)),
    `changed_time_ns` Int64 COMMENT 'When, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(changed_time_ns, 'UTC') COMMENT 'UTC, from changed_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (strategy, number)
COMMENT 'Gates that were let pass although they were not green. id: number.';

CREATE TABLE IF NOT EXISTS strategy_stages
(
    `number`          Int64 COMMENT 'Number of the entry in the ledger' CODEC(T64, ZSTD(1)),
    `strategy`        LowCardinality(String) COMMENT 'Strategy',
    `stage`           LowCardinality(String) COMMENT 'Stage entered: research, paper or live',
    `who`             String COMMENT 'Who moved it' CODEC(ZSTD(1)),
    `why`             String COMMENT 'Reason given' CODEC(ZSTD(1)),
    `changed_time_ns` Int64 COMMENT 'When, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(changed_time_ns, 'UTC') COMMENT 'UTC, from changed_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (strategy, number)
COMMENT 'Stages of strategies. id: number.';

CREATE VIEW IF NOT EXISTS gate_verdicts_final AS
SELECT event_time, *
FROM gate_verdicts
FINAL
COMMENT 'Table gate_verdicts without repeated rows';

CREATE VIEW IF NOT EXISTS gate_overrides_final AS
SELECT event_time, *
FROM gate_overrides
FINAL
COMMENT 'Table gate_overrides without repeated rows';

CREATE VIEW IF NOT EXISTS strategy_stages_final AS
SELECT event_time, *
FROM strategy_stages
FINAL
COMMENT 'Table strategy_stages without repeated rows';
