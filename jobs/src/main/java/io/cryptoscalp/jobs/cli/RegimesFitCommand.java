package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.jobs.hindsight.RegimeFitJob;
import io.cryptoscalp.jobs.hindsight.RegimeFitRequest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.models.regime.RegimeModelFile;
import io.cryptoscalp.models.regime.RegimeModels;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Fits a model to each instrument's history. */
@Command(
    name = "fit",
    description =
        "Fit a hidden Markov model to each instrument's candles in a bounded Flink job, choose its"
            + " number of states, and register it.")
final class RegimesFitCommand implements Callable<Integer> {
  private static final double HOUR_NS = 3.6e12;
  private static final int MOST_TASKS = 4;

  @ParentCommand private RegimesCommand regimes = new RegimesCommand();

  @Mixin private CandleOptions input = new CandleOptions();

  @Option(
      names = "--interval",
      paramLabel = "LENGTH",
      description = "Length of an observation: 5m, 1h, 1d ... Default: the candles' own.")
  private String interval = "";

  @Option(
      names = "--return-only",
      description = "Observe the log return alone, not the volatility of the interval with it.")
  private boolean returnOnly;

  @Option(
      names = "--volatility-bars",
      description = "Intervals that the volatility is averaged over (default: ${DEFAULT-VALUE}).")
  private int volatilityBars = 1;

  @Option(
      names = "--states",
      paramLabel = "N[-M]",
      description = "Numbers of states to try, within 2-6 (default: ${DEFAULT-VALUE}).")
  private String states = HmmModel.MIN_STATES + "-" + HmmModel.MAX_STATES;

  @Option(
      names = "--criterion",
      description = "Decides between them: bic, aic or hq (default: ${DEFAULT-VALUE}).")
  private InformationCriterion criterion = InformationCriterion.BIC;

  @Option(names = "--seed", description = "Seed of the random starts (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--restarts",
      description = "Random starts of each number of states (default: ${DEFAULT-VALUE}).")
  private int restarts = 24;

  @Override
  public Integer call() throws Exception {
    List<RegimeFitJob.Outcome> outcomes;
    try (CandleOptions.Candles candles = input.open(regimes.main())) {
      outcomes = fit(requests(candles.inputs()));
    }
    Main main = regimes.main();
    Instant now = Instant.now();
    String error = "";
    try (ModelRegistry registry = Registries.open(main)) {
      for (RegimeFitJob.Outcome outcome : outcomes) {
        RegimeModelFile model = outcome.model();
        if (model != null) {
          print(model, RegimeModels.register(registry, model, "0.1.0", now));
        } else {
          error = error.isEmpty() ? outcome.error() : error;
          String name = outcome.request().input().name();
          main.say(name + ": " + outcome.error());
          main.emit(Json.object().put("name", name).put("error", outcome.error()));
        }
      }
    }
    if (!error.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, error);
    }
    return ExitCodes.OK;
  }

  private List<RegimeFitJob.Outcome> fit(List<RegimeFitRequest> requests) throws Exception {
    int tasks = Math.min(requests.size(), MOST_TASKS);
    Configuration cluster = new Configuration();
    cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    Configuration job = new Configuration();
    job.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    regimes
        .main()
        .say("Fitting " + requests.size() + " instruments, " + tasks + " side by side ...");
    try (LocalFlink flink = new LocalFlink(cluster, tasks, 0, 0)) {
      return RegimeFitJob.run(flink.environment(job), requests, tasks);
    }
  }

  private List<RegimeFitRequest> requests(List<CandleInput> inputs) {
    String[] range = states.split("-", 2);
    int least = number(range[0]);
    int most = number(range[range.length - 1]);
    if (least < HmmModel.MIN_STATES || most > HmmModel.MAX_STATES || least > most) {
      throw new CliException(ExitCodes.USAGE, "--states wants 3 or 2-6, not " + states + ".");
    }
    if (restarts < 1 || restarts > 1000) {
      throw new CliException(ExitCodes.USAGE, "--restarts is from 1 to 1000.");
    }
    long intervalNs = interval.isEmpty() ? 0 : CandleOptions.length("--interval", interval);
    List<RegimeFitRequest> requests = new ArrayList<>();
    for (CandleInput candles : inputs) {
      requests.add(
          new RegimeFitRequest(
              candles,
              intervalNs,
              !returnOnly,
              volatilityBars,
              least,
              most,
              criterion,
              seed,
              restarts));
    }
    return requests;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void print(RegimeModelFile model, ModelFolder folder) {
    Main main = regimes.main();
    RegimeModelFile.Training training = model.training();
    main.say(
        String.format(
            Locale.ROOT,
            "%n%s: %d states by %s, %,d observations (%s)",
            model.name(),
            model.states().size(),
            training.criterion(),
            training.observations(),
            model.observation().id()));
    Tables.lines(
            List.of("states", "log-likelihood", "AIC", "BIC", "HQ", "rarest"),
            List.of(true, true, true, true, true, true),
            model.candidates().stream().map(RegimesFitCommand::row).toList())
        .forEach(main::say);
    double hours = model.observation().intervalNs() / HOUR_NS;
    Tables.lines(
            List.of("state", "mean bps", "deviation bps", "share", "stay h"),
            List.of(false, true, true, true, true),
            model.states().stream().map(state -> row(state, hours)).toList())
        .forEach(main::say);
    main.say("Written: " + folder.path());
    main.emit(json(model, folder));
  }

  private static List<String> row(RegimeModelFile.Candidate tried) {
    return List.of(
        Integer.toString(tried.states()),
        text("%.1f", tried.logLikelihood()),
        text("%.1f", tried.aic()),
        text("%.1f", tried.bic()),
        text("%.1f", tried.hq()),
        text("%.0f", tried.rarestStateRows()));
  }

  private static List<String> row(HmmStateProfile state, double hours) {
    return List.of(
        state.name(),
        text("%.2f", state.mean() * 1e4),
        text("%.1f", state.deviation() * 1e4),
        text("%.3f", state.share()),
        text("%.1f", state.dwell() * hours));
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static ObjectNode json(RegimeModelFile model, ModelFolder folder) {
    ObjectNode node =
        Json.object()
            .put("name", model.name())
            .put("model", folder.card().model())
            .put("version", folder.card().version())
            .put("folder", folder.path().toString())
            .put("sha256", folder.card().sha256())
            .put("observations", model.training().observations())
            .put("states", model.states().size())
            .put("criterion", model.training().criterion().name());
    ArrayNode tried = node.putArray("tried");
    model.candidates().forEach(candidate -> tried.addPOJO(candidate));
    ArrayNode states = node.putArray("stateProfiles");
    model.states().forEach(state -> states.addPOJO(state));
    return node;
  }
}
