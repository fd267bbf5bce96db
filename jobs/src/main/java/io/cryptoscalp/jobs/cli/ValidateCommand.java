package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.Capacity;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.tearsheet.SheetData;
import io.cryptoscalp.models.tearsheet.TearSheet;
import io.cryptoscalp.models.validation.BootstrapReport;
import io.cryptoscalp.models.validation.Finding;
import io.cryptoscalp.models.validation.Reruns;
import io.cryptoscalp.models.validation.RunValidation;
import io.cryptoscalp.models.validation.StressReport;
import io.cryptoscalp.models.validation.Validation;
import io.cryptoscalp.models.validation.ValidationJson;
import io.cryptoscalp.models.validation.ValidationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Holds a finished backtest to every test of luck. */
@Command(
    name = "validate",
    description =
        "Say whether a finished backtest is to be believed: luck, overfitting, lookahead, fills for"
            + " free, length, worse execution, capacity. Writes validation.json and report.html"
            + " into RUN; exit code 9 when something speaks against it. With --gates the gates are"
            + " checked and recorded, too.")
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Folder that a backtest wrote, or the file of a run.")
  private Path from = Path.of(".");

  @Option(names = "--trial", description = "Default: the one with the largest return.")
  private String trial = "";

  @Option(
      names = "--benchmark",
      description = "none: trials against doing nothing; held: against holding what is traded.")
  private Benchmark benchmark = Benchmark.NONE;

  @Option(
      names = "--trials-made",
      paramLabel = "N",
      description = "Trials in all, with earlier searches; default those of RUN.")
  private int made;

  @Option(
      names = "--paths",
      paramLabel = "N",
      description = "Monte Carlo paths, 1000 or more (${DEFAULT-VALUE}).")
  private int paths = MonteCarlo.PATHS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all chance (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--slippage-bps",
      paramLabel = "X",
      description = "Least cost of a side that stress multiplies (${DEFAULT-VALUE}).")
  private double slippage = 0.5;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      description = "Latency that stress multiplies (${DEFAULT-VALUE}).")
  private String latency = "100ms";

  @Option(
      names = "--volume",
      split = ",",
      paramLabel = "ID=VALUE",
      description = "Value traded in a day, account currency, for the capacity.")
  private Map<String, Double> volumes = new TreeMap<>();

  @Option(
      names = "--lookahead",
      paramLabel = "FILE",
      description = "Report of backtest lookahead; default lookahead.json in RUN.")
  private @Nullable Path lookahead;

  @Option(
      names = "--free-fills",
      paramLabel = "FILE",
      description = "Comparison with strict fills; default free-fills.json in RUN.")
  private @Nullable Path freeFills;

  @Option(
      names = "--gates",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILE",
      description = "Check the gates, too; default the built-in ones.")
  private @Nullable String gates;

  @Option(
      names = "--parity",
      paramLabel = "FILE",
      description = "For the gates; default parity.json in RUN.")
  private @Nullable Path parity;

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "For the gates, runs that RUN does not have: paper, walk-forward.")
  private List<Path> runs = new ArrayList<>();

  @Option(names = "--by", description = "Who asks for it; default the user of this command.")
  private String by = "";

  /** What trials are tested against. */
  enum Benchmark {
    NONE,
    HELD
  }

  @Override
  public Integer call() throws IOException {
    RunFiles files = RunFiles.read(from);
    RunRecord run = files.trial(trial);
    long latencyNs = ReplayCommand.Durations.parse(latency).toNanos();
    ValidationOptions options =
        new ValidationOptions(
            paths, seed, made, benchmark == Benchmark.HELD, slippage, latencyNs, markets(run));
    Validation validation =
        RunValidation.of(
            run,
            files.trials(),
            options,
            new Reruns(
                files.proof(lookahead, "lookahead.json"),
                files.proof(freeFills, "free-fills.json"),
                rerun(files, "bootstrap.json", run, BootstrapReport::of, BootstrapReport::runId),
                rerun(files, "stress.json", run, StressReport::of, StressReport::runId),
                files.walkForward()));
    print(validation);
    ObjectNode json = ValidationJson.of(validation);
    Path file = files.folder().resolve("validation.json");
    Files.writeString(file, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    boolean green = gates == null || check(files, validation, gates);
    Path page = page(files, validation, json);
    main.say("Written: " + file + " and " + page);
    if (gates == null) {
      main.emit(json.put("file", file.toString()).put("page", page.toString()));
    }
    return green && validation.passed() ? ExitCodes.OK : ExitCodes.NOT_ACTIVATED;
  }

  /** What running a trial again came to; null where none was. One of another trial is told. */
  private <T> @Nullable T rerun(
      RunFiles files,
      String name,
      RunRecord run,
      Function<JsonNode, T> reader,
      Function<T, String> runId)
      throws IOException {
    JsonNode node = files.optional(name);
    if (node == null) {
      return null;
    }
    T report = reader.apply(node);
    String of = runId.apply(report);
    if (!of.equals(run.runId())) {
      main.say(name + " is of " + of + ", not of " + run.runId() + ": not used");
    }
    return report;
  }

  /** Volumes as given, with the volatility of the run's own prices. */
  private Map<String, Capacity.Market> markets(RunRecord run) {
    Map<String, Capacity.Market> markets = new TreeMap<>();
    for (RunRecord.Prices prices : run.prices()) {
      Double volume = volumes.get(prices.instrument());
      if (volume != null) {
        markets.put(
            prices.instrument(), new Capacity.Market(volume, DailyVolatility.of(prices.closes())));
      }
    }
    return markets;
  }

  private void print(Validation validation) {
    RunRecord run = validation.run();
    main.say(
        String.format(
            Locale.ROOT,
            "%s, %s of %d trials: return %.2f %%, annual Sharpe %.2f over %d periods, %d trades",
            run.strategy(),
            run.runId(),
            validation.trials().runs().size(),
            100 * validation.figure("total-return"),
            validation.figure("sharpe"),
            validation.trials().periods(),
            run.trades().size()));
    Tables.lines(List.of("", ""), List.of(false, true), ValidationFigures.rows(validation)).stream()
        .skip(2)
        .forEach(main::say);
    for (Finding finding : validation.findings()) {
      main.say((finding.refuses() ? finding.code() + ": " : "note: ") + finding.text());
    }
    main.say(
        validation.passed()
            ? "Nothing speaks against this result."
            : "This result is not to be believed as it stands.");
  }

  private boolean check(RunFiles files, Validation validation, String name) throws IOException {
    GatesFile wanted = name.isEmpty() ? GatesFile.defaults() : GatesFile.read(Path.of(name));
    RunRecord run = validation.run();
    Evidence evidence = new Evidence(run.strategy());
    List<RunRecord> brought = new ArrayList<>(List.of(run));
    for (Path each : runs) {
      brought.add(RunFile.read(each));
    }
    boolean walked = brought.stream().anyMatch(e -> e.kind() == RunRecord.Kind.WALK_FORWARD);
    RunRecord tests = validation.walkForwardRun();
    if (!walked && tests != null) {
      brought.add(tests);
    }
    for (RunRecord each : brought) {
      try {
        evidence.addRun(each, wanted.paths(), wanted.seed());
      } catch (ModelException e) {
        if (!e.code().equals("GATE_EVIDENCE_INVALID")) {
          throw e;
        }
        main.say("Not brought to the gates: " + e.getMessage());
      }
    }
    if (validation.returns().length > 1) {
      try {
        evidence.addTrials(validation.returns(), run.runId(), run.dataHash(), wanted.seed());
      } catch (ModelException e) {
        main.say("Not brought to the gates: " + e.getMessage());
      }
    }
    evidence.addValidation(validation.refusals(), run.runId(), run.dataHash());
    Path compared = parity == null ? files.folder().resolve("parity.json") : parity;
    if (parity != null || Files.isRegularFile(compared)) {
      GatesCheck.addParity(evidence, compared);
    }
    return GatesCheck.record(
        main, evidence, wanted, by, Json.object().put("passed", validation.passed()));
  }

  private Path page(RunFiles files, Validation validation, ObjectNode json) throws IOException {
    RunRecord run = validation.run();
    List<LedgerEntry> entries = GatesCommand.ledger(main.settings()).entries();
    boolean known = entries.stream().anyMatch(e -> e.strategy().equals(run.strategy()));
    Path page = files.folder().resolve("report.html");
    Files.writeString(
        page,
        TearSheet.html(
            SheetData.of(run, paths, seed),
            known ? Clearance.of(run.strategy(), entries) : null,
            json),
        StandardCharsets.UTF_8);
    return page;
  }
}
