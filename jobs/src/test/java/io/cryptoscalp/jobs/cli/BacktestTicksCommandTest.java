package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.ticks.example.TradeFollower;
import io.cryptoscalp.jobs.trading.TradingRig;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do strategies on ticks run by name, and do reports and gates read what they leave? */
class BacktestTicksCommandTest {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";

  @TempDir Path folder;

  private final CommandRun command = new CommandRun();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;
  private ClassLoader before = BacktestTicksCommandTest.class.getClassLoader();

  @BeforeEach
  void remember() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(before);
    Plugins.forget();
  }

  private int run(String... words) {
    return command.run(folder, words);
  }

  private Path recording() throws Exception {
    Path frames = folder.resolve("frames");
    TradingRig.record(TradingRig.synthetic(5, 100, BTC), frames, Duration.ofMinutes(1));
    return frames;
  }

  /** A copy of a recording that has some of its streams. */
  private Path only(Path frames, String name, String... streams) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(frames)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(frames.relativize(file).toString().replace(".gz", ""));
        Files.createDirectories(to.getParent());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          List<String> kept =
              new String(in.readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .filter(line -> Stream.of(streams).anyMatch(each -> line.contains("@" + each)))
                  .toList();
          Files.write(to, kept);
        }
      }
    }
    return copy;
  }

  private RunRecord trial(Path run, String id) throws IOException {
    return RunFile.read(run.resolve("trials").resolve(id + ".json"));
  }

  /** What a trial won is what its trades won. */
  private static void balances(RunRecord trial) {
    double[] equity = trial.equity().value();
    double net = trial.trades().stream().mapToDouble(TradeOutcome::net).sum();
    double left = equity[equity.length - 1] - trial.startEquity();
    // What is still held is valued at the venue's mark there, at the middle of the touch here.
    assertThat(left).isCloseTo(net, within(0.05));
  }

  @Test
  void aGridOfMakersLeavesAFolderThatReportsRead() throws Exception {
    Path frames = recording();
    Path run = folder.resolve("run");
    int code =
        run(
            "backtest",
            "ticks",
            "--input",
            frames.toString(),
            "--grid",
            "levels=1,3",
            "--param",
            "limit=3",
            "--latency",
            "lognormal:5ms:0.4",
            "--queue",
            "power:3",
            "--leverage",
            "5",
            "--threads",
            "2",
            "--out",
            run.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("2 trials", "levels=3 limit=3");
    assertThat(Files.readAllLines(run.resolve("trials.csv"))).hasSize(3);
    assertThat(Files.readAllLines(run.resolve("returns.csv"))).hasSizeGreaterThan(1);
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"venue.queue\" : \"power:3\"");
    for (String id : List.of("t0001", "t0002")) {
      RunRecord trial = trial(run, id);
      assertThat(trial.trades()).hasSizeGreaterThan(3);
      assertThat(trial.configuration()).containsEntry("margin.leverage", "5");
      balances(trial);
    }
    Path file = run.resolve("trials").resolve("t0002.json");
    assertThat(run("report", file.toString(), "--out", folder.resolve("html").toString()))
        .as(err.toString())
        .isZero();
    assertThat(run("validate", run.toString())).as("it loses").isEqualTo(9);

    Path again = folder.resolve("again");
    assertThat(
            run(
                "backtest",
                "ticks",
                "--input",
                frames.toString(),
                "--param",
                "limit=3,levels=3",
                "--latency",
                "lognormal:5ms:0.4",
                "--queue",
                "power:3",
                "--leverage",
                "5",
                "--out",
                again.toString()))
        .isZero();
    assertThat(trial(again, "t0001").equity().value())
        .as("the same on another number of threads")
        .isEqualTo(trial(run, "t0002").equity().value());
  }

  @Test
  void historyWithoutDepthIsTradedOnItsQuotesOrRefused() throws Exception {
    Path frames = recording();
    Path quotes = only(frames, "quotes", "bookTicker", "trade", "aggTrade", "markPrice");
    Path run = folder.resolve("run");
    assertThat(
            run(
                "backtest",
                "ticks",
                "--input",
                quotes.toString(),
                "--param",
                "limit=3",
                "--out",
                run.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("Books are made of quotes", BTC);
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"book.source\" : \"quotes\"");
    RunRecord trial = trial(run, "t0001");
    assertThat(trial.trades()).isNotEmpty();
    assertThat(trial.configuration()).containsEntry("book.source", "quotes");
    balances(trial);

    Path trades = only(frames, "trades", "trade", "aggTrade");
    assertThat(run("backtest", "ticks", "--input", "" + trades)).isNotZero();
    assertThat(err.toString())
        .contains("BACKTEST_BOOK_MISSING: instruments=[" + BTC + "]", "bookTicker");

    assertThat(run("backtest", "ticks", "--input", "" + frames, "--out", "" + run)).isZero();
    assertThat(Files.readString(run.resolve("run.json")))
        .doesNotContain("book.source")
        .contains("\"clockMovedNs\" : { }");
    assertThat(out.toString()).doesNotContain("WARNING");
  }

  @Test
  void aRecorderWhoseClockLaggedIsNamed() throws Exception {
    StringBuilder csv =
        new StringBuilder("venue_ns,local_ns,action,side,price,quantity,order_id\n");
    csv.append("4000000000,3000000000,add,buy,60000.0,1.5,1\n");
    csv.append("5000000000,4000000000,add,sell,60000.1,1.5,2\n");
    String file = Files.writeString(folder.resolve("orders.csv"), csv).toString();
    Path run = folder.resolve("run");
    String[] words = {
      "backtest", "ticks", "--orders", file, "--instruments", BTC, "--out", run.toString()
    };
    assertThat(run(words)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("WARNING: the recorder's clock lagged: local times of " + BTC + " moved on by 1");
    long moved =
        Json.MAPPER
            .readTree(run.resolve("run.json").toFile())
            .path("clockMovedNs")
            .path(BTC)
            .asLong();
    assertThat(moved).as("a second and the base latency").isEqualTo(1_001_000_000L);
  }

  @Test
  void gatesTakeTheFolder() throws Exception {
    // Three days, as gates look at days.
    StringBuilder csv =
        new StringBuilder("venue_ns,local_ns,action,side,price,quantity,order_id\n");
    for (int i = 0; i < 12; i++) {
      long ns = 1_000_000_000L + 21_600_000_000_000L * i;
      String times = ns + "," + (ns + 1_000_000);
      csv.append(times).append(",add,buy,60000.").append(i % 4).append(",1.5,").append(3 * i + 1);
      csv.append('\n').append(times).append(",add,sell,60001.").append(i % 3).append(",1.5,");
      csv.append(3 * i + 2).append('\n');
      csv.append(ns + 1_000_000_000L).append(',').append(ns + 1_001_000_000L);
      csv.append(",execute,,60000.").append(i % 4).append(",1.5,").append(3 * i + 1).append('\n');
    }
    Path run = folder.resolve("run");
    Path file = Files.writeString(folder.resolve("orders.csv"), csv);
    int code =
        run(
            "backtest",
            "ticks",
            "--orders",
            file.toString(),
            "--instruments",
            BTC,
            "--grid",
            "lots=1,5",
            "--equity-every",
            "1h",
            "--out",
            run.toString());
    assertThat(code).as(err.toString()).isZero();
    RunRecord first = trial(run, "t0001");
    RunRecord second = trial(run, "t0002");
    assertThat(last(first)).isNotEqualTo(last(second));
    assertThat(run("gates", "check", "grid-maker", "--run", "" + run))
        .as(err.toString())
        .isEqualTo(ExitCodes.NOT_ACTIVATED);
    RunRecord better = last(first) > last(second) ? first : second;
    assertThat(out.toString()).contains("backtest-sharpe", "run " + better.runId());
    assertThat(
            run(
                "gates",
                "check",
                "grid-maker",
                "--run",
                "" + Files.createDirectory(run.resolve("no"))))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("VALIDATION_INVALID: run=");
  }

  private static double last(RunRecord run) {
    double[] equity = run.equity().value();
    return equity[equity.length - 1];
  }

  @Test
  void aStrategyOfAJarRuns() throws Exception {
    Path jar = folder.resolve("own.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(
          new JarEntry("META-INF/services/" + TickStrategyProvider.class.getName()));
      entries.write(TradeFollower.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    Path run = folder.resolve("run");
    int code =
        run(
            "backtest",
            "ticks",
            "--input",
            recording().toString(),
            "--jar",
            jar.toString(),
            "--strategy",
            "trade-follower",
            "--param",
            "run=3",
            "--out",
            run.toString());
    assertThat(code).as(err.toString()).isZero();
    RunRecord trial = trial(run, "t0001");
    assertThat(trial.strategy()).isEqualTo("trade-follower");
    assertThat(trial.trades()).hasSizeGreaterThan(3).allMatch(trade -> trade.fees() > 0);
    balances(trial);
  }

  @Test
  void ordersOfAFileKnowTheirPlaces() throws Exception {
    StringBuilder csv =
        new StringBuilder("venue_ns,local_ns,action,side,price,quantity,order_id\n");
    csv.append("1000000000,1001000000,add,buy,60000.0,1.5,1\n");
    csv.append("1000000000,1001000000,add,sell,60000.1,1.5,2\n");
    // The own bid joins 110 ms later, behind order 1 and ahead of order 3.
    csv.append("2000000000,2001000000,add,buy,60000.0,1,3\n");
    csv.append("3000000000,3001000000,execute,,60000.0,1.5,1\n");
    csv.append("3100000000,3101000000,execute,,60000.0,0.5,3\n");
    csv.append("5000000000,5001000000,cancel,,60000.1,,2\n");
    Path file = Files.writeString(folder.resolve("orders.csv"), csv);
    Files.createDirectories(folder.resolve("run/trials"));
    Path earlier = Files.writeString(folder.resolve("run/trials/t0002.json"), "{}");
    int code =
        run(
            "backtest",
            "ticks",
            "--orders",
            file.toString(),
            "--instruments",
            BTC,
            "--param",
            "levels=1,lots=2",
            "--out",
            folder.resolve("run").toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("order by order");
    assertThat(earlier).as("a trial of an earlier run").doesNotExist();
    RunRecord trial = trial(folder.resolve("run"), "t0001");
    assertThat(trial.trades())
        .singleElement()
        .satisfies(trade -> assertThat(trade.entryNs()).isEqualTo(3_100_000_000L));
    Files.writeString(file, csv + "5,6,burn,,1,1,1\n");
    assertThat(run("backtest", "ticks", "--orders", file.toString(), "--instruments", BTC))
        .isNotZero();
    assertThat(err.toString()).contains("ORDER_FILE_INVALID", "line=8");
  }

  @Test
  void badInputIsNamed() {
    assertThat(run("backtest", "ticks")).isEqualTo(2);
    assertThat(run("backtest", "ticks", "--input", "nowhere", "--strategy", "x")).isNotZero();
    assertThat(err.toString()).contains("TICK_STRATEGY_UNKNOWN", "grid-maker");
    assertThat(run("backtest", "ticks", "--input", "nowhere", "--param", "levels=0")).isNotZero();
    assertThat(err.toString()).contains("STRATEGY_PARAMETER_INVALID", "levels");
    assertThat(run("backtest", "ticks", "--input", "x", "--grid", "levels=1", "--grid", "levels=2"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--grid names levels twice");
    assertThat(run("backtest", "ticks", "--input", "nowhere")).isNotZero();
    assertThat(err.toString()).contains("BACKTEST_NOTHING_FOUND");
    assertThat(run("backtest", "ticks", "--list-strategies")).isZero();
    assertThat(out.toString()).contains("imbalance-maker");
  }
}
