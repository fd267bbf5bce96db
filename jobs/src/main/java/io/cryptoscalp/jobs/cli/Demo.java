package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.PublisherStats;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a demo from start to clean end. */
final class Demo {
  private static final long PERIOD_S = 2;
  private static final long STALLED_S = 60;
  private static final long IMPATIENT_S = 5;
  private static final long LATENCY_SKIP_NS = 15_000_000_000L;

  private final Main main;
  private final DemoOptions options;
  private final Path folder;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean interrupted;
  private volatile long interruptedAt;
  private boolean stalled;
  private volatile @Nullable Throwable feedFailure;
  private long framesBefore;
  private long readAt = System.nanoTime();

  Demo(Main main, DemoOptions options) {
    this.main = main;
    this.options = options;
    Path kept = options.keep();
    folder =
        kept == null
            ? main.settings().dataDir().resolve("demo")
            : kept.toAbsolutePath().normalize();
  }

  int run() throws Exception {
    prepare();
    // What is wrong with the input is said before anything is started.
    source(WallTime.SYSTEM.epochNs()).close();
    Thread hook = new Thread(this::onSignal, "demo-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    long start = System.nanoTime();
    main.say("Starting (data in " + folder + ")");
    DemoState state = new DemoState(folder, ProcessHandle.current().pid(), "", "", "");
    try (DemoCluster cluster = new DemoCluster(main, options, folder, () -> interrupted)) {
      state =
          new DemoState(
              folder, state.pid(), cluster.clickHouseUrl(), cluster.kafka(), cluster.flinkUrl());
      state.write(main.settings().dataDir());
      if (!interrupted) {
        tellUrls(cluster, start);
        feed(cluster);
      }
    } finally {
      state.ended().write(main.settings().dataDir());
      ended.countDown();
    }
    if (interrupted) {
      return ExitCodes.INTERRUPTED;
    }
    return stalled ? ExitCodes.JOB_FAILED : ExitCodes.OK;
  }

  private void prepare() {
    DemoState last = DemoState.read(main.settings().dataDir());
    if (last != null && last.isRunning()) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "A demo runs already, as process " + last.pid() + ".");
    }
    try {
      if (options.keep() == null) {
        deleteTree(folder);
      } else if (Files.isDirectory(folder) && !isEmpty(folder)) {
        throw new CliException(
            ExitCodes.CONFIGURATION, "The folder " + folder + " of --keep is not empty.");
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The folder " + folder + " cannot be written.", e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void tellUrls(DemoCluster cluster, long start) {
    main.say(
        String.format(
            Locale.ROOT, "Ready after %.1f s. Ctrl-C stops.", (System.nanoTime() - start) / 1e9));
    main.say("  Flink UI    " + cluster.flinkUrl());
    main.say("  ClickHouse  " + cluster.clickHouse().endpoint());
    main.say("  Prometheus  " + cluster.prometheusUrl());
    main.say("  Kafka       " + cluster.kafka());
    main.say("  ask         bin/cryptoscalp query --list");
    main.emit(
        Json.object()
            .put("event", "ready")
            .put("flink", cluster.flinkUrl())
            .put("clickHouse", cluster.clickHouse().endpoint())
            .put("prometheus", cluster.prometheusUrl())
            .put("kafka", cluster.kafka()));
  }

  private void feed(DemoCluster cluster) throws Exception {
    long now = WallTime.SYSTEM.epochNs();
    PublisherOptions publishing =
        PublisherOptions.DEFAULT
            .withSpeed(options.speed())
            .withFastForwardUntil(options.input() == null ? now : 0);
    int linger = options.speed() == Pacer.MAX ? 5 : 0;
    try (MessageSource source = source(now - MarketOptions.PAST_NS);
        KafkaMessageSink sink =
            new KafkaMessageSink(cluster.kafka(), linger, WallTime.SYSTEM, Demo::report);
        DemoDrain drain = new DemoDrain(cluster)) {
      Publisher publisher = new Publisher(source, sink, publishing, WallTime.SYSTEM, null);
      long start = System.nanoTime();
      Thread feeder = new Thread(() -> publish(publisher), "demo-feed");
      feeder.start();
      try {
        watch(cluster, publisher, feeder, start);
      } finally {
        publisher.stop();
        feeder.join(TimeUnit.SECONDS.toMillis(30));
      }
      throwFeedFailure();
      if (interrupted) {
        main.say("Stopping: what was sent becomes rows first ...");
      }
      long doneAt = drain(cluster, drain, publisher, start);
      summary(cluster, publisher, (doneAt - start) / 1e9, now);
    }
  }

  private MessageSource source(long generatedFromNs) throws IOException {
    Path input = options.input();
    return input == null
        ? new SyntheticMarket(
            MarketOptions.instruments(options.symbols()),
            options.seed(),
            generatedFromNs,
            options.rate())
        : Recording.open(input, null, Demo::report);
  }

  private static void report(String line) {
    System.err.println(line);
  }

  private void publish(Publisher publisher) {
    try {
      publisher.run();
    } catch (IOException | RuntimeException e) {
      feedFailure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFeedFailure() throws Exception {
    Throwable failure = feedFailure;
    if (failure instanceof Exception e) {
      throw e;
    }
  }

  private void watch(DemoCluster cluster, Publisher publisher, Thread feeder, long start)
      throws InterruptedException {
    long limit = options.duration().toNanos();
    while (feeder.isAlive()) {
      long wait = TimeUnit.SECONDS.toNanos(PERIOD_S);
      if (limit > 0) {
        wait = Math.min(wait, start + limit - System.nanoTime());
      }
      if (wait <= 0 || stop.await(wait, TimeUnit.NANOSECONDS)) {
        return;
      }
      cluster.check();
      show(cluster, publisher.stats(), start);
    }
  }

  private void show(DemoCluster cluster, PublisherStats stats, long start) {
    DemoFigures figures = DemoFigures.read(cluster.clickHouse());
    long now = System.nanoTime();
    double rate = (stats.messages() - framesBefore) / ((now - readAt) / 1e9);
    framesBefore = stats.messages();
    readAt = now;
    long seconds = (now - start) / 1_000_000_000L;
    main.say(
        String.format(
            Locale.ROOT,
            "%02d:%02d  %.0f frames/s  lag %.0f ms  %s",
            seconds / 60,
            seconds % 60,
            rate,
            stats.lagNs() / 1e6,
            figures.line()));
    if (!figures.regimes().isEmpty()) {
      main.say("       " + figures.regimeLine());
    }
    ObjectNode node = node("progress", stats, figures);
    main.emit(node.put("seconds", seconds).put("framesPerSecond", rate));
  }

  private static ObjectNode node(String event, PublisherStats stats, DemoFigures figures) {
    ObjectNode node = Json.object();
    node.put("event", event);
    node.put("frames", stats.messages());
    node.put("lagMs", stats.lagNs() / 1e6);
    figures.counts().forEach(node::put);
    node.put("healthyBooks", figures.healthyBooks());
    ObjectNode regimes = node.putObject("regimes");
    figures.regimes().forEach(regimes::put);
    return node;
  }

  /**
   * Waits until every frame sent has become rows, or nothing moves for a minute, or for a few
   * seconds only after Ctrl-C.
   *
   * @return when the trading job was through, by the clock of {@link System#nanoTime}
   */
  private long drain(DemoCluster cluster, DemoDrain drain, Publisher publisher, long start)
      throws InterruptedException {
    long tradingDoneAt = await("Catching up", drain::trading, cluster, publisher, start);
    await("Looking at regimes", drain::regime, cluster, publisher, start);
    await("Writing rows", drain::results, cluster, publisher, start);
    return tradingDoneAt;
  }

  /** How much is still to do. */
  private interface Behind {
    long records() throws InterruptedException;
  }

  private long await(
      String what, Behind behind, DemoCluster cluster, Publisher publisher, long start)
      throws InterruptedException {
    long least = Long.MAX_VALUE;
    long movedAt = System.nanoTime();
    long shownAt = movedAt;
    while (true) {
      long records = behind.records();
      long now = System.nanoTime();
      if (records == 0) {
        return now;
      }
      if (records < least) {
        least = records;
        movedAt = now;
      } else if (now - movedAt > TimeUnit.SECONDS.toNanos(STALLED_S)) {
        System.err.println(
            "Nothing has moved for a minute; " + records + " records are not through.");
        stalled = true;
        return now;
      }
      if (interrupted && now - interruptedAt > TimeUnit.SECONDS.toNanos(IMPATIENT_S)) {
        System.err.println("Stopped with " + records + " records not through.");
        return now;
      }
      cluster.check();
      if (now - shownAt > TimeUnit.SECONDS.toNanos(PERIOD_S)) {
        shownAt = now;
        main.say(what + ": " + records + " to go");
        show(cluster, publisher.stats(), start);
      }
      Thread.sleep(100);
    }
  }

  private void summary(DemoCluster cluster, Publisher publisher, double seconds, long startedAtNs) {
    PublisherStats stats = publisher.stats();
    DemoFigures figures = DemoFigures.read(cluster.clickHouse());
    main.say("");
    main.say(
        String.format(
            Locale.ROOT,
            "%d frames (%.1f MB) in %.1f s, %.0f frames/s from the first frame sent to the last one"
                + " through the trading job; largest lag of the feed %.1f ms",
            stats.messages(),
            stats.bytes() / 1e6,
            seconds,
            stats.messages() / seconds,
            stats.maxLagNs() / 1e6));
    main.say(figures.line());
    Tables.lines(
            cluster
                .clickHouse()
                .query(
                    "SELECT name AS `table`, total_rows AS rows FROM system.tables"
                        + " WHERE database = currentDatabase() AND engine LIKE '%MergeTree'"
                        + " ORDER BY name",
                    Map.of()))
        .forEach(main::say);
    if (options.speed() <= 1) {
      latency(cluster, startedAtNs + LATENCY_SKIP_NS);
    }
    List<String> asks = List.of("bin/cryptoscalp query --list", "bin/cryptoscalp train baseline");
    main.say("The rows stay in " + folder + ": " + String.join(", ", asks));
    main.emit(node("summary", stats, figures).put("seconds", seconds));
  }

  /** From sending a frame to its decision, without those of the past that was fast-forwarded. */
  private void latency(DemoCluster cluster, long sinceNs) {
    JsonNode answer =
        cluster
            .clickHouse()
            .query(
                "SELECT count() AS decisions, round(quantile(0.5)(total_us) / 1000, 2) AS p50_ms,"
                    + " round(quantile(0.99)(total_us) / 1000, 2) AS p99_ms,"
                    + " round(max(total_us) / 1000, 2) AS max_ms FROM stage_latency FINAL"
                    + " WHERE decided_at_ns >= "
                    + sinceNs
                    + " HAVING decisions > 0",
                Map.of());
    if (!answer.path("data").isEmpty()) {
      main.say(
          "From a frame sent to the decision it led to, the wait for the order of events included:");
      Tables.lines(answer).forEach(main::say);
    }
  }

  private void onSignal() {
    if (ended.getCount() == 0) {
      return;
    }
    interruptedAt = System.nanoTime();
    interrupted = true;
    stop.countDown();
    try {
      if (!ended.await(90, TimeUnit.SECONDS)) {
        System.err.println("The demo did not stop within 90 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
