package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.jobs.hindsight.CandleInput;
import io.cryptoscalp.jobs.training.FeatureInput;
import io.cryptoscalp.models.candles.CandleFeatureSource;
import io.cryptoscalp.models.dataset.JdbcFeatureSource;
import io.cryptoscalp.models.selection.FeatureSetFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where feature history is and which features of it are wanted. */
final class HistoryArguments {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final Map<Long, String> TIMEFRAMES =
      Map.of(MINUTE_NS, "1m", 5 * MINUTE_NS, "5m", 15 * MINUTE_NS, "15m", 60 * MINUTE_NS, "1h");
  private static final String FEATURE_HEADER = "instrument,event_time_ns,mid,";

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, or folders with everything in them: candles of one instrument a file (CSV or"
              + " klines as JSON), or features (CSV instrument,event_time_ns,mid,FEATURE... or"
              + " .parquet); plain or .gz.")
  private List<Path> input = new ArrayList<>();

  @Option(names = "--clickhouse", description = "In place of files: features of ClickHouse.")
  private boolean clickHouse;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "Only these, of features; --clickhouse wants them.")
  private List<String> instruments = new ArrayList<>();

  @Option(names = "--feature-set", description = "With --clickhouse; default: the newest.")
  private String featureSet = "";

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "TERM",
      description =
          "Of candles, terms as in job.trading.features (default: 25 of their timeframe); of"
              + " features, their ids (default: all); or the file of a feature set.")
  private List<String> features = new ArrayList<>();

  @Mixin private TimeSpanOptions span = new TimeSpanOptions();

  /**
   * History that was found.
   *
   * @param inputs at least one
   * @param featureSet id of the features' catalogue
   * @param names its features
   * @param wanted columns asked for; empty for all
   * @param intervalNs distance of candles, ns; a second for features
   * @param fromNs first venue time
   * @param toNs venue time to stop before
   * @param database of stored features; null for files
   */
  record History(
      List<FeatureInput> inputs,
      String featureSet,
      List<String> names,
      List<String> wanted,
      long intervalNs,
      long fromNs,
      long toNs,
      @Nullable Database database)
      implements AutoCloseable {
    @Override
    public void close() {
      if (database != null) {
        database.close();
      }
    }
  }

  /** Finds it. */
  History open(Main main) throws IOException {
    long fromNs = span.fromNs();
    long toNs = span.toNs();
    if (input.isEmpty() == !clickHouse) {
      throw new CliException(ExitCodes.USAGE, "Give --input or --clickhouse.");
    }
    List<String> wanted = features;
    if (features.size() == 1 && features.get(0).endsWith(".json")) {
      wanted = FeatureSetFile.load(Path.of(features.get(0))).features();
    }
    if (clickHouse) {
      return stored(main, wanted, fromNs, toNs);
    }
    List<Path> files = files();
    List<Path> candles = new ArrayList<>();
    for (Path file : files) {
      if (!isFeatures(file)) {
        candles.add(file);
      }
    }
    if (candles.isEmpty()) {
      return ofFeatures(files, wanted, fromNs, toNs);
    }
    if (candles.size() < files.size()) {
      throw new CliException(ExitCodes.USAGE, "--input has candles and features; give one kind.");
    }
    return ofCandles(candles, wanted, fromNs, toNs);
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : input) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> below = Files.list(path)) {
          below
              .filter(file -> file.toString().matches(".*\\.(csv|json|parquet)(\\.gz)?"))
              .sorted()
              .forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new CliException(ExitCodes.CONFIGURATION, "DATASET_INPUT_MISSING: input=" + path);
      }
    }
    if (files.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "DATASET_INPUT_MISSING: input=" + input);
    }
    return files;
  }

  private static boolean isFeatures(Path file) throws IOException {
    if (file.toString().endsWith(".parquet")) {
      return true;
    }
    boolean zipped = file.toString().endsWith(".gz");
    try (var in = Files.newInputStream(file);
        var plain = zipped ? new GZIPInputStream(in) : in;
        var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      char[] head = new char[FEATURE_HEADER.length()];
      int read = reader.read(head);
      return read > 0 && new String(head, 0, read).equals(FEATURE_HEADER);
    }
  }

  private History ofCandles(List<Path> files, List<String> wanted, long fromNs, long toNs)
      throws IOException {
    long intervalNs = CandleInput.ofFile(files.get(0), fromNs, toNs).read().intervalNs();
    List<String> terms = wanted;
    if (terms.isEmpty()) {
      String timeframe = TIMEFRAMES.get(intervalNs);
      if (timeframe == null) {
        throw new CliException(
            ExitCodes.USAGE, "Candles of another length than 1m, 5m, 15m or 1h want --features.");
      }
      terms = CandleFeatureSource.usual(timeframe);
    }
    List<FeatureInput> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      CandleInput candles = CandleInput.ofFile(file, fromNs, toNs);
      if (!names.add(candles.name())) {
        throw new CliException(
            ExitCodes.USAGE, "Two files are of " + candles.name() + "; give one of an instrument.");
      }
      inputs.add(new FeatureInput.Candles(candles, terms, intervalNs));
    }
    FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults().withSelect(terms));
    List<String> ids = catalogue.definitions().stream().map(FeatureDefinition::id).toList();
    return new History(
        inputs,
        catalogue.setId(),
        ids,
        List.of(),
        intervalNs,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        null);
  }

  private History ofFeatures(List<Path> files, List<String> wanted, long fromNs, long toNs)
      throws IOException {
    List<FeatureInput> inputs = new ArrayList<>();
    for (Path file : files) {
      inputs.add(new FeatureInput.FeatureFile(file.toString(), instruments));
    }
    String set = featureSet.isEmpty() ? inputs.get(0).name() : featureSet;
    List<String> names = inputs.get(0).open().names(set);
    return new History(inputs, set, names, wanted, MINUTE_NS / 60, fromNs, toNs, null);
  }

  private History stored(Main main, List<String> wanted, long fromNs, long toNs) {
    if (instruments.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "--clickhouse wants --instruments.");
    }
    Database database = Database.open(main);
    String set = featureSet.isEmpty() ? TrainCommand.newestFeatureSet(database) : featureSet;
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    List<String> names = new JdbcFeatureSource(database.jdbcUrl(), properties).names(set);
    List<FeatureInput> inputs = new ArrayList<>();
    for (String instrument : instruments) {
      inputs.add(
          new FeatureInput.Stored(
              database.jdbcUrl(), database.user(), database.password(), instrument));
    }
    return new History(inputs, set, names, wanted, MINUTE_NS / 60, fromNs, toNs, database);
  }
}
