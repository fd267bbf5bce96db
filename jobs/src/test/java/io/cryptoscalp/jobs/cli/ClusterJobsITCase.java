package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.backfill.BackfillConfig;
import io.cryptoscalp.jobs.backfill.BackfillFixture;
import io.cryptoscalp.jobs.backfill.BackfillJob;
import io.cryptoscalp.jobs.backfill.BackfillProgress;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import io.cryptoscalp.jobs.backfill.SyntheticArchive;
import io.cryptoscalp.jobs.backtest.BacktestException;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestJob;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.ClusterTrialRunner;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import io.cryptoscalp.jobs.runtime.flink.SmallCluster;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Do jobs on a cluster of other JVMs give the rows that they give in this process? */
@Timeout(180)
class ClusterJobsITCase {
  private static final Path ROOT = Path.of(System.getProperty(Main.ROOT_PROPERTY, "."));
  private static final Path JAR = ROOT.resolve("jobs/target/cryptoscalp-job.jar");

  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  private static final BacktestRequest REQUEST =
      new BacktestRequest(
          "one",
          new TreeMap<>(),
          new ArrayList<>(List.of(TrialSpec.of("only", Map.of()))),
          1_000_000_000L);

  @TempDir private static Path shared;
  private static @Nullable StandaloneFlink cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    assumeThat(Files.exists(JAR)).as("the build has made the job jar").isTrue();
    cluster =
        new StandaloneFlink(
            new StandaloneFlinkOptions(
                shared.resolve("flink"),
                ROOT.resolve("flink-conf"),
                SmallCluster.overrides("768m", "1200m"),
                1,
                2,
                0));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static StandaloneFlink flink() {
    return Objects.requireNonNull(cluster);
  }

  private static String target() {
    return flink().restUrl().replace("http://", "");
  }

  @Test
  void trialsAreThoseOfTheProcess() throws Exception {
    Path input = folder.resolve("input");
    assertThat(
            run("generate", "--out", input.toString(), "--duration", "1m", "--symbols", "BTCUSDT"))
        .startsWith("0 ");
    assertThat(run(backtest(input, "here"))).startsWith("0 ");
    assertInterruptedJobIsCancelled(input);
    assertWorkersTellHowFarTheyAre(input);

    String told = run(backtest(input, "there", "--target", target()));
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

    assertThat(run(optimize(input, "a/study"))).startsWith(ExitCodes.NOT_ACTIVATED + " ");
    assertThat(run(optimize(input, "b/study", "--target", target())))
        .startsWith(ExitCodes.NOT_ACTIVATED + " ")
        .contains("REFUSED");
    for (String name : List.of("trials.jsonl", "winner.json", "verdict.json")) {
      assertThat(folder.resolve("b/study").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("a/study").resolve(name));
    }

    assertThatThrownBy(() -> runner(gone(input), () -> {}).run(REQUEST))
        .isInstanceOf(BacktestException.class)
        .hasMessageStartingWith("BACKTEST_FAILED: ")
        .hasMessageContaining("gone");
    assertThat(run(backtest(input, "x", "--target", "127.0.0.1:1")))
        .startsWith(ExitCodes.UNREACHABLE + " ");
  }

