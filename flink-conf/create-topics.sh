#!/usr/bin/env bash
# Creates the topics that the jobs read and write, where they are missing. Existing topics are left as they are: a change
# of partitions would move keys, and with them the order of a symbol's frames.
#
# usage: KAFKA_BOOTSTRAP=HOST:PORT create-topics.sh
set -euo pipefail

: "${KAFKA_BOOTSTRAP:?HOST:PORT of a Kafka broker}"
kafka_topics=${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}
replication=${KAFKA_REPLICATION:-1}

hour=3600000
day=$((24 * hour))

# create NAME PARTITIONS RETENTION_MS [CONFIG=VALUE...]
create() {
  local name=$1 partitions=$2 retention=$3
  shift 3
  local settings=(--config "retention.ms=$retention")
  local setting
  for setting in "$@"; do
    settings+=(--config "$setting")
  done
  "$kafka_topics" --bootstrap-server "$KAFKA_BOOTSTRAP" --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor "$replication" "${settings[@]}"
}

# Raw frames are the source of truth: kept long enough to replay a bad day.
for venue in binance-spot binance-usdm binance-coinm; do
  create "market.raw.$venue" 4 $((3 * day)) compression.type=lz4
done

# Models, parameters, limits: one partition, because their order is their meaning; kept for ever.
create control 1 -1

# What instruments' seconds were like, for the regime job; its thresholds, whose order is their meaning; its directives.
create market.measures 4 $((3 * day)) compression.type=lz4
create regime.parameters 1 -1
create market.regimes 1 $((3 * day))

# Orders and execution reports by account, for the executor, for reconciliation and for the record.
create orders 4 $((30 * day))
create fills 4 $((30 * day))

# Refused frames with their reason, for whoever looks into them within a fortnight.
create dead-letters 1 $((14 * day))

# Other rows on their way to ClickHouse (orders, fills and dead letters have their topics above); the longest outage of ClickHouse that loses nothing is the retention.
for table in trades bars features regimes regime_intervals regime_effects pattern_matches late_signals predictions model_answers model_choices decision_explanations decision_inputs decisions positions model_events feed_faults ingest_counts stage_latency book_depth backfill_files backtest_orders backtest_fills backtest_decisions backtest_trades backtest_equity backtest_trials backtest_prices; do
  create "results.$table" 4 $((3 * day)) compression.type=lz4
done
