package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.dataset.CsvFeatureSource;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureSource;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.TrainingSetBuilder;
import io.cryptoscalp.models.selection.FeatureSelector;
import io.cryptoscalp.models.selection.FeatureSetFile;
import io.cryptoscalp.models.selection.Selection;
import io.cryptoscalp.models.selection.SelectionData;
import io.cryptoscalp.models.selection.SelectionOptions;
import io.cryptoscalp.models.selection.SelectionReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Chooses features from labelled history. */
@Command(
    name = "select",
    description = "A versioned feature set and a report, from labelled history.")
final class FeaturesSelectCommand implements Callable<Integer> {
  private static final double SECOND = 1e9;

  @ParentCommand private FeaturesCommand features = new FeaturesCommand();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Read instrument,event_time_ns,mid,FEATURE... from a file, plain or .gz, in place of"
              + " ClickHouse.")
  private @Nullable Path csv;

  @Option(names = "--feature-set", description = "Default: the newest in the table.")
  private String featureSet = "";

  @Option(names = "--instrument", description = "Only this one; may be repeated. Default: all.")
  private List<String> instruments = List.of();

  @Option(names = "--count", description = "Features to select (${DEFAULT-VALUE}).")
  private int count = SelectionOptions.DEFAULT.count();

  @Option(names = "--folds", description = "Parts of the cross-validation (${DEFAULT-VALUE}).")
  private int folds = SelectionOptions.DEFAULT.folds();

  @Option(names = "--horizon", description = "Label horizon in seconds (${DEFAULT-VALUE}).")
  private double horizon = LabelOptions.DEFAULT.horizonNs() / SECOND;

  @Option(
      names = "--tolerance",
      description = "Seconds that the forward price may be late (${DEFAULT-VALUE}).")
  private double tolerance = LabelOptions.DEFAULT.toleranceNs() / SECOND;

  @Option(names = "--embargo", description = "Seconds after a test part (${DEFAULT-VALUE}).")
  private double embargo = SelectionOptions.DEFAULT.embargoNs() / SECOND;

  @Option(
      names = "--spacing",
      description = "Seconds between rows of an instrument (${DEFAULT-VALUE}).")
  private double spacing = 1;

  @Option(
      names = "--min-validity",
      description = "Least share of rows in which a feature is valid (${DEFAULT-VALUE}).")
  private double minValidity = 0.5;

  @Option(
      names = "--max-correlation",
      description = "Rank correlation above which a feature is a copy (${DEFAULT-VALUE}).")
  private double maxCorrelation = SelectionOptions.DEFAULT.maxCorrelation();

  @Option(names = "--trees", description = "Trees of a forest (${DEFAULT-VALUE}).")
  private int trees = SelectionOptions.DEFAULT.trees();

  @Option(names = "--seed", description = "Seed of the forests (${DEFAULT-VALUE}).")
  private int seed = SelectionOptions.DEFAULT.seed();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Default: feature-sets/SET in the data folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Main main = features.main();
    SelectionOptions base = SelectionOptions.DEFAULT;
    SelectionOptions options =
        new SelectionOptions(
            count,
            folds,
            nanos(embargo),
            base.bins(),
            trees,
            base.depth(),
            maxCorrelation,
            base.keepShare(),
            seed);
    SelectionData data = data();
    main.say(data.rows() + " labelled rows, " + data.names().size() + " usable features.");
    Selection selection;
    try {
      selection = new FeatureSelector(options, main::say).run(data);
    } catch (LinkageError e) {
      throw new CliException(
          ExitCodes.PREREQUISITE,
          "XGBoost's native library cannot be loaded; it needs libgomp (Debian: libgomp1).",
          e);
    }
    write(selection);
    return ExitCodes.OK;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * SECOND);
  }

  private SelectionData data() {
    LabelOptions labels =
        new LabelOptions(nanos(horizon), nanos(tolerance), 0, nanos(spacing), minValidity);
    Path file = csv;
    if (file != null) {
      String name = featureSet.isEmpty() ? file.getFileName().toString() : featureSet;
      return read(new CsvFeatureSource(file), name, labels);
    }
    try (Database database = Database.open(features.main())) {
      String set = featureSet.isEmpty() ? TrainCommand.newestFeatureSet(database) : featureSet;
      Properties properties = new Properties();
      properties.setProperty("user", database.user());
      properties.setProperty("password", database.password());
      return read(new JdbcFeatureSource(database.jdbcUrl(), properties), set, labels);
    }
  }

  private SelectionData read(FeatureSource source, String set, LabelOptions labels) {
    TrainingSetBuilder builder = new TrainingSetBuilder(set, source.names(set), labels);
    source.read(new FeatureQuery(set, instruments, Long.MIN_VALUE, Long.MAX_VALUE), builder::add);
    return SelectionData.of(builder.buildWithGaps());
  }

  private void write(Selection selection) throws IOException {
    Main main = features.main();
    FeatureSetFile set = FeatureSetFile.of(selection);
    Path usual = main.settings().dataDir().resolve("feature-sets").resolve(set.setId());
    Path folder = out == null ? usual : out;
    Files.createDirectories(folder);
    Path file = Files.write(folder.resolve("feature-set.json"), set.json());
    Path report = folder.resolve("report.html");
    Files.writeString(report, SelectionReport.html(selection), StandardCharsets.UTF_8);
    ObjectNode answer =
        Json.object()
            .put("setId", set.setId())
            .put("file", file.toString())
            .put("report", report.toString())
            .put("rows", selection.rows())
            .put("accuracy", selection.chosen().accuracy())
            .put("fullAccuracy", selection.full().accuracy())
            .put("accuracyLoss", selection.accuracyLoss())
            .put("linearAccuracy", selection.linearChosen().accuracy())
            .put("linearAccuracyLoss", selection.linearAccuracyLoss())
            .put("auc", selection.chosen().auc())
            .put("fullAuc", selection.full().auc());
    ArrayNode ids = answer.putArray("features");
    selection.selected().forEach(ids::add);
    ArrayNode warnings = answer.putArray("warnings");
    selection.warnings().forEach(warnings::add);
    main.say("Feature set " + set.setId() + ", best first:");
    selection.selected().forEach(id -> main.say("  " + id));
    main.say(
        String.format(
            Locale.ROOT,
            "Accuracy %.4f with %d features, %.4f with all %d; loss %.4f.",
            selection.chosen().accuracy(),
            selection.chosen().features(),
            selection.full().accuracy(),
            selection.full().features(),
            selection.accuracyLoss()));
    main.say(
        String.format(
            Locale.ROOT,
            "Logistic regression: %.4f, %.4f with all that are no copies; loss %.4f.",
            selection.linearChosen().accuracy(),
            selection.linearFull().accuracy(),
            selection.linearAccuracyLoss()));
    selection.warnings().forEach(warning -> main.say("  warning: " + warning));
    main.say("Written: " + file + " and " + report);
    main.emit(answer);
  }
}