  @Test
  void trialsThatWereInterruptedOrKilledGoOn() throws Exception {
    Path input = lagging("12m");
    String[] whole = atVenues(input, "whole");
    assertThat(run(whole))
        .startsWith("0 ")
        .contains("WARNING: the recorder's clock lagged: venue times of BTCUSDT-PERP.BINANCE");
    assertThat(Files.readString(folder.resolve("whole/run.json")))
        .containsPattern("\"clockMovedNs\" : \\{\\s+\"BTCUSDT-PERP.BINANCE\" : 1[23]\\d{8}\\s");
    String[] broken = atVenues(input, "broken", "--target", target());

    try (CliProcess client = new CliProcess(folder, Map.of(), broken)) {
      awaitCheckpoints("broken", 0);
      client.interrupt();
      assertThat(client.awaitEnd(Duration.ofSeconds(30)))
          .as(client.output())
          .isEqualTo(ExitCodes.INTERRUPTED);
      assertThat(client.output()).contains("is cancelled; the same command goes on with it.");
    }
    assertThat(flink().rest().jobs()).allMatch(FlinkRest.Job::isTerminal);

    try (CliProcess client = new CliProcess(folder, Map.of(), broken)) {
      awaitCheckpoints("broken", checkpoints("broken"));
      client.close();
    }
    assertThat(run(broken))
        .startsWith(ExitCodes.CONFIGURATION + " ")
        .contains("BACKTEST_RUNS_ALREADY: job=");

    flink().killTaskManager();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> flink().rest().jobs().stream().allMatch(FlinkRest.Job::isTerminal));
    assertThat(flink().startTaskManager()).isPositive();
    flink().awaitTaskManagers();
    assertThat(checkpoints("broken")).isPositive();
    assertThat(run(broken)).startsWith("0 ").contains("Goes on where", "clock lagged");
    assertThat(files(folder.resolve("broken"))).isEqualTo(files(folder.resolve("whole")));
  }

  /** What an undisturbed run leaves, by name, each file's content. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    assertThat(files).containsKeys("run.json", "trials.csv", "rows/backtest_fills.jsonl");
    assertThat(files).containsKeys("rows/features.jsonl", "rows/trades.jsonl");
    return files;
  }

  /** A market whose recorder was 1.3 s behind the venue. */
  private Path lagging(String length) throws Exception {
    Path made = folder.resolve("made");
    assertThat(
            run("generate", "--out", made.toString(), "--duration", length, "--symbols", "BTCUSDT"))
        .startsWith("0 ");
    return LaggingRecorder.copy(made, folder.resolve("late"), 1_300_000_000L);
  }

  private String[] atVenues(Path input, String out, String... more) {
    List<String> words = new ArrayList<>(List.of(backtest(input, out, more)));
    words.addAll(List.of("--grid", "venue.mode=paper,simulated", "--rows", "all"));
    words.addAll(List.of("--checkpoint-interval", "200ms"));
    return words.toArray(new String[0]);
  }

  private long checkpoints(String work) throws IOException {
    return ChildCommand.checkpoints(folder.resolve(work));
  }

  private void awaitCheckpoints(String work, long before) {
    await().atMost(Duration.ofSeconds(60)).until(() -> checkpoints(work) > before);
  }

  private void assertWorkersTellHowFarTheyAre(Path input) throws Exception {
    try (LocalTrialRunner runner = new LocalTrialRunner(input(input), 1)) {
      assertThat(runner.run(REQUEST)).hasSize(1);
    }
    long frames = BackfillProgress.of(REQUEST.run()).frames();
    assertThat(frames).isPositive();
    try (ClusterTrialRunner runner = runner(input(input), () -> {})) {
      assertThat(runner.run(REQUEST)).hasSize(1);
    }
    assertThat(BackfillProgress.of(REQUEST.run()).frames()).isEqualTo(frames);
  }

  private void assertInterruptedJobIsCancelled(Path input) throws Exception {
    Runnable oneMoreThenInterrupt =
        () -> {
          assertThatThrownBy(() -> runner(input(input), () -> {}).run(REQUEST))
              .isInstanceOf(BacktestException.class)
              .hasMessageStartingWith("BACKTEST_RUNS_ALREADY: job=");
          Thread.currentThread().interrupt();
        };
    try (ClusterTrialRunner runner = runner(input(input), oneMoreThenInterrupt)) {
      assertThatThrownBy(() -> runner.run(REQUEST)).isInstanceOf(InterruptedException.class);
    }
    assertThat(flink().rest().jobs())
        .filteredOn(job -> job.name().startsWith(BacktestJob.NAME))
        .extracting(FlinkRest.Job::state)
        .containsExactly("CANCELED");
  }

  private ClusterTrialRunner runner(BacktestInput input, Runnable each) {
    return new ClusterTrialRunner(input, 1, remote(), folder.resolve("scratch"), each);
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

  private String[] optimize(Path input, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("optimize", "--input", input.toString()));
    words.addAll(List.of("--param", "strategy.cooldown=5s|60s", "--sampler", "grid"));
    words.addAll(List.of("--trials", "2", "--batch", "2", "--min-trades", "0"));
    words.addAll(List.of("--from", "2024-01-01T00:00:00Z", "--to", "2024-01-01T00:01:00Z"));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  private static RemoteFlink remote() {
    return new RemoteFlink(
        URI.create(flink().restUrl()), JAR, state -> assertThat(state).isNotEmpty());
  }

  @Test
  void backfillsAreThoseOfTheProcessWhateverIsKilled() throws Exception {
    Path archive = folder.resolve("archive");
    SyntheticArchive made = new SyntheticArchive(archive, 400);
    made.days("BTCUSDT", DAY, 3, 2, 42_000);
    made.day("ETHUSDT", DAY, 1, 2_300);
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      assertThat(run(backfill(archive, clickHouse, "here"))).startsWith("0 ");
      Map<String, String> here = BackfillFixture.tables(clickHouse);
      BackfillFixture.truncate(clickHouse);

      String[] there = backfill(archive, clickHouse, "there", "--target", target());
      killClient(there);
      CompletableFuture<String> followed = CompletableFuture.supplyAsync(() -> run(there));
      await().until(() -> checkpoints("there") > 0);
      long started = flink().startTaskManager();
      assertThat(started).isPositive();
      flink().killTaskManager();
      assertThat(followed.get(60, TimeUnit.SECONDS))
          .startsWith(ExitCodes.JOB_FAILED + " ")
          .contains("BACKFILL_FAILED: ", "Run it again");
      flink().awaitTaskManagers();

      assertThat(run(there))
          .startsWith("0 ")
          .contains("Went on from a checkpoint", "instrument-days");
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(here);
      assertHeldRunEndsWithSavepoint(clickHouse);
    }
  }

  /** Sends the job in a process that is killed as soon as the cluster has it. */
  private void killClient(String... words) throws Exception {
    try (ChildJvm client =
        ChildCommand.start(
            folder,
            "backfill-client",
            List.of("-Xmx400m", "-D" + Main.ROOT_PROPERTY + "=" + ROOT),
            Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()),
            List.of(words))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> sent() || !client.isAlive());
      assertThat(sent()).as(Files.readString(client.log())).isTrue();
      client.kill();
    }
  }

  private static boolean sent() {
    return flink().rest().jobs().stream()
        .anyMatch(job -> job.name().startsWith(BackfillJob.NAME) && !job.isTerminal());
  }

  private void assertHeldRunEndsWithSavepoint(TestClickHouse clickHouse) throws Exception {
    Path archive = folder.resolve("short");
    new SyntheticArchive(archive, 4_000).day("BTCUSDT", DAY, 1, 42_000);
    BackfillConfig config = BackfillFixture.held(BackfillFixture.plan(archive), clickHouse);
    BackfillRun.Outcome outcome =
        new BackfillRun(folder.resolve("held"), 2, remote()).run(config, () -> {});
    assertThat(outcome.frames()).isEqualTo(900 + 450 + 2);
    Path savepoint = Path.of(URI.create(Objects.requireNonNull(outcome.savepoint())));
    assertThat(savepoint.resolve("_metadata")).isRegularFile();
  }

  private String[] backfill(Path archive, TestClickHouse clickHouse, String work, String... more) {
    List<String> words =
        new ArrayList<>(List.of("backfill", "--source", "binance-archive", "--parallelism", "2"));
    words.addAll(List.of("--input", archive.toString()));
    words.addAll(List.of("--work", folder.resolve(work).toString()));
    words.addAll(List.of("--set", "clickhouse.url=" + clickHouse.server().jdbcUrl()));
    words.addAll(List.of("--set", "job.results.checkpoint.interval=500ms"));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  /** Exit code, a space, and everything said. */
  private String run(String... words) {
    CommandRun command = new CommandRun();
    int code = command.run(folder, words);
    return code + " " + command.text();
  }
}
