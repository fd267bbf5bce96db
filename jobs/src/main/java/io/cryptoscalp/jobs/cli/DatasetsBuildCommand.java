package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.training.FeatureInput;
import io.cryptoscalp.jobs.training.TrainingJob;
import io.cryptoscalp.jobs.training.TrainingRequest;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetCard;
import io.cryptoscalp.models.dataset.DatasetFolder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.LabelRule;
import java.nio.file.Path;
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

/** Builds a dataset from history. */
@Command(
    name = "build",
    description =
        "Label history and write a dataset (Parquet) with its card, in a bounded Flink job with"
            + " one task an input.")
final class DatasetsBuildCommand implements Callable<Integer> {
  @ParentCommand private DatasetsCommand datasets = new DatasetsCommand();

  @Mixin private HistoryArguments history = new HistoryArguments();

  @Mixin private LabelArguments labels = new LabelArguments();

  @Mixin private NeighbourArguments neighbours = new NeighbourArguments();

  @Option(names = "--steps", description = "Vectors of a sequence (${DEFAULT-VALUE}).")
  private int steps = DatasetOptions.STEPS;

  @Option(
      names = "--step",
      paramLabel = "LENGTH",
      description = "Event time between them (default: every row is a step).")
  private String step = "";

  @Option(
      names = "--max-gap",
      paramLabel = "LENGTH",
      description = "Longest gap that sequences and labels may bridge (default: 2 intervals).")
  private String maxGap = "";

  @Option(
      names = "--spacing",
      paramLabel = "LENGTH",
      description = "Least distance between examples of an instrument (default: every row).")
  private String spacing = "";

  @Option(
      names = "--min-validity",
      description = "Least share of rows in which a feature is valid (${DEFAULT-VALUE}).")
  private double minValidity = 0.9;

  @Option(
      names = "--half-life",
      paramLabel = "LENGTH",
      description = "Age at which an example weighs half (default: age does not matter).")
  private String halfLife = "";

  @Option(
      names = "--equal-weights",
      description = "Do not weigh examples by the uniqueness of their labels.")
  private boolean equalWeights;

  @Option(names = "--tasks", description = "Tasks side by side (${DEFAULT-VALUE}).")
  private int tasks = 2;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write the dataset to.")
  private Path out = Path.of(".");

  @Option(names = "--force", description = "Write over a dataset that is there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (!force && DatasetFolder.exists(out)) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "DATASET_EXISTS: folder=" + out + "; --force writes over it.");
    }
    if (tasks < 1 || tasks > 64) {
      throw new CliException(ExitCodes.USAGE, "--tasks is from 1 to 64.");
    }
    DatasetBuild build;
    try (HistoryArguments.History found = history.open(datasets.main())) {
      build = run(request(found));
    }
    DatasetFolder.write(build, out);
    print(build.card());
    if (build.card().examples() == 0) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "DATASET_EMPTY: dropped=" + build.card().dropped());
    }
    return ExitCodes.OK;
  }

  private TrainingRequest request(HistoryArguments.History found) {
    LabelRule rule = labels.rule(found.intervalNs());
    DatasetOptions usual = DatasetOptions.of(rule, found.intervalNs());
    DatasetOptions options =
        new DatasetOptions(
            found.wanted(),
            minValidity,
            steps,
            length("--step", step, 0),
            length("--max-gap", maxGap, usual.maxGapNs()),
            length("--spacing", spacing, 0),
            rule,
            usual.horizonsNs(),
            !equalWeights,
            length("--half-life", halfLife, 0),
            neighbours.options(found.intervalNs()));
    return new TrainingRequest(
        found.inputs(), found.featureSet(), found.names(), found.fromNs(), found.toNs(), options);
  }

  private static long length(String option, String text, long usual) {
    return text.isEmpty() ? usual : CandleOptions.length(option, text);
  }

  private DatasetBuild run(TrainingRequest request) throws Exception {
    Main main = datasets.main();
    List<FeatureInput> inputs = request.inputs();
    int parallel = Math.min(tasks, inputs.size());
    main.say(
        String.format(
            Locale.ROOT,
            "%d inputs, %d side by side; up to %d features of set %s; labels %s.",
            inputs.size(),
            parallel,
            request.options().features().isEmpty()
                ? request.names().size()
                : request.options().features().size(),
            request.featureSet(),
            request.options().label().method().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    Configuration cluster = new Configuration();
    cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    Configuration job = new Configuration();
    job.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    try (LocalFlink flink = new LocalFlink(cluster, parallel, 0, 0)) {
      return TrainingJob.run(
          flink.environment(job),
          request,
          parallel,
          (input, done, of, rows) ->
              main.say(
                  String.format(
                      Locale.ROOT, "[%d/%d] %s, %,d rows so far", done, of, input.name(), rows)));
    }
  }

  private void print(DatasetCard card) {
    Main main = datasets.main();
    main.say(
        String.format(
            Locale.ROOT,
            "%,d rows, %,d examples, %.2f %% up, %d features, %d steps, hash %s",
            card.rows(),
            card.examples(),
            card.examples() == 0 ? 0 : 100.0 * card.up() / card.examples(),
            card.features().size(),
            card.steps(),
            card.hash().substring(0, 12)));
    card.dropped().forEach((reason, rows) -> main.say("  no example: " + reason + " " + rows));
    main.say("Written: " + out);
    ObjectNode node =
        Json.object()
            .put("folder", out.toString())
            .put("hash", card.hash())
            .put("rows", card.rows())
            .put("examples", card.examples())
            .put("up", card.up())
            .put("features", card.features().size())
            .put("steps", card.steps());
    node.putPOJO("dropped", card.dropped());
    main.emit(node);
  }
}
