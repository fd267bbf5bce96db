package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.proof.FeatureTopic;
import io.cryptoscalp.jobs.proof.FeatureVector;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does a job go on from a savepoint with other features: those in both selections without warming
 * up, new ones invalid until they are warm, dropped ones gone?
 */
@Timeout(300)
class CatalogueChangeITCase {
  private static final String BEFORE =
      "@core, family:trend, -timeframe:1d, -timeframe:4h, -timeframe:1h";
  private static final String AFTER =
      "@core, family:trend, rsi_*_1m, cci_*_1s, -timeframe:1d, -timeframe:4h, -timeframe:1h,"
          + " -timeframe:5m";
  private static final String[] INSTRUMENTS = {"BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE"};
  private static final Duration LENGTH = Duration.ofMinutes(20);
  private static final long MINUTE = 60_000_000_000L;

  private static final Pattern ROW =
      Pattern.compile("\"instrument\":\"([^\"]+)\",\"event_time_ns\":\"?(\\d+)");

  @TempDir private Path folder = Path.of("");

  /** A source that stops, and goes on, at a recorded time. */
  private static final class Halting implements MessageSource {
    private final MessageSource source;
    private long untilNs;
    private @Nullable MarketMessage ahead;

    Halting(MessageSource source) {
      this.source = source;
    }

    void until(Duration sinceStart) {
      untilNs = TradingRig.START_NS + sinceStart.toNanos();
    }

    @Override
    public @Nullable MarketMessage next() throws IOException {
      MarketMessage message = ahead == null ? source.next() : ahead;
      ahead = null;
      if (message != null && message.receiveTimeNs() >= untilNs) {
        ahead = message;
        return null;
      }
      return message;
    }

    @Override
    public Map<String, Long> position() {
      return Map.of();
    }

    @Override
    public Map<String, Long> positionBefore() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  private static Map<String, String> config(String features) {
    return Map.of("features", features, "decision.interval", "2s", "start", "earliest");
  }

  private static FeatureCatalogue catalogue(String features) {
    return FeatureCatalogue.of(
        new EngineParts(TradingJobConfig.fromMap(config(features))).pipelines().get().features());
  }

