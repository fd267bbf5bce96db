package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.jobs.trading.FeatureTerms;
import io.cryptoscalp.jobs.trading.ScalingKeys;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureSource;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.SubsetFeatureSource;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.selection.FeatureSetFile;
import io.cryptoscalp.models.training.BaselineOptions;
import io.cryptoscalp.models.training.TrainBaseline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Trains on the features written so far, registers the model and, if it shows skill, swaps the job
 * to it.
 */
@Command(
    name = "train",
    description =
        "train baseline: fit on the stored features, export to ONNX, register, and swap the running"
            + " job to it if it shows skill. train all and train FAMILY: judge families by"
            + " walk-forward on --input, register a model of each, write a report.")
final class TrainCommand implements Callable<Integer> {
  private static final String BASELINE = "baseline";

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "WHAT", description = "baseline, all, or a family's id")
  private String model = BASELINE;

  @Mixin private ZooOptions zoo = new ZooOptions();

  @Option(
      names = "--feature-set",
      description =
          "Id of a stored set, or @file:PATH: the features of a file of features select, from rows"
              + " of the set they were chosen from. Default: the newest in the table.")
  private String featureSet = "";

  @Option(names = "--min-rows", description = "Fewest rows to train on (${DEFAULT-VALUE}).")
  private int minRows = BaselineOptions.DEFAULT.minRows();

  @Option(
      names = "--scaler",
      description =
          "standard, robust, rank or rank-gaussian: a scaler beside the model; online: the job's own"
              + " (job.trading.scaling). Default: standardised inside the model.")
  private String scaler = "";

  @Option(names = "--no-activate", description = "Register only; the job keeps its model.")
  private boolean noActivate;

  @Option(names = "--force", description = "Activate a model without skill, too.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (!model.equals(BASELINE)) {
      return new ZooTraining(main, zoo, spec.commandLine().getErr()).run(model);
    }
    TrainBaseline.Result result;
    try (Database database = Database.open(main);
        ModelRegistry registry = Registries.open(main)) {
      Properties properties = new Properties();
      properties.setProperty("user", database.user());
      properties.setProperty("password", database.password());
      FeatureSource stored = new JdbcFeatureSource(database.jdbcUrl(), properties);
      if (featureSet.startsWith(FeatureTerms.FILE)) {
        FeatureSetFile file = selected();
        result =
            TrainBaseline.run(
                new SubsetFeatureSource(stored, file.parentSet(), file.setId(), file.features()),
                request(file.setId()),
                registry);
      } else {
        String set = featureSet.isEmpty() ? newestFeatureSet(database) : featureSet;
        result = TrainBaseline.run(stored, request(set), registry);
      }
    }
    main.say("Registered " + result.card().model() + " " + result.card().version() + ".");
    result.card().metrics().forEach((name, value) -> main.say("  " + name + " = " + value));
    result.card().warnings().forEach(warning -> main.say("  warning: " + warning));
    ModelActivation activation = new ModelActivation(main);
    ObjectNode line =
        Json.object()
            .put("model", result.card().model())
            .put("version", result.card().version())
            .put("folder", result.folder().path().toString())
            .put("uri", result.folder().uri());
    int code =
        noActivate
            ? activation.leave(result.card(), line)
            : activation.activate(result.folder(), result.card(), force, line);
    main.emit(line);
    return code;
  }

  private FeatureSetFile selected() {
    return FeatureSetFile.load(Path.of(featureSet.substring(FeatureTerms.FILE.length())));
  }

  private TrainBaseline.Request request(String set) {
    BaselineOptions base = BaselineOptions.DEFAULT;
    boolean online = scaler.equals("online");
    return new TrainBaseline.Request(
        FeatureQuery.all(set),
        LabelOptions.DEFAULT,
        new BaselineOptions(
            base.l2(),
            base.balanceClasses(),
            base.clip(),
            base.trainFraction(),
            base.embargoNs(),
            minRows,
            Math.min(base.minClassRows(), minRows),
            online || scaler.isEmpty() ? null : ScalerKind.ofId(scaler)),
        Path.of(""),
        BASELINE,
        "0.1.0",
        "Apache-2.0",
        Instant.now(),
        0,
        online ? jobScaling() : null);
  }

  /** How the job scales online. */
  private ScalerOptions jobScaling() {
    ScalerOptions options = ScalingKeys.of(main.settings().job(Settings.TRADING_PREFIX));
    if (options == null) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "--scaler online trains on what the job scales; job.trading.scaling says none.");
    }
    return options;
  }

  static String newestFeatureSet(Database database) {
    JsonNode answer =
        database
            .client()
            .query(
                "SELECT feature_set FROM features GROUP BY feature_set"
                    + " ORDER BY max(event_time_ns) DESC LIMIT 1",
                Map.of());
    String set = answer.path("data").path(0).path(0).asText("");
    if (set.isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "No features are stored yet; run bin/cryptoscalp demo first.");
    }
    return set;
  }
}
