package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.search.Judgement;
import io.cryptoscalp.jobs.search.Objective;
import io.cryptoscalp.jobs.search.SamplerKind;
import io.cryptoscalp.jobs.search.Study;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialOutcome;
import io.cryptoscalp.models.promotion.GatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A search for parameters, judged on data that it did not see. */
@Command(
    name = "optimize",
    description =
        "Search the parameters of strategies over history, one pass a generation, and judge the"
            + " winner on the last part of the data, which the search does not see. Exit code 9"
            + " unless every gate is green.")
final class OptimizeCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Mixin private HistoryOptions history = new HistoryOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--strategy",
      paramLabel = "IDS",
      description = "Strategies to search, by commas; default those of the configuration.")
  private String strategy = "";

  @Option(
      names = "--param",
      paramLabel = "KEY=RANGE",
      description =
          "A parameter: LOW..HIGH with :log, :int or :STEP, a time such as 5s..60s, or A|B|C."
              + " Repeat for more.")
  private List<String> params = new ArrayList<>();

  @Option(names = "--space", paramLabel = "FILE", description = "Parameters, one a line.")
  private @Nullable Path space;

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description = "Of return, sharpe, drawdown, turnover, robustness (default: sharpe).")
  private List<String> objectives = new ArrayList<>(List.of("sharpe"));

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description =
          "grid, random, halton, tpe, tpe-apart, cma-es, genetic, nsga2, halving or hyperband"
              + " (default: ${DEFAULT-VALUE}).")
  private String sampler = "tpe";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials; a generation is always whole (default: ${DEFAULT-VALUE}).")
  private int trials = 100;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Trials of a generation, run in one pass (default: ${DEFAULT-VALUE}).")
  private int batch = 20;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description = "Last share of the time, kept from the search (default: ${DEFAULT-VALUE}).")
  private double holdout = 0.3;

  @Option(
      names = "--min-trades",
      paramLabel = "N",
      description = "Round trips below which a trial cannot win (default: ${DEFAULT-VALUE}).")
  private int minTrades = 10;

  @Option(
      names = "--least-budget",
      paramLabel = "SHARE",
      description = "Share of the data that halving begins with (default: ${DEFAULT-VALUE}).")
  private double leastBudget = 1.0 / 9;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The study's folder.")
  private Path out = Path.of(".");

  @Option(names = "--resume", description = "Go on with the study in --out, as it was begun.")
  private boolean resume;

  @Option(names = "--plan", description = "Show the plan and end.")
  private boolean planOnly;

  @Option(names = "--gates", paramLabel = "FILE", description = "Default: the built-in ones.")
  private @Nullable Path gates;

  @Option(names = "--parallelism", description = "Cores of a pass (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Override
  public Integer call() throws Exception {
    try (StudyMirror mirror = StudyMirror.open(main)) {
      StudyFolder folder = new StudyFolder(out);
      if (resume && !folder.begun() && mirror.restore(name(), folder)) {
        main.say("Brought back from ClickHouse: " + name());
      }
      return search(folder, new OptimizeView(main, folder, mirror));
    }
  }

  private String name() {
    return out.toAbsolutePath().normalize().getFileName().toString();
  }

  private int search(StudyFolder folder, OptimizeView view) throws Exception {
    if (resume && Files.exists(folder.file(StudyFolder.VERDICT))) {
      return view.stored();
    }
    GatesFile wanted = gates == null ? GatesFile.search() : GatesFile.read(gates);
    Map<String, String> base = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    ArchivePlan plan = files(base);
    String hash = Plans.run(plan, Map.of());
    try (FileWindows windows =
        new FileWindows(
            plan, part -> cluster.runner(main, part, parallelism, out, view::tick, state -> {}))) {
      StudySpec spec = resume ? stored(folder, hash) : begun(folder, base, plan, hash, windows);
      view.plan(spec, wanted);
      if (planOnly) {
        return ExitCodes.OK;
      }
      if (!resume) {
        folder.begin(spec);
      }
      view.begin(spec, resume);
      List<TrialOutcome> done = new Study(spec, folder, windows, view::generation).run();
      view.judging();
      Judgement judgement = Judgement.of(spec, done, wanted, windows);
      return view.judged(spec, done, judgement, wanted);
    }
  }

  private ArchivePlan files(Map<String, String> base) throws IOException {
    if (history.isTopics()) {
      throw new CliException(
          ExitCodes.USAGE, "SOURCE_UNKNOWN: source=kafka; a search runs over files.");
    }
    ArchivePlan plan =
        history.plan(InstrumentsFile.of(BacktestRequest.job(base).instrumentsFile()).get());
    if (plan.instruments().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "No file of a known instrument is in " + history.inputText() + ".");
    }
    return plan;
  }

  private static StudySpec stored(StudyFolder folder, String hash) throws IOException {
    StudySpec spec = folder.spec();
    if (!spec.dataHash().equals(hash)) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "STUDY_DATA_DIFFERS: the study was begun on other files, data="
              + spec.dataHash()
              + " now="
              + hash);
    }
    return spec;
  }

  private StudySpec begun(
      StudyFolder folder,
      Map<String, String> base,
      ArchivePlan plan,
      String hash,
      FileWindows windows)
      throws Exception {
    if (folder.begun() && !planOnly) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "STUDY_EXISTS: " + out + " has a study; --resume goes on with it.");
    }
    List<String> lines = new ArrayList<>(params);
    if (space != null) {
      lines.addAll(Files.readAllLines(space));
    }
    lines.removeIf(line -> line.isBlank() || line.strip().startsWith("#"));
    if (!strategy.isEmpty()) {
      base.put("strategies", strategy);
    }
    String strategies = String.join("+", BacktestRequest.job(base).strategies());
    base.putIfAbsent("strategies", strategies.replace('+', ','));
    if (!base.containsKey("trade.source") && Plans.hasAggregatesOnly(plan)) {
      base.put("trade.source", "agg-trade");
    }
    long[] span = span(base, windows);
    return new StudySpec(
        name(),
        strategies,
        history.source().id() + " " + history.inputText(),
        hash,
        new TreeMap<>(base),
        lines,
        objectives.stream().map(Objective::of).toList(),
        SamplerKind.of(sampler),
        trials,
        batch,
        seed,
        span[0],
        span[1],
        holdout,
        minTrades,
        leastBudget);
  }

  /** Begin and end of the data; what is not said is found by a pass that trades nothing. */
  private long[] span(Map<String, String> base, FileWindows windows) throws Exception {
    TimeSpanOptions span = history.span();
    if (!span.fromText().isEmpty() && !span.toText().isEmpty()) {
      return new long[] {span.fromNs(), span.toNs()};
    }
    main.say("Looking for the begin and end of the data ...");
    long[] found = windows.span(base);
    return new long[] {span.fromNs(found[0]), span.toNs(found[1])};
  }
}
