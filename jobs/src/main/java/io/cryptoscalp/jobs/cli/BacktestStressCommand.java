package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.StoredRun;
import io.cryptoscalp.jobs.backtest.StressCheck;
import io.cryptoscalp.jobs.backtest.TradedVolumes;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.models.validation.StressReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a trial of a finished run again under worse execution. */
@Command(
    name = "stress",
    description =
        "Run the best trial of a finished backtest again, as it was and under worse execution:"
            + " latency, queue, impact, fees. The strategy decides anew in each. Writes stress.json"
            + " into RUN, which validate reads; exit code 8 when nothing is left at a venue or under"
            + " a first step.")
final class BacktestStressCommand implements Callable<Integer> {
  @ParentCommand private BacktestCommand backtests = new BacktestCommand();

  @Parameters(index = "0", paramLabel = "RUN", description = "Folder that a backtest wrote.")
  private Path run = Path.of(".");

  @Option(
      names = "--trial",
      description = "Default: the one with the largest return over the whole span, as validate.")
  private String wanted = "";

  @Option(
      names = "--volume",
      split = ",",
      paramLabel = "ID=QUANTITY",
      description =
          "Volume of a day, base units, for impact; default what recorded frames traded, at their"
              + " pace.")
  private Map<String, Double> volumes = new TreeMap<>();

  @Mixin private JarOptions jars = new JarOptions();

  @Option(
      names = "--parallelism",
      description = "Subtasks of every stage (default: ${DEFAULT-VALUE}).")
  private int parallelism = 1;

  /** The input as a command line gives it. */
  @Command(name = "input")
  static final class Input {
    @Mixin private BacktestInputOptions options = new BacktestInputOptions();
  }

  @Override
  public Integer call() throws Exception {
    Main main = backtests.main();
    var unused = jars.use(main);
    StoredRun stored = StoredRun.read(run);
    RunRecord judged = RunFiles.read(run).trial(wanted);
    TrialSpec trial = stored.trial(judged.runId().substring(stored.run().length() + 1));
    BacktestInput input = input(stored).find(main, new TreeMap<>(stored.settings()));
    stored.require(input);
    StressCheck check = new StressCheck(stored, trial, volatility(judged), volumes(stored, judged));
    main.say("Running " + judged.runId() + " again, " + trial.parameters());
    if (!check.stressesImpact()) {
      main.say("Impact is left out: --volume ID=QUANTITY of each instrument says how large it is.");
    }
    StressReport report;
    try (LocalTrialRunner runner = new LocalTrialRunner(input, parallelism)) {
      report = check.run(runner, judged);
    }
    StressTable.tell(main, report);
    Path file = run.resolve("stress.json");
    Files.writeString(file, report.json().toPrettyString() + "\n");
    main.say("Written: " + file);
    return report.code() == null ? ExitCodes.OK : ExitCodes.UNSOUND;
  }

  private static BacktestInputOptions input(StoredRun stored) {
    List<String> words = new ArrayList<>();
    stored
        .input()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                words.add("--" + name + "=" + value);
              }
            });
    Input input = new Input();
    new CommandLine(input)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.toArray(new String[0]));
    return input.options;
  }

  private static Map<String, Double> volatility(RunRecord judged) {
    TreeSet<String> traded = new TreeSet<>();
    judged.trades().forEach(trade -> traded.add(trade.instrument()));
    Map<String, Double> volatility = new TreeMap<>();
    for (RunRecord.Prices prices : judged.prices()) {
      if (traded.contains(prices.instrument())) {
        volatility.put(prices.instrument(), DailyVolatility.of(prices.closes()));
      }
    }
    return volatility;
  }

  private Map<String, Double> volumes(StoredRun stored, RunRecord judged) throws IOException {
    Map<String, Double> known = new TreeMap<>();
    boolean told = judged.trades().stream().allMatch(t -> volumes.containsKey(t.instrument()));
    if (!told && "frames".equals(stored.input().get("source"))) {
      Path recording = Path.of(stored.input().getOrDefault("input", ""));
      String instruments = stored.settings().getOrDefault("instruments.file", "");
      known.putAll(TradedVolumes.daily(recording, InstrumentsFile.of(instruments).get()));
    }
    known.putAll(volumes);
    return known;
  }
}