  @Test
  void oldFeaturesGoOnNewOnesWarmUpAndDroppedOnesAreGone() throws Exception {
    Halting market = new Halting(TradingRig.synthetic(7, 3, INSTRUMENTS));
    List<FeatureVector> first;
    List<FeatureVector> second;
    List<FeatureVector> undisturbed;
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0);
        RowFollower rows = new RowFollower(rig.bootstrap())) {
      market.until(LENGTH.dividedBy(2));
      rig.publish(market, LENGTH, Duration.ZERO);
      JobClient job = start(flink, rig, BEFORE, null);
      awaitVectors(rows, LENGTH.dividedBy(2));
      String savepoint =
          new FlinkRest(flink.restUrl())
              .stopWithSavepoint(
                  job.getJobID().toHexString(),
                  Files.createDirectories(folder.resolve("savepoint")).toUri().toString(),
                  Duration.ofSeconds(60));
      long one = FeatureTopic.end(rig.bootstrap());
      first = read(rig, 0, one);

      market.until(LENGTH);
      rig.publish(market, LENGTH);
      job = start(flink, rig, AFTER, Path.of(URI.create(savepoint)));
      awaitVectors(rows, LENGTH);
      assertThat(new FlinkRest(flink.restUrl()).job(job.getJobID().toHexString()).state())
          .isEqualTo("RUNNING");
      job.cancel().get();
      long two = FeatureTopic.end(rig.bootstrap());
      second = read(rig, one, two);

      rig.runBounded(flink, 2, config(AFTER));
      undisturbed = read(rig, two, FeatureTopic.end(rig.bootstrap()));
    }
    assertThat(keys(first, second)).isEqualTo(keys(undisturbed, List.of()));
    assertContinued(first, second, undisturbed);
    assertWarmsUp(second);
  }

  /** Follows until every instrument has a vector of the last two intervals before the time. */
  private static void awaitVectors(RowFollower rows, Duration sinceStart) {
    long fromNs = TradingRig.START_NS + sinceStart.toNanos() - 4_000_000_000L;
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              rows.follow(Duration.ofMillis(200));
              Set<String> through = new TreeSet<>();
              for (String row : rows.rows(ResultTable.FEATURES)) {
                Matcher matcher = ROW.matcher(row);
                if (matcher.find() && Long.parseLong(matcher.group(2)) >= fromNs) {
                  through.add(matcher.group(1));
                }
              }
              return through.size() == INSTRUMENTS.length;
            });
    rows.followUntilSilent(Duration.ofSeconds(1));
  }

  /** Every feature of both selections is what a run without savepoint has, bit for bit. */
  private static void assertContinued(
      List<FeatureVector> first, List<FeatureVector> second, List<FeatureVector> undisturbed) {
    FeatureCatalogue before = catalogue(BEFORE);
    FeatureCatalogue after = catalogue(AFTER);
    Map<String, FeatureVector> expected = new TreeMap<>();
    undisturbed.forEach(vector -> expected.put(key(vector), vector));
    int kept = 0;
    for (int i = 0; i < after.size(); i++) {
      int old = before.indexOf(after.get(i).id());
      kept += old >= 0 ? 1 : 0;
      for (FeatureVector vector : old < 0 ? List.<FeatureVector>of() : first) {
        assertSame(after.get(i).id(), vector, old, expected, i);
      }
      for (FeatureVector vector : old < 0 ? List.<FeatureVector>of() : second) {
        assertSame(after.get(i).id(), vector, i, expected, i);
      }
    }
    assertThat(kept).isGreaterThan(400);
    assertThat(before.indexOf("ema_dist_21_5m")).isNotNegative();
    assertThat(after.indexOf("ema_dist_21_5m")).isNegative();
    assertThat(second).allSatisfy(vector -> assertThat(vector.values()).hasSize(after.size()));
  }

  private static void assertSame(
      String id, FeatureVector vector, int at, Map<String, FeatureVector> expected, int position) {
    FeatureVector other = Objects.requireNonNull(expected.get(key(vector)));
    if (vector.isValid(at) != other.isValid(position)
        || Double.doubleToRawLongBits(vector.values()[at])
            != Double.doubleToRawLongBits(other.values()[position])) {
      assertThat(id + " " + vector.isValid(at) + " " + vector.values()[at])
          .as(key(vector))
          .isEqualTo(id + " " + other.isValid(position) + " " + other.values()[position]);
    }
  }

  /**
   * A new feature has no bit before the bars since the savepoint make it warm, and then has it. One
   * bar is spared where the last close before the savepoint is known from a window that was kept.
   */
  private static void assertWarmsUp(List<FeatureVector> second) {
    FeatureCatalogue before = catalogue(BEFORE);
    FeatureCatalogue after = catalogue(AFTER);
    long cutNs = TradingRig.START_NS + LENGTH.dividedBy(2).toNanos();
    int added = 0;
    for (int i = 0; i < after.size(); i++) {
      if (before.indexOf(after.get(i).id()) >= 0 || !after.get(i).timeframe().equals("1m")) {
        continue;
      }
      int bars = after.get(i).warmUpBars();
      if (bars > 10) {
        continue;
      }
      added++;
      for (String instrument : INSTRUMENTS) {
        long firstValid = Long.MAX_VALUE;
        for (FeatureVector vector : second) {
          if (vector.instrument().equals(instrument) && vector.isValid(i)) {
            firstValid = Math.min(firstValid, vector.eventTimeNs());
          }
        }
        assertThat((firstValid - cutNs) / (double) MINUTE)
            .as("minutes until %s of %s is valid", after.get(i).id(), instrument)
            .isBetween(bars - 1.5, bars + 0.1);
      }
    }
    assertThat(added).as("new features on minutes").isPositive();
  }

  private static String key(FeatureVector vector) {
    return vector.instrument() + " " + vector.eventTimeNs() + " " + vector.sequence();
  }

  private static List<String> keys(List<FeatureVector> first, List<FeatureVector> second) {
    List<String> keys = new ArrayList<>();
    first.forEach(vector -> keys.add(key(vector)));
    second.forEach(vector -> keys.add(key(vector)));
    keys.sort(null);
    return keys;
  }

  private static List<FeatureVector> read(TradingRig rig, long from, long to) throws IOException {
    List<FeatureVector> vectors = new ArrayList<>();
    try (FeatureTopic topic = new FeatureTopic(new FeatureTopic.Part(rig.bootstrap(), from, to))) {
      for (FeatureVector next = topic.next(); next != null; next = topic.next()) {
        vectors.add(next);
      }
    }
    assertThat(vectors).isNotEmpty();
    return vectors;
  }

  private static JobClient start(
      LocalFlink flink, TradingRig rig, String features, @Nullable Path savepoint)
      throws Exception {
    Configuration options = rig.jobOptions(1);
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
    StreamExecutionEnvironment env = flink.environment(options);
    Map<String, String> values = new TreeMap<>(config(features));
    values.put("kafka.bootstrap", rig.bootstrap());
    TradingJob.build(env, TradingJobConfig.fromMap(values));
    JobClient job = env.executeAsync(TradingJob.NAME);
    FlinkRest rest = new FlinkRest(flink.restUrl());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rest.allTasksRunning(job.getJobID().toHexString()));
    return job;
  }
}
