-- Searches for parameters: what was asked, what was tried, what came of it. A study can go on from these rows alone.

CREATE TABLE IF NOT EXISTS studies
(
    `study`         String COMMENT 'Name of the study' CODEC(ZSTD(1)),
    `strategy`      LowCardinality(String) COMMENT 'Strategies that are searched',
    `sampler`       LowCardinality(String) COMMENT 'How trials are chosen',
    `objectives`    Array(LowCardinality(String)) COMMENT 'What is wanted, the most important first',
    `trials`        Int64 COMMENT 'Trials that are wanted',
    `seed`          Int64 COMMENT 'Seed of the sampler',
    `from_time_ns`  Int64 COMMENT 'Begin of the data, receive time, ns since the epoch',
    `split_time_ns` Int64 COMMENT 'Where the searched part ends and the held-out one begins, ns since the epoch',
    `to_time_ns`    Int64 COMMENT 'End of the data, exclusive, ns since the epoch',
    `data_hash`     String COMMENT 'Digest of the data, hex' CODEC(ZSTD(1)),
    `judged`        Bool COMMENT 'True when the winner was judged on the held-out data',
    `passed`        Bool COMMENT 'True when all gates were green then',
    `winner`        Int64 COMMENT 'Number of the winner; -1 when there is none, or none yet',
    `spec`          String COMMENT 'The specification, JSON' CODEC(ZSTD(3)),
    `verdict`       String COMMENT 'What became of it, JSON; empty before' CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (study)
COMMENT 'Searches for parameters. id: study.';

CREATE TABLE IF NOT EXISTS study_trials
(
    `study`        String COMMENT 'Name of the study' CODEC(ZSTD(1)),
    `number`       Int64 COMMENT 'Number of the trial, from 0' CODEC(Delta, ZSTD(1)),
    `generation`   Int64 COMMENT 'Its generation, from 0' CODEC(Delta, ZSTD(1)),
    `parameters`   Map(LowCardinality(String), String) COMMENT 'Parameters by key' CODEC(ZSTD(1)),
    `budget`       Float64 COMMENT 'Share of the searched data that it saw, 0 to 1' CODEC(ZSTD(1)),
    `repeats`      Int64 COMMENT 'Earlier trial with the same parameters and budget; -1 for one that was run' CODEC(ZSTD(1)),
    `violation`    Float64 COMMENT 'By how much it breaks the rules, 0 when not' CODEC(ZSTD(1)),
    `total_return` Float64 COMMENT 'Profit by equity at the start' CODEC(ZSTD(1)),
    `sharpe`       Float64 COMMENT 'Annual Sharpe ratio' CODEC(ZSTD(1)),
    `max_drawdown` Float64 COMMENT 'Largest fall from a peak, 0 to 1' CODEC(ZSTD(1)),
    `turnover`     Float64 COMMENT 'Notional traded by equity at the start' CODEC(ZSTD(1)),
    `worst`        Float64 COMMENT 'Return of the worst fifth of the time' CODEC(ZSTD(1)),
    `trades`       Int64 COMMENT 'Round trips' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (study, number)
COMMENT 'Trials of searches. id: study, number.';

CREATE TABLE IF NOT EXISTS study_fronts
(
    `study`  String COMMENT 'Name of the study' CODEC(ZSTD(1)),
    `number` Int64 COMMENT 'Number of the trial',
    `place`  Int64 COMMENT 'Place on the front, 0 the first',
    `winner` Bool COMMENT 'True for the one that was judged'
)
ENGINE = ReplacingMergeTree
ORDER BY (study, number)
COMMENT 'Trials of finished searches of which none is better in all objectives. id: study, number.';

CREATE TABLE IF NOT EXISTS study_generations
(
    `study`      String COMMENT 'Name of the study' CODEC(ZSTD(1)),
    `generation` Int64 COMMENT 'Number of the generation, from 0',
    `line`       String COMMENT 'Its trials with points and returns as the study keeps them, JSON' CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (study, generation)
COMMENT 'What a study needs to go on. id: study, generation.';

CREATE VIEW IF NOT EXISTS studies_final AS
SELECT *
FROM studies
FINAL
COMMENT 'Table studies without repeated rows';

CREATE VIEW IF NOT EXISTS study_trials_final AS
SELECT *
FROM study_trials
FINAL
COMMENT 'Table study_trials without repeated rows';

CREATE VIEW IF NOT EXISTS study_fronts_final AS
SELECT *
FROM study_fronts
FINAL
COMMENT 'Table study_fronts without repeated rows';

CREATE VIEW IF NOT EXISTS study_generations_final AS
SELECT *
FROM study_generations
FINAL
COMMENT 'Table study_generations without repeated rows';
