-- Which regime it was, what that did to trading, which patterns were seen.

ALTER TABLE regimes
    ADD COLUMN IF NOT EXISTS `regime_probabilities`      Array(Float64) COMMENT 'Probability of NORMAL, VOLATILE, TRENDING, CRASH, BULL_RUN, RECOVERY after the change; empty when not computed' CODEC(Gorilla, ZSTD(1)) AFTER reason,
    ADD COLUMN IF NOT EXISTS `market_type_probabilities` Array(Float64) COMMENT 'Probability of BULL_TRENDING, BEAR_TRENDING, RANGE_BOUND, HIGH_VOLATILITY after the change; empty when not computed' CODEC(Gorilla, ZSTD(1)) AFTER regime_probabilities;

CREATE OR REPLACE VIEW regimes_final AS
SELECT event_time, *
FROM regimes
FINAL
COMMENT 'Table regimes without repeated rows';

-- Granules are small: what is asked for is the one interval at a moment.
CREATE TABLE IF NOT EXISTS regime_intervals
(
    `scope`         LowCardinality(String) COMMENT 'Instrument id, venue group such as BINANCE, or MARKET',
    `detector`      LowCardinality(String) COMMENT 'Who says so: consensus, market, drawdown, volatility, trend, liquidity, hmm, change-point',
    `label`         LowCardinality(String) COMMENT 'What it says: a regime, or the level or state of the detector',
    `start_time_ns` Int64 COMMENT 'Event time of the start, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `end_time_ns`   Int64 COMMENT 'Event time of the end (exclusive), ns since the epoch; 0 while it lasts' CODEC(DoubleDelta, ZSTD(1)),
    `confidence`    Float64 COMMENT 'Mean confidence while it lasted, of the start while it lasts, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `sequence`      Int64 COMMENT 'Number of the frame behind the row; of two rows of an interval the higher counts' CODEC(Delta, ZSTD(1)),
    `reason`        String COMMENT 'Evidence at the start, in words with figures' CODEC(ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(start_time_ns, 'UTC') COMMENT 'UTC, from start_time_ns'
)
ENGINE = ReplacingMergeTree(sequence)
PARTITION BY toYYYYMM(toDateTime(intDiv(start_time_ns, 1000000000), 'UTC'))
ORDER BY (scope, detector, start_time_ns)
SETTINGS index_granularity = 1024
COMMENT 'Spans in which a detector said the same. id: scope, detector, start_time_ns; a later row closes the interval.';

CREATE TABLE IF NOT EXISTS regime_effects
(
    `scope`                      LowCardinality(String) COMMENT 'Instrument id, venue group such as BINANCE, or MARKET',
    `event_time_ns`              Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`                   Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `from_regime`                LowCardinality(String) COMMENT 'Regime left',
    `to_regime`                  LowCardinality(String) COMMENT 'Regime entered',
    `position_multiplier_before` Float64 COMMENT 'Factor on position size at that moment' CODEC(Gorilla, ZSTD(1)),
    `position_multiplier_after`  Float64 COMMENT 'Factor on position size after the blend' CODEC(Gorilla, ZSTD(1)),
    `stop_multiplier_before`     Float64 COMMENT 'Factor on the stop distance at that moment' CODEC(Gorilla, ZSTD(1)),
    `stop_multiplier_after`      Float64 COMMENT 'Factor on the stop distance after the blend' CODEC(Gorilla, ZSTD(1)),
    `risk_per_trade_before`      Float64 COMMENT 'Largest loss at the stop of a trade at that moment, fraction of equity' CODEC(Gorilla, ZSTD(1)),
    `risk_per_trade_after`       Float64 COMMENT 'Largest loss at the stop of a trade after the blend, fraction of equity' CODEC(Gorilla, ZSTD(1)),
    `position_cap_before`        Int64 COMMENT 'Most positions open at once at that moment' CODEC(T64, ZSTD(1)),
    `position_cap_after`         Int64 COMMENT 'Most positions open at once after the blend' CODEC(T64, ZSTD(1)),
    `strategy_weights_before`    String COMMENT 'Weights of the strategies at that moment, NAME=WEIGHT' CODEC(ZSTD(1)),
    `strategy_weights_after`     String COMMENT 'Weights of the strategies after the blend, NAME=WEIGHT' CODEC(ZSTD(1)),
    `blend_ns`                   Int64 COMMENT 'Length of the blend, ns; 0 at once' CODEC(T64, ZSTD(1)),
    `reason`                     String COMMENT 'Evidence, in words with figures' CODEC(ZSTD(1)),
    `event_time`                 DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (scope, event_time_ns, sequence)
COMMENT 'What changes of regime did to the terms of trading, before and after. id: scope, event_time_ns, sequence.';

CREATE TABLE IF NOT EXISTS pattern_matches
(
    `match_id`      String COMMENT 'Deterministic id' CODEC(ZSTD(1)),
    `pattern`       LowCardinality(String) COMMENT 'Pattern, e.g. flash-crash',
    `version`       Int64 COMMENT 'Version of its definition, from 1' CODEC(T64, ZSTD(1)),
    `scope`         LowCardinality(String) COMMENT 'What it was seen on: instrument id, underlying or MARKET',
    `instrument`    LowCardinality(String) COMMENT 'Instrument of the last signal, e.g. BTCUSDT-PERP.BINANCE',
    `start_time_ns` Int64 COMMENT 'Event time of the first signal, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `end_time_ns`   Int64 COMMENT 'Event time of the last signal, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `price`         Float64 COMMENT 'Price of the instrument at the end, quote units; 0 when unknown' CODEC(Gorilla, ZSTD(1)),
    `regime`        LowCardinality(String) COMMENT 'Regime that the pattern speaks for; empty when none',
    `confidence`    Float64 COMMENT 'Strength of the evidence, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `evidence`      String COMMENT 'The signals in order, in words with figures' CODEC(ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(end_time_ns, 'UTC') COMMENT 'UTC, from end_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(end_time_ns, 1000000000), 'UTC'))
ORDER BY (pattern, instrument, end_time_ns, match_id)
COMMENT 'Sequences of signals that patterns describe. id: match_id.';

CREATE TABLE IF NOT EXISTS late_signals
(
    `scope`         LowCardinality(String) COMMENT 'What it was about: instrument id, underlying or MARKET',
    `kind`          LowCardinality(String) COMMENT 'Kind of signal',
    `event_time_ns` Int64 COMMENT 'Its event time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `watermark_ns`  Int64 COMMENT 'Watermark when it came, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `detail`        String COMMENT 'Its figures, key=value' CODEC(ZSTD(1)),
    `event_time`    DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (scope, event_time_ns, kind, detail)
COMMENT 'Signals that no pattern saw since they came too late; how late depends on the order of arrival. id: scope, kind, event_time_ns, detail.';

CREATE VIEW IF NOT EXISTS regime_intervals_final AS
SELECT event_time, *
FROM regime_intervals
FINAL
COMMENT 'Table regime_intervals without repeated rows';

CREATE VIEW IF NOT EXISTS regime_effects_final AS
SELECT event_time, *
FROM regime_effects
FINAL
COMMENT 'Table regime_effects without repeated rows';

CREATE VIEW IF NOT EXISTS pattern_matches_final AS
SELECT event_time, *
FROM pattern_matches
FINAL
COMMENT 'Table pattern_matches without repeated rows';

CREATE VIEW IF NOT EXISTS late_signals_final AS
SELECT event_time, *
FROM late_signals
FINAL
COMMENT 'Table late_signals without repeated rows';

-- The regimes so far as intervals: each lasts until the next change of its instrument.
INSERT INTO regime_intervals (scope, detector, label, start_time_ns, end_time_ns, confidence, sequence, reason)
SELECT
    instrument,
    'consensus',
    to_regime,
    event_time_ns,
    leadInFrame(event_time_ns, 1, toInt64(0)) OVER following,
    confidence,
    leadInFrame(sequence, 1, sequence) OVER following,
    reason
FROM regimes FINAL
WINDOW following AS (PARTITION BY instrument ORDER BY event_time_ns, sequence ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);
