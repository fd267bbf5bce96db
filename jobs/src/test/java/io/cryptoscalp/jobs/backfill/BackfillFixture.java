package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What tests of backfills share: plans, configurations, and tables by count and hash. */
public final class BackfillFixture {
  private BackfillFixture() {}

  /** All files of known instruments. */
  static Plans.Choice all() {
    return new Plans.Choice(
        InstrumentCatalogue.builtIn(), id -> true, LocalDate.MIN, LocalDate.MAX);
  }

  /** All files of an archive in Binance's layout. */
  public static ArchivePlan plan(Path archive) throws IOException {
    return Plans.archive(archive, false, Venue.BINANCE_USDM, all());
  }

  /** A run of a plan in one piece, named by the plan. */
  static BackfillConfig config(
      ArchivePlan plan, TestClickHouse clickHouse, Map<String, String> results) {
    return config(plan, DaySplit.NONE, clickHouse, results);
  }

  /** The same, in parts. */
  static BackfillConfig config(
      ArchivePlan plan, DaySplit split, TestClickHouse clickHouse, Map<String, String> results) {
    Map<String, String> keys = new HashMap<>(results);
    keys.put("clickhouse.url", clickHouse.server().jdbcUrl());
    return new BackfillConfig(
        Plans.run(plan, Map.of()),
        plan,
        null,
        LocalDate.MIN,
        LocalDate.MAX,
        split,
        false,
        HandOverCut.NONE,
        TradingJobConfig.fromMap(Map.of()),
        ResultsJobConfig.fromMap(keys, Map.of()));
  }

  /** A run that goes on live: it is held at its end for a savepoint. */
  public static BackfillConfig held(ArchivePlan plan, TestClickHouse clickHouse) {
    BackfillConfig config = config(plan, clickHouse, Map.of());
    return handOver(config, "held-" + config.run(), HandOverCut.NONE, config.trading());
  }

  /** The same with other settings of the trading job. */
  static BackfillConfig trading(BackfillConfig config, TradingJobConfig trading) {
    return new BackfillConfig(
        config.run(),
        config.plan(),
        null,
        config.from(),
        config.to(),
        config.split(),
        config.hold(),
        config.cut(),
        trading,
        config.results());
  }

  /** A run that ends where the live topics go on. */
  static BackfillConfig handOver(
      BackfillConfig config, String run, HandOverCut cut, TradingJobConfig trading) {
    return new BackfillConfig(
        run,
        config.plan(),
        null,
        config.from(),
        config.to(),
        config.split(),
        true,
        cut,
        trading,
        config.results());
  }

  /** Rows and their hash by table. */
  public static Map<String, String> tables(TestClickHouse clickHouse) throws Exception {
    Map<String, String> tables = new TreeMap<>();
    for (var table : BackfillJob.TABLES) {
      String name = table.tableName();
      tables.put(
          name,
          clickHouse.rows("SELECT count(), sum(cityHash64(*)) FROM " + name + " FINAL").get(0));
    }
    return tables;
  }

  /** Empties the tables. */
  public static void truncate(TestClickHouse clickHouse) throws Exception {
    for (var table : BackfillJob.TABLES) {
      clickHouse.execute("TRUNCATE TABLE " + table.tableName());
    }
  }
}
