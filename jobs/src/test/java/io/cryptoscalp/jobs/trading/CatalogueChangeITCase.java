package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.jobs.proof.FeatureTopic;
import io.cryptoscalp.jobs.proof.FeatureVector;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
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

  @TempDir private Path folder = Path.of("");

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
      JobClient job = VectorRuns.start(flink, rig, config(BEFORE), null);
      VectorRuns.awaitVectors(rows, LENGTH.dividedBy(2), INSTRUMENTS.length);
      String savepoint =
          new FlinkRest(flink.restUrl())
              .stopWithSavepoint(
                  job.getJobID().toHexString(),
                  Files.createDirectories(folder.resolve("savepoint")).toUri().toString(),
                  Duration.ofSeconds(60));
      long one = FeatureTopic.end(rig.bootstrap());
      first = VectorRuns.read(rig, 0, one);

      market.until(LENGTH);
      rig.publish(market, LENGTH);
      job = VectorRuns.start(flink, rig, config(AFTER), Path.of(URI.create(savepoint)));
      VectorRuns.awaitVectors(rows, LENGTH, INSTRUMENTS.length);
      assertThat(new FlinkRest(flink.restUrl()).job(job.getJobID().toHexString()).state())
          .isEqualTo("RUNNING");
      job.cancel().get();
      long two = FeatureTopic.end(rig.bootstrap());
      second = VectorRuns.read(rig, one, two);

      rig.runBounded(flink, 2, config(AFTER));
      undisturbed = VectorRuns.read(rig, two, FeatureTopic.end(rig.bootstrap()));
    }
    assertThat(VectorRuns.keys(first, second)).isEqualTo(VectorRuns.keys(undisturbed, List.of()));
    assertContinued(first, second, undisturbed);
    assertWarmsUp(second);
  }

  /** Every feature of both selections is what a run without savepoint has, bit for bit. */
  private static void assertContinued(
      List<FeatureVector> first, List<FeatureVector> second, List<FeatureVector> undisturbed) {
    FeatureCatalogue before = catalogue(BEFORE);
    FeatureCatalogue after = catalogue(AFTER);
    Map<String, FeatureVector> expected = new TreeMap<>();
    undisturbed.forEach(vector -> expected.put(VectorRuns.key(vector), vector));
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
    FeatureVector other = Objects.requireNonNull(expected.get(VectorRuns.key(vector)));
    if (vector.isValid(at) != other.isValid(position)
        || Double.doubleToRawLongBits(vector.values()[at])
            != Double.doubleToRawLongBits(other.values()[position])) {
      assertThat(id + " " + vector.isValid(at) + " " + vector.values()[at])
          .as(VectorRuns.key(vector))
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
}
