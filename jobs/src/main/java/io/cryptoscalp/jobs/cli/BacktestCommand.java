package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import io.cryptoscalp.engine.validation.WalkForwardWindows.Window;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.backfill.BackfillProgress;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestJob;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.FlinkTrialRunner;
import io.cryptoscalp.jobs.backtest.InputHash;
import io.cryptoscalp.jobs.backtest.RunFolder;
import io.cryptoscalp.jobs.backtest.TrialGrid;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.backtest.WalkForward;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.RowUpload;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trials of strategies over recorded markets. */
@Command(
    name = "backtest",
    description =
        "Run strategies over recorded markets: one pass, any number of trials. Shows the plan"
            + " first; a run that was killed goes on where it was; running again changes no row.",
    subcommands = {
      BacktestBarsCommand.class,
      BacktestLookaheadCommand.class,
      BacktestFillsCommand.class,
      BacktestStressCommand.class,
      BacktestTicksCommand.class
    })
final class BacktestCommand implements Callable<Integer> {
  private static final long OPEN_INTERVAL_S = 10;

  /** How windows follow each other. */
  enum Windows {
    ROLLING,
    ANCHORED
  }

  @ParentCommand private Main main = new Main();

  @Mixin private BacktestInputOptions input = new BacktestInputOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Mixin private StrategyOptions strategy = new StrategyOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME[:VERSION]",
      description =
          "A registered model that scores from the start; a version, champion, candidate or newest"
              + " (default).")
  private List<String> models = new ArrayList<>();

  @Option(names = "--registry", paramLabel = "ROOT", description = "Default: the configured one.")
  private String registry = "";

  @Option(
      names = "--grid",
      paramLabel = "KEY=A,B,C",
      description = "Values of a key to try; several are combined, each with each.")
  private List<String> grid = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "FILE",
      description = "CSV of trials instead: a header of keys, a line a trial.")
  private @Nullable Path trialsFile;

  @Option(
      names = "--windows",
      paramLabel = "KIND",
      description =
          "rolling or anchored: walk forward, judging on each test the trial that was best in the"
              + " training before it.")
  private @Nullable Windows windows;

  @Option(names = "--train", paramLabel = "TIME", description = "Length of the first training.")
  private String train = "";

  @Option(names = "--test", paramLabel = "TIME", description = "Length of a test.")
  private String test = "";

  @Option(
      names = "--gap",
      paramLabel = "TIME",
      description = "Left out between training and test (default: ${DEFAULT-VALUE}).")
  private String gap = "0s";

  @Option(
      names = "--equity-interval",
      paramLabel = "TIME",
      description =
          "Distance of points of equity; default the span by 2000, at least a second; 10s of topics"
              + " without --from and --to.")
  private @Nullable String interval;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Default: backtests in the data folder.")
  private @Nullable Path out;

  @Mixin private KeptRowsOption kept = new KeptRowsOption();

  @Option(names = "--clickhouse", description = "Write the rows to the tables backtest_* as well.")
  private boolean clickHouse;

  @Option(
      names = "--parallelism",
      description = "Subtasks of every stage (default: ${DEFAULT-VALUE}).")
  private int parallelism = 1;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
  private String checkpoints = "5s";

  @Option(names = "--plan", description = "Show the plan and end.")
  private boolean planOnly;

  /** What will run. */
  private record Plan(
      BacktestInput input,
      BacktestInputOptions.Span span,
      BacktestRequest request,
      @Nullable WalkForward walk,
      String dataHash) {}

  /** What came of it. */
  private record Ran(List<TrialResult> results, SortedMap<String, Long> clockMovedNs) {}

  Main main() {
    return main;
  }

  @Override
  public Integer call() throws Exception {
    Plan plan = plan();
    show(plan);
    if (planOnly) {
      return ExitCodes.OK;
    }
    String run = plan.request().run();
    Path folder = out == null ? main.settings().dataDir().resolve("backtests").resolve(run) : out;
    RunFolder to = new RunFolder(folder);
    Path work = to.work(run + "-" + parallelism + kept.suffix());
    if (Files.exists(work)) {
      main.say("Goes on where a run that did not end had its last checkpoint.");
    }
    Files.createDirectories(work);
    long begin = System.nanoTime();
    Ran ran = run(plan, work);
    List<TrialResult> results = ran.results();
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<RunFolder.Line> lines =
        to.write(
            plan.request(),
            about(plan, ran),
            plan.dataHash(),
            results,
            plan.walk(),
            work,
            kept.tables());
    to.clean();
    long stored = clickHouse ? store(to) : 0;
    BacktestReport report = new BacktestReport(main, folder, ran.clockMovedNs());
    report.tell(plan.request(), results, lines, seconds, stored);
    return ExitCodes.OK;
  }

  private Plan plan() throws IOException {
    Map<String, String> keys = strategy.keys(main);
    if (!models.isEmpty()) {
      keys.put("scoring.models", String.join(",", folders()));
    }
    if (trialsFile != null && !grid.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "--grid or --trials, not both.");
    }
    List<TrialSpec> trials = trialsFile == null ? TrialGrid.of(grid) : TrialGrid.read(trialsFile);
    BacktestInput found = input.find(main, keys);
    BacktestInputOptions.Span span = input.span(found);
    WalkForward walk = windows == null ? null : walk(trials, span);
    List<TrialSpec> specs = walk == null ? trials : walk.specs();
    String hash = InputHash.of(found);
    long intervalNs =
        interval == null ? automatic(span) : ReplayCommand.Durations.parse(interval).toNanos();
    Map<String, String> identity = new TreeMap<>(keys);
    identity.put("data", hash);
    identity.put("interval", Long.toString(intervalNs));
    specs.forEach(s -> identity.put("trial." + s.id(), s.parameters() + " " + s.window()));
    BacktestRequest request =
        new BacktestRequest(
            Plans.run(found.plan(), identity),
            new TreeMap<>(keys),
            new ArrayList<>(specs),
            intervalNs);
    return new Plan(found, span, request, walk, hash);
  }

  private List<String> folders() {
    List<String> folders = new ArrayList<>();
    try (ModelRegistry open = Registries.open(main, registry)) {
      for (String wanted : models) {
        String[] parts = wanted.split(":", 2);
        String version = Registries.version(open, parts[0], parts.length > 1 ? parts[1] : "");
        ModelFolder folder = open.folder(parts[0], version);
        folders.add(folder.activation(folder.card(), 0).uri());
        main.say("Scored by " + parts[0] + " " + version);
      }
    }
    return folders;
  }

  private WalkForward walk(List<TrialSpec> trials, BacktestInputOptions.Span span) {
    if (train.isEmpty() || test.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE, "--windows wants --train and --test, e.g. 24h and 6h.");
    }
    List<Window> list =
        WalkForwardWindows.of(
            span.fromNs(),
            span.toNs(),
            ReplayCommand.Durations.parse(train).toNanos(),
            ReplayCommand.Durations.parse(test).toNanos(),
            ReplayCommand.Durations.parse(gap).toNanos(),
            windows == Windows.ANCHORED);
    return new WalkForward(trials, list);
  }

  /** About 2000 points, a whole number of seconds apart. */
  private static long automatic(BacktestInputOptions.Span span) {
    long second = 1_000_000_000L;
    long seconds =
        span.isKnown()
            ? Math.max(1, Math.min(3600, span.lengthNs() / second / 2000))
            : OPEN_INTERVAL_S;
    return seconds * second;
  }

  private void show(Plan plan) {
    ObjectNode json = Json.object();
    var list = json.putArray("plan");
    for (InstrumentHistory history : plan.input().plan().instruments()) {
      main.say(
          String.format(
              Locale.ROOT,
              "%-26s %d files  %,.1f MB  about %,d rows",
              history.instrument(),
              history.files(),
              history.bytes() / 1e6,
              history.estimatedRows()));
      list.addObject()
          .put("instrument", history.instrument())
          .put("files", history.files())
          .put("bytes", history.bytes())
          .put("estimatedRows", history.estimatedRows());
    }
    plan.input()
        .plan()
        .unknown()
        .forEach(symbol -> main.say("  not in the catalogue, left out: " + symbol));
    BacktestRequest request = plan.request();
    String strategy = request.shared().strategies().toString();
    main.say(
        String.format(
            Locale.ROOT,
            "%s, %,d trials of %s, run %s",
            plan.span().text(),
            request.trials().size(),
            strategy,
            request.run()));
    json.put("run", request.run()).put("trials", request.trials().size());
    json.put("fromNs", plan.span().fromNs()).put("toNs", plan.span().toNs());
    json.put("estimatedRows", plan.input().estimatedRows());
    if (plan.span().lengthNs() < ReturnSeries.DAY_NS) {
      main.say("Less than a day: Sharpe ratios are of minutes or hours and say little.");
    }
    main.emit(json);
  }

  private Ran run(Plan plan, Path work) throws Exception {
    int units =
        plan.input().plan().instruments().stream().mapToInt(each -> each.units().size()).sum();
    BackfillBar bar =
        new BackfillBar(
            main,
            BackfillProgress.of(plan.request().run()),
            plan.input().estimatedRows(),
            units,
            Boolean.getBoolean(ZooTraining.TERMINAL));
    try (FlinkTrialRunner runner =
        cluster.runner(main, plan.input(), parallelism, work, bar::update, bar::say)) {
      List<TrialResult> results =
          runner.run(
              plan.request(), work, ReplayCommand.Durations.parse(checkpoints), kept.tables());
      return new Ran(results, runner.clockMovedNs());
    } finally {
      bar.end();
    }
  }

  private ObjectNode about(Plan plan, Ran ran) {
    ObjectNode about = Json.object();
    about.put("version", "cryptoscalp 0.1.0");
    about.set("input", Json.MAPPER.valueToTree(input.described()));
    ArrayNode instruments = about.putArray("instruments");
    plan.input().plan().instruments().forEach(each -> instruments.add(each.instrument()));
    about.put("fromNs", plan.span().fromNs()).put("toNs", plan.span().toNs());
    ArrayNode rows = about.putArray("rows");
    kept.tables().forEach(table -> rows.add(table.tableName()));
    about.set("clockMovedNs", Json.MAPPER.valueToTree(ran.clockMovedNs()));
    about.put("windows", windows == null ? "" : windows.name().toLowerCase(Locale.ROOT));
    return about;
  }

  private long store(RunFolder from) throws Exception {
    Settings settings = main.settings();
    long rows = 0;
    try (Database database = Database.forRows(main)) {
      var unused =
          Schema.migrate(database.jdbcUrl(), database.user(), database.password(), settings);
      ClickHouseAddress address =
          new ClickHouseAddress(database.jdbcUrl(), database.user(), database.password());
      try (RowUpload upload = new RowUpload(address)) {
        for (ResultTable table : new TreeSet<>(BacktestJob.TABLES)) {
          rows += upload.upload(table, from.rows(table));
        }
      }
    }
    return rows;
  }
}
