package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.backtest.BacktestException;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.ClusterTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do trials on a cluster of other JVMs give the rows that they give in this process? */
@Timeout(180)
class ClusterBacktestITCase {
  private static final Path ROOT = Path.of(System.getProperty(Main.ROOT_PROPERTY, "."));
  private static final Path JAR = ROOT.resolve("jobs/target/cryptoscalp-job.jar");

  private static final BacktestRequest REQUEST =
      new BacktestRequest(
          "one",
          new TreeMap<>(),
          new ArrayList<>(List.of(TrialSpec.of("only", Map.of()))),
          1_000_000_000L);

  @TempDir private Path folder;

  @Test
  void rowsAreThoseOfTheProcess() throws Exception {
    assumeThat(Files.exists(JAR)).as("the build has made the job jar").isTrue();
    Path input = folder.resolve("input");
    assertThat(
            run("generate", "--out", input.toString(), "--duration", "1m", "--symbols", "BTCUSDT"))
        .startsWith("0 ");
    assertThat(run(backtest(input, "here"))).startsWith("0 ");
    try (StandaloneFlink flink = flink()) {
      String target = flink.restUrl().replace("http://", "");
      assertInterruptedJobIsCancelled(input, flink);

      String told = run(backtest(input, "there", "--target", target));
      assertThat(told).startsWith("0 ").contains("Job ", "2 trials");
      Path rows = folder.resolve("here/rows");
      try (Stream<Path> files = Files.list(rows)) {
        for (Path file : files.toList()) {
          Path there = folder.resolve("there/rows").resolve(file.getFileName());
          assertThat(there).hasSameBinaryContentAs(file);
        }
      }
      assertThat(Files.size(rows.resolve("backtest_orders.jsonl"))).isPositive();
      assertThat(folder.resolve("there/trials.csv"))
          .hasSameBinaryContentAs(folder.resolve("here/trials.csv"));

      assertThatThrownBy(() -> runner(gone(input), flink, () -> {}).run(REQUEST))
          .isInstanceOf(BacktestException.class)
          .hasMessageStartingWith("BACKTEST_FAILED: ")
          .hasMessageContaining("gone");
      assertThat(run(backtest(input, "x", "--target", "127.0.0.1:1")))
          .startsWith(ExitCodes.UNREACHABLE + " ");
    }
  }

  private void assertInterruptedJobIsCancelled(Path input, StandaloneFlink flink) throws Exception {
    try (ClusterTrialRunner runner =
        runner(input(input), flink, () -> Thread.currentThread().interrupt())) {
      assertThatThrownBy(() -> runner.run(REQUEST)).isInstanceOf(InterruptedException.class);
    }
    assertThat(flink.rest().jobs()).extracting(FlinkRest.Job::state).containsExactly("CANCELED");
  }

  private ClusterTrialRunner runner(BacktestInput input, StandaloneFlink flink, Runnable each) {
    return new ClusterTrialRunner(
        input,
        1,
        new RemoteFlink(URI.create(flink.restUrl()), JAR, state -> assertThat(state).isNotEmpty()),
        folder.resolve("scratch"),
        each);
  }

  private static BacktestInput input(Path path) throws IOException {
    return BacktestInput.recorded(path, InstrumentCatalogue.builtIn(), Set.of(), text -> {});
  }

  /** An input that workers do not see. */
  private BacktestInput gone(Path path) throws IOException {
    Path gone = Files.move(path, folder.resolve("gone"));
    BacktestInput input = input(gone);
    Files.move(gone, path);
    return input;
  }

  private String[] backtest(Path input, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("backtest", "--input", input.toString()));
    words.addAll(List.of("--grid", "strategy.cooldown=5s,60s", "--parallelism", "2"));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  private StandaloneFlink flink() {
    Map<String, String> overrides =
        Map.of(
            "jobmanager.memory.process.size", "768m",
            "taskmanager.memory.process.size", "1200m",
            "taskmanager.memory.task.off-heap.size", "64m",
            "metrics.reporter.prom.port", "9249-9399");
    return new StandaloneFlink(
        new StandaloneFlinkOptions(
            folder.resolve("flink"), ROOT.resolve("flink-conf"), overrides, 1, 2, 0));
  }

  /** Exit code, a space, and everything said. */
  private String run(String... words) {
    StringWriter text = new StringWriter();
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    int code = line.execute(words);
    return code + " " + text;
  }
}
