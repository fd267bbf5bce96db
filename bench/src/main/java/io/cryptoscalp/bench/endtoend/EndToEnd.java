package io.cryptoscalp.bench.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of the end-to-end benchmarks. */
@Command(name = "bench/run", description = "End-to-end benchmarks of the whole product.")
public final class EndToEnd {
  private EndToEnd() {}

  /** Runs a command and exits with its code: 0, 1 when it failed, 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new EndToEnd())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .addSubcommand(new Throughput())
            .addSubcommand(new Selections())
            .addSubcommand(new Latency())
            .addSubcommand(new Instruments())
            .execute(args));
  }

  /** Options of every run. */
  private static final class Common {
    @Option(names = "--parallelism", defaultValue = "1", description = "of the trading job")
    private int parallelism;

    @Option(names = "--results", description = "run ResultsJob and ClickHouse beside it")
    private boolean results;

    @Option(names = "--checkpoints", defaultValue = "1", description = "interval in s")
    private int checkpointSeconds;

    @Option(names = "--ordering", defaultValue = "event-time", description = "or arrival")
    private String ordering = "event-time";

    @Option(names = "--job", description = "key=value of the trading job")
    private Map<String, String> job = new HashMap<>();

    @Option(names = "--flink", description = "key=value of Flink, for the trading job")
    private Map<String, String> flink = new HashMap<>();

    @Option(names = "--json", description = "file for the figures")
    private @Nullable Path json;

    RunOptions options(Path folder) {
      Map<String, String> config = new HashMap<>(job);
      config.put("account.ordering", ordering);
      return new RunOptions(
          folder, parallelism, results, Duration.ofSeconds(checkpointSeconds), config, flink, json);
    }
  }

  /** A measurement in a folder of its own that is removed afterwards. */
  private interface Measurement<T> {
    T run(RunOptions options) throws Exception;
  }

  private static <T> T inFolder(Common common, Measurement<T> measurement) throws Exception {
    Path folder = Files.createTempDirectory("cryptoscalp-bench");
    try {
      T figures = measurement.run(common.options(folder));
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      if (common.json != null) {
        mapper.writeValue(common.json.toFile(), figures);
      }
      return figures;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  @Command(name = "throughput", description = "Frames a second through the whole job.")
  private static final class Throughput implements Runnable {
    @Mixin private Common common = new Common();

    @Option(names = "--frames", defaultValue = "1500000", description = "frames on the topics")
    private long frames;

    @Override
    public void run() {
      try {
        ThroughputRun.Figures figures =
            inFolder(common, options -> new ThroughputRun(options, frames).run());
        System.out.println(Tables.of(figures));
      } catch (Exception e) {
        throw new CommandLine.ExecutionException(new CommandLine(this), "the run failed: " + e, e);
      }
    }
  }

  @Command(name = "selections", description = "Throughput by selection of features.")
  private static final class Selections implements Runnable {
    @Mixin private Common common = new Common();

    @Option(names = "--frames", defaultValue = "500000", description = "frames on the topics")
    private long frames;

    @Option(
        names = "--rounds",
        defaultValue = "3",
        description = "of all selections; the best counts")
    private int rounds;

    @Override
    public void run() {
      try {
        System.out.println(
            SelectionRuns.table(
                inFolder(common, options -> new SelectionRuns(options, frames, rounds).run())));
      } catch (Exception e) {
        throw new CommandLine.ExecutionException(new CommandLine(this), "the run failed: " + e, e);
      }
    }
  }

  @Command(name = "latency", description = "From a frame's due time to its order.")
  private static final class Latency implements Runnable {
    @Mixin private Common common = new Common();

    @Option(names = "--rate", defaultValue = "10000", description = "frames a second")
    private long rate;

    @Option(names = "--warm-up", defaultValue = "30", description = "s before measuring")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "60", description = "s of measuring")
    private int seconds;

    @Override
    public void run() {
      try {
        LatencyRun.Figures figures =
            inFolder(
                common,
                options ->
                    new LatencyRun(
                            options, rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds))
                        .run());
        System.out.println(Tables.of(figures));
      } catch (Exception e) {
        throw new CommandLine.ExecutionException(new CommandLine(this), "the run failed: " + e, e);
      }
    }
  }

  @Command(name = "instruments", description = "Many instruments on one TaskManager.")
  private static final class Instruments implements Runnable {
    @Option(names = "--count", defaultValue = "1000", description = "instruments")
    private int count;

    @Option(names = "--features", defaultValue = "@all", description = "selection")
    private String features = "@all";

    @Option(names = "--interval", defaultValue = "60s", description = "between two vectors")
    private String interval = "60s";

    @Option(names = "--frames", defaultValue = "1000000", description = "frames on the topics")
    private long frames;

    @Override
    public void run() {
      try {
        Path folder = Files.createTempDirectory("cryptoscalp-bench");
        try {
          new ManyInstruments(folder, count, features, interval, frames).run();
        } finally {
          delete(folder);
        }
      } catch (Exception e) {
        throw new CommandLine.ExecutionException(new CommandLine(this), "the run failed: " + e, e);
      }
    }
  }
}
