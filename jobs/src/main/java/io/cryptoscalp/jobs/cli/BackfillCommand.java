package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.archive.ArchiveFolder;
import io.cryptoscalp.jobs.backfill.BackfillConfig;
import io.cryptoscalp.jobs.backfill.BackfillProgress;
import io.cryptoscalp.jobs.backfill.BackfillReport;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import io.cryptoscalp.jobs.backfill.DaySplit;
import io.cryptoscalp.jobs.backfill.HandOver;
import io.cryptoscalp.jobs.backfill.HandOverCut;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backfill.TopicRange;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.jobs.trading.WorkerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** History into the tables that live runs fill. */
@Command(
    name = "backfill",
    description =
        "Read archives and write the rows that a live run would have written. Shows the plan first;"
            + " a run that was killed goes on where it was; running again changes no row."
            + " --from and --to are days.")
final class BackfillCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Mixin private HistoryOptions history = new HistoryOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--from-offset",
      split = ",",
      paramLabel = "TOPIC:PARTITION=N",
      description = "First offsets of kafka; default those of --from, else the oldest.")
  private List<String> fromOffsets = new ArrayList<>();

  @Option(
      names = "--to-offset",
      split = ",",
      paramLabel = "TOPIC:PARTITION=N",
      description = "Offsets behind the last; default those of --to, else the newest.")
  private List<String> toOffsets = new ArrayList<>();

  @Option(
      names = "--hand-over",
      paramLabel = "TIME",
      description =
          "Receive time from which the live topics bring the frames, or 'end' for the end of an own"
              + " archive: ends with a savepoint, and commits the offsets for the trading job.")
  private @Nullable String handOver;

  @Option(names = "--plan", description = "Show the plan and end.")
  private boolean planOnly;

  @Option(
      names = "--parallelism",
      description = "Instruments read at a time (default: ${DEFAULT-VALUE}).")
  private int parallelism = 1;

  @Option(
      names = "--split-days",
      paramLabel = "N",
      description =
          "Work on every N days of an instrument beside its others, for one instrument on many"
              + " cores. Features that remember longer than the warm-up differ a little from those"
              + " of a run in one piece, which is the default.")
  private int splitDays;

  @Option(
      names = "--warm-up",
      paramLabel = "DAYS",
      description = "Days read before each part of --split-days (default: ${DEFAULT-VALUE}).")
  private int warmUp = 1;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where progress is kept; with --target a folder that the workers share. Default: backfill"
              + " in the data folder.")
  private @Nullable Path work;

  @Option(names = "--report", paramLabel = "FILE", description = "The validation report, JSON.")
  private @Nullable Path reportFile;

  @Override
  public Integer call() throws Exception {
    history.requireSource();
    history.span().requireDays();
    Map<String, String> keys = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    TradingJobConfig given = TradingJobConfig.fromMap(keys);
    requireParts(keys);
    ArchivePlan plan = history.plan(InstrumentsFile.of(given.instrumentsFile()).get());
    if (Plans.hasAggregatesOnly(plan)) {
      keys.putIfAbsent("trade.source", "agg-trade");
    }
    boolean aggregates = keys.getOrDefault("trade.source", "trade").equals("agg-trade");
    new BackfillPlanView(main).show(plan, aggregates);
    if (planOnly) {
      return ExitCodes.OK;
    }
    if (!history.isTopics() && plan.instruments().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "BACKFILL_NOTHING_FOUND: no file of a known instrument in " + history.inputText());
    }
    return run(plan, keys);
  }

  private DaySplit split() {
    return splitDays == 0 ? DaySplit.NONE : new DaySplit(splitDays, warmUp);
  }

  /** What needs an instrument's history in one piece. */
  private void requireParts(Map<String, String> keys) {
    if (splitDays < 0 || warmUp < 0) {
      throw new CliException(ExitCodes.USAGE, "--split-days and --warm-up want 0 or more days.");
    }
    if (splitDays == 0) {
      return;
    }
    if (history.isTopics() || history.source() == HistorySource.FRAMES) {
      throw new CliException(ExitCodes.USAGE, "--split-days is for archives of files by day.");
    }
    if (handOver != null) {
      throw new CliException(
          ExitCodes.USAGE, "--hand-over needs history in one piece, without --split-days.");
    }
    if (!keys.getOrDefault("cross.reference", "").isEmpty()
        || !keys.getOrDefault("cross.peers", "").isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "Features across instruments (job.trading.cross.*) need history in one piece, without"
              + " --split-days.");
    }
  }

  private int run(ArchivePlan plan, Map<String, String> keys) throws Exception {
    Settings settings = main.settings();
    Map<String, String> identity = new TreeMap<>(keys);
    TopicRange topics = topics(keys);
    HandOver live = live(keys);
    identity.put("range", range() + " " + topics + " " + handOver + " " + split());
    String run = Plans.run(plan, identity);
    Path folder = (work == null ? settings.dataDir().resolve("backfill") : work).resolve(run);
    new BackfillRun(folder, parallelism).requireFree();
    try (Database database = Database.forRows(main)) {
      cluster.requireReachable("clickhouse.url", database.jdbcUrl());
      var applied =
          Schema.migrate(database.jdbcUrl(), database.user(), database.password(), settings);
      if (!applied.isEmpty()) {
        main.say("Tables are new: " + applied.size() + " migrations.");
      }
      BackfillConfig config = config(plan, keys, database, run, topics, live);
      BackfillRun.Outcome outcome = follow(config, folder);
      handOver(live, outcome, keys);
      return report(config, database, outcome);
    }
  }

  private String range() {
    return history.span().fromText() + " " + history.span().toText();
  }

  private @Nullable TopicRange topics(Map<String, String> keys) {
    if (!history.isTopics()) {
      return null;
    }
    keys.put("kafka.bootstrap", main.settings().text(Settings.KAFKA));
    TopicRange range = history.topics(TradingJobConfig.fromMap(keys), fromOffsets, toOffsets);
    main.say(String.format(Locale.ROOT, "Topics: %,d records.", range.records()));
    return range;
  }

  private @Nullable HandOver live(Map<String, String> keys) throws IOException {
    if (handOver == null) {
      return null;
    }
    if (history.isTopics()) {
      throw new CliException(ExitCodes.USAGE, "--hand-over is for archives; topics go on anyway.");
    }
    keys.put("kafka.bootstrap", main.settings().text(Settings.KAFKA));
    TradingJobConfig config = TradingJobConfig.fromMap(keys);
    HandOver live;
    if (handOver.equals("end")) {
      if (history.source() != HistorySource.PARQUET) {
        throw new CliException(ExitCodes.USAGE, "--hand-over end is for own archives (parquet).");
      }
      live = HandOver.atEnd(new ArchiveFolder(history.input()).offsets());
    } else {
      live =
          HandOver.find(
              config.kafkaBootstrap(),
              config.venues(),
              InstrumentsFile.of(config.instrumentsFile()).get(),
              Moments.ns(handOver, "--hand-over"));
    }
    main.say("Live from " + live.offsets());
    return live;
  }

  private void handOver(
      @Nullable HandOver live, BackfillRun.Outcome outcome, Map<String, String> keys)
      throws InterruptedException {
    String savepoint = outcome.savepoint();
    if (live == null || savepoint == null) {
      return;
    }
    TradingJobConfig config = TradingJobConfig.fromMap(keys);
    live.commit(config.kafkaBootstrap(), config.groupId());
    main.say(
        "Offsets are committed for group "
            + config.groupId()
            + ". Go on with: bin/cryptoscalp submit trading --savepoint "
            + savepoint
            + " --allow-non-restored");
  }

  private BackfillConfig config(
      ArchivePlan plan,
      Map<String, String> keys,
      Database database,
      String run,
      @Nullable TopicRange topics,
      @Nullable HandOver live) {
    Settings settings = main.settings();
    keys.put("kafka.bootstrap", settings.text(Settings.KAFKA));
    Map<String, String> results = new TreeMap<>(settings.job(Settings.RESULTS_PREFIX));
    results.put("clickhouse.url", database.jdbcUrl());
    results.put("clickhouse.user", database.user());
    results.putIfAbsent("batch.rows", "100000");
    ResultsJobConfig target =
        ResultsJobConfig.fromMap(results, Map.of("CLICKHOUSE_PASSWORD", database.password()));
    return new BackfillConfig(
        run,
        plan,
        topics,
        history.span().firstDay(),
        history.span().dayBehind(),
        split(),
        live != null,
        live == null ? HandOverCut.NONE : live.cut(),
        TradingJobConfig.fromMap(cluster.given() ? WorkerKeys.of(keys) : keys),
        target);
  }

  private BackfillRun.Outcome follow(BackfillConfig config, Path folder) throws Exception {
    List<InstrumentHistory> plan = config.plan().instruments();
    TopicRange topics = config.topics();
    long rows =
        topics == null
            ? plan.stream().mapToLong(InstrumentHistory::estimatedRows).sum()
            : topics.records();
    int units = plan.stream().mapToInt(history -> history.units().size()).sum();
    BackfillBar bar =
        new BackfillBar(
            main,
            BackfillProgress.of(config.run()),
            rows,
            units,
            Boolean.getBoolean(ZooTraining.TERMINAL));
    try {
      return new BackfillRun(folder, parallelism, cluster.cluster(main, bar::say))
          .run(config, bar::update);
    } finally {
      bar.end();
    }
  }

  private int report(BackfillConfig config, Database database, BackfillRun.Outcome outcome)
      throws SQLException, IOException {
    ObjectNode report =
        BackfillReport.of(
            new ClickHouseAddress(database.jdbcUrl(), database.user(), database.password()),
            config.plan(),
            config.topics());
    report.put("frames", outcome.frames());
    report.put("seconds", outcome.seconds());
    report.put("resumed", outcome.resumed());
    if (reportFile != null) {
      Files.writeString(reportFile, Json.line(report) + "\n");
    }
    main.emit(report);
    return new BackfillSummary(main).show(report, outcome);
  }
}
