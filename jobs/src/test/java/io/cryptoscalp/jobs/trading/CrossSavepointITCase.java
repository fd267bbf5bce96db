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
import java.util.Arrays;
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
 * A job with features across instruments is stopped with a savepoint in the middle of a minute,
 * with frames and closes still held, and goes on: is every vector what a run without a savepoint
 * gives?
 */
@Timeout(300)
class CrossSavepointITCase {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String ETH = "ETHUSDT-PERP.BINANCE";
  private static final String SPOT = "BTCUSDT.BINANCE";
  private static final Duration LENGTH = Duration.ofMinutes(80);

  /** Warm on minutes, and 31 s into one. */
  private static final Duration CUT = Duration.ofMinutes(66).plusSeconds(11);

  private static final Map<String, String> CONFIG =
      Map.of(
          "features",
          "@core, family:cross",
          "decision.interval",
          "5s",
          "start",
          "earliest",
          "cross.reference",
          BTC,
          "cross.peers",
          BTC + "=" + SPOT);

  @TempDir private Path folder = Path.of("");

  @Test
  void theRestoredJobGoesOnBitForBit() throws Exception {
    Halting market = new Halting(TradingRig.synthetic(11, 1, BTC, SPOT, ETH));
    List<FeatureVector> first;
    List<FeatureVector> second;
    List<FeatureVector> undisturbed;
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0);
        RowFollower rows = new RowFollower(rig.bootstrap())) {
      market.until(CUT);
      rig.publish(market, LENGTH, Duration.ZERO);
      JobClient job = VectorRuns.start(flink, rig, CONFIG, null);
      // What came last is held, so that the last intervals have no vector yet.
      VectorRuns.awaitVectors(rows, CUT.minusSeconds(20), 3);
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
      job = VectorRuns.start(flink, rig, CONFIG, Path.of(URI.create(savepoint)));
      VectorRuns.awaitVectors(rows, LENGTH.minusSeconds(6), 3);
      job.cancel().get();
      long two = FeatureTopic.end(rig.bootstrap());
      second = VectorRuns.read(rig, one, two);

      rig.runBounded(flink, 2, CONFIG);
      undisturbed = VectorRuns.read(rig, two, FeatureTopic.end(rig.bootstrap()));
    }
    assertThat(VectorRuns.keys(first, second)).isEqualTo(VectorRuns.keys(undisturbed, List.of()));
    Map<String, FeatureVector> expected = new TreeMap<>();
    undisturbed.forEach(vector -> expected.put(VectorRuns.key(vector), vector));
    for (List<FeatureVector> part : List.of(first, second)) {
      for (FeatureVector vector : part) {
        FeatureVector other = Objects.requireNonNull(expected.get(VectorRuns.key(vector)));
        assertThat(bits(vector)).as(VectorRuns.key(vector)).isEqualTo(bits(other));
      }
    }
    assertThat(valid(first, "cross_beta_60_1m", ETH)).as("before the savepoint").isPositive();
    assertThat(valid(second, "cross_beta_60_1m", ETH)).as("behind it").isGreaterThan(100);
    assertThat(valid(second, "cross_venue_spread_z_60_1m", BTC)).isGreaterThan(100);
  }

  private static String bits(FeatureVector vector) {
    return Arrays.toString(
            Arrays.stream(vector.values()).mapToLong(Double::doubleToRawLongBits).toArray())
        + Arrays.toString(vector.valid());
  }

  private static long valid(List<FeatureVector> vectors, String id, String instrument) {
    FeatureCatalogue catalogue =
        FeatureCatalogue.of(
            new EngineParts(TradingJobConfig.fromMap(CONFIG)).pipelines().get().features());
    int position = catalogue.indexOf(id);
    assertThat(position).isNotNegative();
    return vectors.stream()
        .filter(vector -> vector.instrument().equals(instrument) && vector.isValid(position))
        .count();
  }
}
