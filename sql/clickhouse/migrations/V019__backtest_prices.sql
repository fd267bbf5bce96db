-- Prices of a pass of trials, for benchmarks and charts: the same for all trials of a run.

CREATE TABLE IF NOT EXISTS backtest_prices
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `time_ns`         Int64 COMMENT 'Moment on the run''s grid of receive time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `price`           Float64 COMMENT 'Middle of the touch before it, else the mark price, quote units' CODEC(Gorilla, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(time_ns, 'UTC') COMMENT 'UTC, from time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(time_ns, 1000000000), 'UTC'))
ORDER BY (run, instrument, time_ns)
COMMENT 'Prices of the instruments of a run of backtests; moments between which nothing was told are left out. id: run, instrument, time_ns.';

CREATE VIEW IF NOT EXISTS backtest_prices_final AS
SELECT event_time, *
FROM backtest_prices
FINAL
COMMENT 'Table backtest_prices without repeated rows';
