-- What trials of backtests decided, ordered, filled and came to. Live tables never hold rows of a backtest.

CREATE TABLE IF NOT EXISTS backtest_decisions
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `decision_id`     String COMMENT 'Deterministic id' CODEC(ZSTD(1)),
    `intent_id`       String COMMENT 'Intent judged, or id of the event behind an account-level action' CODEC(ZSTD(1)),
    `account`         LowCardinality(String) COMMENT 'Account',
    `strategy`        LowCardinality(String) COMMENT 'Strategy id',
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `accepted`        Bool COMMENT 'True when orders follow',
    `layer`           LowCardinality(String) COMMENT 'Risk layer that decided; all when accepted',
    `rule`            LowCardinality(String) COMMENT 'Rule that decided',
    `code`            String COMMENT 'Coded reason, CATEGORY_CONDITION: key=value; empty when accepted' CODEC(ZSTD(1)),
    `numbers`         String COMMENT 'Figures the rule compared, key=value' CODEC(ZSTD(1)),
    `quantity`        Decimal(38, 12) COMMENT 'Quantity decided, base units; 0 when rejected' CODEC(ZSTD(1)),
    `event_time_ns`   Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `sequence`        Int64 COMMENT 'Number of the frame in its instrument''s stream' CODEC(Delta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (run, trial, instrument, event_time_ns, decision_id)
COMMENT 'Verdicts of risk in trials. id: run, trial, decision_id.';

CREATE TABLE IF NOT EXISTS backtest_orders
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `client_order_id` String COMMENT 'Deterministic id of the order' CODEC(ZSTD(1)),
    `kind`            LowCardinality(String) COMMENT 'NEW or CANCEL',
    `account`         LowCardinality(String) COMMENT 'Account',
    `strategy`        LowCardinality(String) COMMENT 'Strategy id',
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `side`            LowCardinality(String) COMMENT 'BUY or SELL',
    `type`            LowCardinality(String) COMMENT 'MARKET, LIMIT, POST_ONLY, STOP_MARKET or TAKE_PROFIT_MARKET',
    `price`           Decimal(38, 12) COMMENT 'Limit price, quote units; 0 for market types' CODEC(ZSTD(1)),
    `trigger_price`   Decimal(38, 12) COMMENT 'Trigger price, quote units; 0 when the type has none' CODEC(ZSTD(1)),
    `quantity`        Decimal(38, 12) COMMENT 'Quantity, base units; contracts when inverse' CODEC(ZSTD(1)),
    `reduce_only`     Bool COMMENT 'True when it may only shrink a position',
    `intent_id`       String COMMENT 'Intent behind it' CODEC(ZSTD(1)),
    `parent_id`       String COMMENT 'Client order id of the entry it protects; empty when none' CODEC(ZSTD(1)),
    `reason`          String COMMENT 'Why' CODEC(ZSTD(1)),
    `event_time_ns`   Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `receive_time_ns` Int64 COMMENT 'Receive time at the edge, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (run, trial, instrument, event_time_ns, client_order_id, kind)
COMMENT 'Orders and cancellations of trials. id: run, trial, client_order_id, kind.';

CREATE TABLE IF NOT EXISTS backtest_fills
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `report_id`           String COMMENT 'Deterministic id in paper trading, else the venue''s' CODEC(ZSTD(1)),
    `client_order_id`     String COMMENT 'The order' CODEC(ZSTD(1)),
    `account`             LowCardinality(String) COMMENT 'Account',
    `strategy`            LowCardinality(String) COMMENT 'Strategy id',
    `instrument`          LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `side`                LowCardinality(String) COMMENT 'Side of the order, BUY or SELL',
    `status`              LowCardinality(String) COMMENT 'NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED or UNKNOWN',
    `last_quantity`       Decimal(38, 12) COMMENT 'Quantity of this fill, base units; 0 when it is not a fill' CODEC(ZSTD(1)),
    `last_price`          Decimal(38, 12) COMMENT 'Price of this fill, quote units' CODEC(ZSTD(1)),
    `cumulative_quantity` Decimal(38, 12) COMMENT 'Filled so far, base units' CODEC(ZSTD(1)),
    `leaves_quantity`     Decimal(38, 12) COMMENT 'Still open, base units' CODEC(ZSTD(1)),
    `fee`                 Float64 COMMENT 'Fee of this fill, settle currency; negative = rebate' CODEC(Gorilla, ZSTD(1)),
    `maker`               Bool COMMENT 'True when passive',
    `reason`              String COMMENT 'Coded reason of a reject or cancel, else empty' CODEC(ZSTD(1)),
    `event_time_ns`       Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`          DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (run, trial, instrument, event_time_ns, client_order_id, report_id)
COMMENT 'Execution reports of trials; a fill is one with last_quantity > 0. id: run, trial, report_id.';

CREATE TABLE IF NOT EXISTS backtest_trades
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `trade_id`        String COMMENT 'Order that opened it and a number' CODEC(ZSTD(1)),
    `strategy`        LowCardinality(String) COMMENT 'Strategy id',
    `instrument`      LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `side`            LowCardinality(String) COMMENT 'BUY for long, SELL for short',
    `quantity`        Decimal(38, 12) COMMENT 'Most that was held, base units; contracts when inverse' CODEC(ZSTD(1)),
    `entry_time_ns`   Int64 COMMENT 'Venue time of the first fill, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `exit_time_ns`    Int64 COMMENT 'Venue time of the last fill; of the last event for one still open, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `entry_price`     Float64 COMMENT 'Average price of the fills that added, quote units' CODEC(Gorilla, ZSTD(1)),
    `exit_price`      Float64 COMMENT 'Average price of the fills that took away; the last mark for one still open, quote units' CODEC(Gorilla, ZSTD(1)),
    `gross_pnl`       Float64 COMMENT 'Profit before fees and funding, account currency' CODEC(Gorilla, ZSTD(1)),
    `fees`            Float64 COMMENT 'Fees paid, account currency' CODEC(Gorilla, ZSTD(1)),
    `funding`         Float64 COMMENT 'Funding received (paid when negative), account currency' CODEC(Gorilla, ZSTD(1)),
    `net_pnl`         Float64 COMMENT 'Profit after fees and funding, account currency' CODEC(Gorilla, ZSTD(1)),
    `adverse`         Float64 COMMENT 'Worst profit before fees while it was open, account currency' CODEC(Gorilla, ZSTD(1)),
    `favourable`      Float64 COMMENT 'Best profit before fees while it was open, account currency' CODEC(Gorilla, ZSTD(1)),
    `fills`           Int64 COMMENT 'Fills of both sides' CODEC(T64, ZSTD(1)),
    `maker_share`     Float64 COMMENT 'Share of the filled quantity that was maker, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `intent_id`       String COMMENT 'Intent behind the entry' CODEC(ZSTD(1)),
    `probability_up`  Float64 COMMENT 'Model''s probability that the strategy used, 0 to 1; 0.5 when none' CODEC(Gorilla, ZSTD(1)),
    `confidence`      Float64 COMMENT 'Strategy''s confidence, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `model_version`   LowCardinality(String) COMMENT 'Version of the model; empty when none',
    `regime`          LowCardinality(String) COMMENT 'Regime at the decision',
    `entry_reason`    String COMMENT 'Why it was entered' CODEC(ZSTD(1)),
    `exit_reason`     String COMMENT 'Why it was left; STILL_OPEN for one still open' CODEC(ZSTD(1)),
    `closed`          Bool COMMENT 'False for one still open when the trial ended',
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(exit_time_ns, 'UTC') COMMENT 'UTC, from exit_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(exit_time_ns, 1000000000), 'UTC'))
ORDER BY (run, trial, instrument, entry_time_ns, trade_id)
COMMENT 'Round trips of trials. id: run, trial, trade_id.';

CREATE TABLE IF NOT EXISTS backtest_equity
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `time_ns`         Int64 COMMENT 'Moment on the run''s grid of receive time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `equity`          Float64 COMMENT 'Equity at the last marks before it, account currency' CODEC(Gorilla, ZSTD(1)),
    `gross_notional`  Float64 COMMENT 'Sum of absolute notionals, account currency' CODEC(Gorilla, ZSTD(1)),
    `net_notional`    Float64 COMMENT 'Sum of signed notionals, account currency' CODEC(Gorilla, ZSTD(1)),
    `open_positions`  Int64 COMMENT 'Positions that are not flat' CODEC(T64, ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(time_ns, 'UTC') COMMENT 'UTC, from time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(time_ns, 1000000000), 'UTC'))
ORDER BY (run, trial, time_ns)
COMMENT 'Equity of trials; where nothing happened between two moments they are left out. id: run, trial, time_ns.';

CREATE TABLE IF NOT EXISTS backtest_trials
(
    `run`             LowCardinality(String) COMMENT 'Id of the run of backtests',
    `trial`           LowCardinality(String) COMMENT 'Id of the trial in its run',
    `parameters`      String COMMENT 'What the trial set otherwise than its run, key=value by semicolons' CODEC(ZSTD(1)),
    `from_ns`         Int64 COMMENT 'Receive time from which it traded, ns since the epoch; the smallest number when from the start' CODEC(ZSTD(1)),
    `to_ns`           Int64 COMMENT 'Receive time at which it stopped, ns since the epoch; the largest number when at the end' CODEC(ZSTD(1)),
    `ticks`           Int64 COMMENT 'Market states seen' CODEC(T64, ZSTD(1)),
    `snapshots`       Int64 COMMENT 'Scored snapshots seen' CODEC(T64, ZSTD(1)),
    `intents`         Int64 COMMENT 'Intents of its strategies' CODEC(T64, ZSTD(1)),
    `accepted`        Int64 COMMENT 'Intents that risk let through' CODEC(T64, ZSTD(1)),
    `orders`          Int64 COMMENT 'New orders sent' CODEC(T64, ZSTD(1)),
    `fills`           Int64 COMMENT 'Reports that traded something' CODEC(T64, ZSTD(1)),
    `trades`          Int64 COMMENT 'Round trips begun' CODEC(T64, ZSTD(1)),
    `turnover`        Float64 COMMENT 'Sum of the fills'' notionals, account currency' CODEC(Gorilla, ZSTD(1)),
    `fees`            Float64 COMMENT 'Fees paid, account currency' CODEC(Gorilla, ZSTD(1)),
    `funding`         Float64 COMMENT 'Funding received (paid when negative), account currency' CODEC(Gorilla, ZSTD(1)),
    `start_equity`    Float64 COMMENT 'Equity at the start, account currency' CODEC(Gorilla, ZSTD(1)),
    `equity`          Float64 COMMENT 'Equity at the end, open positions at their marks, account currency' CODEC(Gorilla, ZSTD(1)),
    `max_drawdown`    Float64 COMMENT 'Largest fall from a peak at any mark, 0 to 1' CODEC(Gorilla, ZSTD(1)),
    `first_time_ns`   Int64 COMMENT 'Receive time of the first market state, ns since the epoch; 0 when there was none' CODEC(DoubleDelta, ZSTD(1)),
    `last_time_ns`    Int64 COMMENT 'Receive time of the last event, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `digest`          String COMMENT 'Of all orders and reports in their order, hex: equal trials have equal digests' CODEC(ZSTD(1)),
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(last_time_ns, 'UTC') COMMENT 'UTC, from last_time_ns'
)
ENGINE = ReplacingMergeTree
ORDER BY (run, trial)
COMMENT 'What trials came to. id: run, trial.';

CREATE VIEW IF NOT EXISTS backtest_decisions_final AS
SELECT event_time, *
FROM backtest_decisions
FINAL
COMMENT 'Table backtest_decisions without repeated rows';

CREATE VIEW IF NOT EXISTS backtest_orders_final AS
SELECT event_time, *
FROM backtest_orders
FINAL
COMMENT 'Table backtest_orders without repeated rows';

CREATE VIEW IF NOT EXISTS backtest_fills_final AS
SELECT event_time, *
FROM backtest_fills
FINAL
COMMENT 'Table backtest_fills without repeated rows';

CREATE VIEW IF NOT EXISTS backtest_trades_final AS
SELECT event_time, *
FROM backtest_trades
FINAL
COMMENT 'Table backtest_trades without repeated rows';

CREATE VIEW IF NOT EXISTS backtest_equity_final AS
SELECT event_time, *
FROM backtest_equity
FINAL
COMMENT 'Table backtest_equity without repeated rows';

CREATE VIEW IF NOT EXISTS backtest_trials_final AS
SELECT event_time, *
FROM backtest_trials
FINAL
COMMENT 'Table backtest_trials without repeated rows';
