package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.dataset.TradingCosts;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.chart.ChartFamily;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import io.cryptoscalp.models.family.graph.GraphFamily;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code train all} and {@code train FAMILY}. */
final class ZooOptions {
  private static final long MINUTE_NS = 60_000_000_000L;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "train all|FAMILY: a dataset's folder, or candles of one instrument a file (as in"
              + " features lookahead), or a folder of such files.")
  private List<Path> input = new ArrayList<>();

  @Option(
      names = "--families",
      split = ",",
      paramLabel = "ID",
      description = "train all: only these. Default: all.")
  private List<String> families = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder of the report.")
  private @Nullable Path out;

  @Option(names = "--seed", description = "Of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--threads", description = "Native threads (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(names = "--folds", description = "Test parts of the walk-forward (${DEFAULT-VALUE}).")
  private int folds = EvaluationOptions.DEFAULT.folds();

  @Option(
      names = "--label",
      description = "triple-barrier or fixed-horizon, for candles (default: ${DEFAULT-VALUE}).")
  private String label = "triple-barrier";

  @Option(
      names = "--label-horizon",
      paramLabel = "MINUTES",
      description = "Longest span of a label, for candles (default: ${DEFAULT-VALUE}).")
  private int horizonMinutes = 30;

  @Option(
      names = "--steps",
      description = "Vectors of a sequence, for candles (default: ${DEFAULT-VALUE}).")
  private int steps = DatasetOptions.STEPS;

  @Option(
      names = "--min-validity",
      paramLabel = "SHARE",
      description =
          "Leave out features that are valid in a smaller share of the rows, for candles: an"
              + " example wants all features in every row of its sequence (default:"
              + " ${DEFAULT-VALUE}).")
  private double minValidity = 0.9;

  @Option(
      names = "--spacing",
      paramLabel = "MINUTES",
      description = "Least distance of examples, for candles (default: every candle).")
  private int spacingMinutes;

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "TERM",
      description = "Features to compute from candles, as in job.features.select.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--taker-fee",
      paramLabel = "BPS",
      description = "Fee of one side, in hundredths of a percent (default: ${DEFAULT-VALUE}).")
  private double takerFeeBps = 5;

  @Option(
      names = "--slippage",
      paramLabel = "BPS",
      description = "Slippage of one side (default: ${DEFAULT-VALUE}).")
  private double slippageBps = 1;

  @Option(
      names = "--spread",
      paramLabel = "BPS",
      description = "Distance of the best quotes (default: ${DEFAULT-VALUE}).")
  private double spreadBps = 1;

  @Option(
      names = "--hyper",
      paramLabel = "FAMILY.OPTION=VALUE",
      description = "A hyperparameter, such as xgboost.depth=6; may be repeated.")
  private Map<String, String> set = new TreeMap<>();

  @Option(
      names = "--policy-seeds",
      paramLabel = "COUNT",
      description = "Runs of each policy in the walk-forward (default: ${DEFAULT-VALUE}).")
  private int policySeeds = 3;

  @Option(names = "--plan", description = "Say what would be done, and stop.")
  private boolean planOnly;

  @Mixin private NeighbourArguments neighbours = new NeighbourArguments();

  List<Path> input() {
    if (input.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "train all and train FAMILY want --input.");
    }
    return input;
  }

  Path out() {
    if (out == null) {
      throw new CliException(ExitCodes.USAGE, "train all and train FAMILY want --out.");
    }
    return out;
  }

  boolean planOnly() {
    return planOnly;
  }

  long seed() {
    return seed;
  }

  int threads() {
    return threads;
  }

  List<String> select() {
    return select;
  }

  /** The families meant by the first word. */
  ZooChoice choice(String what) {
    return ZooChoice.of(what, families);
  }

  /** Runs of each policy family, with seeds of their own. */
  int policySeeds() {
    return policySeeds;
  }

  /**
   * Those of the chosen families that examples can teach: one that looks at neighbours is left out
   * of all families when there are none, and told of.
   */
  List<ModelFamily> teachable(List<ModelFamily> chosen, Dataset data, Consumer<String> say) {
    if (!families.isEmpty() || chosen.size() == 1 || data.meanNeighbours() > 0) {
      return chosen;
    }
    List<ModelFamily> left = new ArrayList<>(chosen);
    if (left.removeIf(family -> family instanceof GraphFamily)) {
      say.accept("graph is left out: no example has a neighbour.");
    }
    return left;
  }

  /** Settings of families that differ from their defaults. */
  SortedMap<String, Hyperparameters> settings(ZooChoice choice) {
    SortedMap<String, Hyperparameters> chosen = new TreeMap<>();
    choice.families().forEach(family -> chosen.put(family.id(), family.defaults()));
    choice.policies().forEach(family -> chosen.put(family.id(), family.defaults()));
    if (choice.quantile()) {
      chosen.put(QuantileFamily.ID, new QuantileFamily().defaults());
    }
    if (choice.chart()) {
      chosen.put(ChartFamily.ID, new ChartFamily().defaults());
    }
    SortedMap<String, SortedMap<String, String>> changes = new TreeMap<>();
    set.forEach(
        (name, value) -> {
          int dot = name.indexOf('.');
          if (dot < 1) {
            throw new CliException(
                ExitCodes.USAGE, "--hyper wants FAMILY.OPTION=VALUE, not " + name);
          }
          changes
              .computeIfAbsent(name.substring(0, dot), family -> new TreeMap<>())
              .put(name.substring(dot + 1), value);
        });
    SortedMap<String, Hyperparameters> settings = new TreeMap<>();
    chosen.forEach(
        (family, defaults) -> {
          SortedMap<String, String> of = changes.remove(family);
          if (of != null) {
            settings.put(family, defaults.with(of));
          }
        });
    if (!changes.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE, "--hyper names no family that is trained: " + changes.firstKey());
    }
    return settings;
  }

  TradingCosts costs() {
    return new TradingCosts(takerFeeBps / 1e4, slippageBps / 1e4, spreadBps / 1e4);
  }

  long horizonNs() {
    return horizonMinutes * MINUTE_NS;
  }

  /**
   * How candles become examples.
   *
   * @param intervalNs length of a candle
   */
  DatasetOptions dataset(long intervalNs) {
    LabelRule rule =
        switch (label) {
          case "triple-barrier" -> LabelRule.tripleBarrier(horizonNs());
          case "fixed-horizon" -> LabelRule.fixedHorizon(horizonNs());
          default ->
              throw new CliException(
                  ExitCodes.USAGE, "--label wants triple-barrier or fixed-horizon, not " + label);
        };
    DatasetOptions options =
        DatasetOptions.of(rule.withCosts(costs()), intervalNs).withSteps(steps, 0);
    return new DatasetOptions(
        options.features(),
        minValidity,
        options.steps(),
        options.stepNs(),
        options.maxGapNs(),
        spacingMinutes * MINUTE_NS,
        options.label(),
        options.horizonsNs(),
        options.uniqueness(),
        options.recencyHalfLifeNs(),
        neighbours.options(intervalNs));
  }

  EvaluationOptions evaluation() {
    EvaluationOptions base = EvaluationOptions.DEFAULT;
    return new EvaluationOptions(
        folds,
        base.initialShare(),
        base.validationShare(),
        base.embargoNs(),
        costs(),
        Math.max(base.clusterNs(), 4 * horizonNs()));
  }
}
