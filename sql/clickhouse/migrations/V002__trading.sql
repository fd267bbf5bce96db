-- What was decided, ordered and filled, and what it led to.

CREATE TABLE IF NOT EXISTS decisions
(
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
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns',
    INDEX by_intent intent_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (account, instrument, event_time_ns, decision_id)
COMMENT 'Verdicts of risk, accepted or not. id: decision_id.';

CREATE TABLE IF NOT EXISTS orders
(
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
    `event_time`      DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns',
    INDEX by_client_order_id client_order_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (account, instrument, event_time_ns, client_order_id, kind)
COMMENT 'Orders and cancellations as published. id: client_order_id, kind.';

CREATE TABLE IF NOT EXISTS fills
(
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
    `event_time`          DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns',
    INDEX by_client_order_id client_order_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (account, instrument, event_time_ns, client_order_id, report_id)
COMMENT 'Execution reports; a fill is one with last_quantity > 0. id: report_id.';

CREATE TABLE IF NOT EXISTS positions
(
    `position_event_id` String COMMENT 'Deterministic id' CODEC(ZSTD(1)),
    `account`           LowCardinality(String) COMMENT 'Account',
    `strategy`          LowCardinality(String) COMMENT 'Strategy id',
    `instrument`        LowCardinality(String) COMMENT 'Instrument id, e.g. BTCUSDT-PERP.BINANCE',
    `quantity`          Decimal(38, 12) COMMENT 'Signed quantity, base units; 0 when flat' CODEC(ZSTD(1)),
    `average_price`     Float64 COMMENT 'Average entry price, quote units; 0 when flat' CODEC(Gorilla, ZSTD(1)),
    `mark_price`        Float64 COMMENT 'Price of the valuation, quote units' CODEC(Gorilla, ZSTD(1)),
    `realized_pnl`      Float64 COMMENT 'Realised profit before fees and funding so far, account currency' CODEC(Gorilla, ZSTD(1)),
    `unrealized_pnl`    Float64 COMMENT 'Unrealised profit, account currency' CODEC(Gorilla, ZSTD(1)),
    `fees`              Float64 COMMENT 'Fees paid so far, account currency' CODEC(Gorilla, ZSTD(1)),
    `funding`           Float64 COMMENT 'Funding received (paid when negative) so far, account currency' CODEC(Gorilla, ZSTD(1)),
    `equity`            Float64 COMMENT 'Equity of the account after this change, account currency' CODEC(Gorilla, ZSTD(1)),
    `cause`             LowCardinality(String) COMMENT 'What changed it: fill, funding, mark',
    `event_time_ns`     Int64 COMMENT 'Venue time, ns since the epoch' CODEC(DoubleDelta, ZSTD(1)),
    `event_time`        DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(event_time_ns, 'UTC') COMMENT 'UTC, from event_time_ns'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(intDiv(event_time_ns, 1000000000), 'UTC'))
ORDER BY (account, instrument, event_time_ns, position_event_id)
COMMENT 'Positions and equity after each change. id: position_event_id.';
