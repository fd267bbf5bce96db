package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the features across instruments of the whole job follow from the bars it stores, and are all
 * rows the same at every parallelism?
 */
@Timeout(300)
class CrossFeaturesITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String SPOT = "BTCUSDT.BINANCE";
  private static final String ETH = "ETHUSDT-PERP.BINANCE";
  private static final int PAIRS = 60;
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> SELECT = List.of("@core", "family:cross");
  private static final FeatureCatalogue FEATURES =
      FeatureCatalogue.of(FeatureOptions.defaults().withSelect(SELECT));
  private static final Map<String, String> CONFIG =
      Map.of(
          "features",
          "@core,family:cross",
          "decision.interval",
          "5s",
          "cross.reference",
          BTC,
          "cross.peers",
          BTC + "=" + SPOT);

  @TempDir private Path folder;

  @Test
  void valuesFollowFromTheStoredBarsAtEveryParallelism() throws Exception {
    try (TradingRig rig = new TradingRig(folder)) {
      rig.publish(TradingRig.synthetic(7, 1, BTC, SPOT, ETH), Duration.ofMinutes(64));
      Map<ResultTable, List<String>> one = run(rig, 1, Map.of());
      check(one);
      Map<ResultTable, List<String>> two = run(rig, 2, one);
      for (ResultTable table : RowFollower.compared()) {
        assertThat(two.get(table).stream().sorted().toList())
            .as("rows of %s", table)
            .isEqualTo(one.get(table).stream().sorted().toList());
      }
    }
  }

  @Test
  void anUnknownInstrumentIsAnErrorBeforeAnythingStarts() {
    TradingJobConfig config =
        TradingJobConfig.fromMap(Map.of("features", "family:cross", "cross.reference", "BTC"));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    assertThatThrownBy(() -> TradingJob.build(env, config))
        .isInstanceOf(ConfigException.class)
        .hasMessage("CONFIG_INVALID: key=cross.* cause=CROSS_INSTRUMENT_UNKNOWN: id=BTC");
    assertThatThrownBy(() -> TradingJobConfig.fromMap(Map.of("cross.peers", BTC)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key=cross.peers");
  }

  /** Runs over all frames; the rows behind those of earlier runs. */
  private static Map<ResultTable, List<String>> run(
      TradingRig rig, int parallelism, Map<ResultTable, List<String>> before) throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), parallelism, 0, 0)) {
      rig.runBounded(flink, parallelism, CONFIG);
    }
    Map<ResultTable, List<String>> rows = new EnumMap<>(ResultTable.class);
    rig.rows()
        .forEach(
            (table, all) ->
                rows.put(
                    table, all.subList(before.getOrDefault(table, List.of()).size(), all.size())));
    return rows;
  }

  private static void check(Map<ResultTable, List<String>> rows) throws IOException {
    Map<String, NavigableMap<Long, Double>> closes = new TreeMap<>();
    for (String row : rows.get(ResultTable.BARS)) {
      JsonNode bar = JSON.readTree(row);
      if (bar.get("spec").asText().equals("time-1m")) {
        closes
            .computeIfAbsent(bar.get("instrument").asText(), id -> new TreeMap<>())
            .put(bar.get("close_time_ns").asLong(), bar.get("close").asDouble());
      }
    }
    assertThat(closes.get(ETH)).hasSizeGreaterThan(PAIRS);
    int spreads = 0;
    int betas = 0;
    for (String row : rows.get(ResultTable.FEATURES)) {
      JsonNode vector = JSON.readTree(row);
      String instrument = vector.get("instrument").asText();
      long now = vector.get("event_time_ns").asLong();
      double spread = value(vector, "cross_venue_spread_1m");
      double beta = value(vector, "cross_beta_60_1m");
      // Some seconds behind the end of a bar its last half has come.
      if (now % (60 * SECOND) < 10 * SECOND) {
        continue;
      }
      spreads += checkSpread(instrument, spread, now, closes);
      betas += checkBeta(instrument, beta, now, closes);
    }
    assertThat(spreads).as("vectors with a spread").isGreaterThan(500);
    assertThat(betas).as("vectors with a beta").isGreaterThan(60);
  }

  private static int checkSpread(
      String instrument, double spread, long now, Map<String, NavigableMap<Long, Double>> closes) {
    var last = closes.get(BTC).floorEntry(now);
    if (!instrument.equals(BTC) || last == null) {
      assertThat(spread).isNaN();
      return 0;
    }
    double peer = closes.get(SPOT).get(last.getKey());
    assertThat(spread).isCloseTo((last.getValue() - peer) / peer * 1e4, within(1e-7));
    return 1;
  }

  private static int checkBeta(
      String instrument, double beta, long now, Map<String, NavigableMap<Long, Double>> closes) {
    List<Double> own = newest(closes.get(instrument), now);
    List<Double> reference = newest(closes.get(BTC), now);
    if (instrument.equals(BTC) || own.size() <= PAIRS || reference.size() <= PAIRS) {
      assertThat(beta).isNaN();
      return 0;
    }
    double meanX = 0;
    double meanY = 0;
    double[] x = new double[PAIRS];
    double[] y = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      x[i] = Math.log(reference.get(i) / reference.get(i + 1));
      y[i] = Math.log(own.get(i) / own.get(i + 1));
      meanX += x[i] / PAIRS;
      meanY += y[i] / PAIRS;
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < PAIRS; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    assertThat(beta).as(instrument + " " + now).isCloseTo(xy / xx, within(1e-8));
    return 1;
  }

  /** Closes up to a time, newest first, as many as the window needs. */
  private static List<Double> newest(NavigableMap<Long, Double> closes, long now) {
    List<Double> found = new ArrayList<>(closes.headMap(now, true).descendingMap().values());
    return found.subList(0, Math.min(found.size(), PAIRS + 1));
  }

  private static double value(JsonNode vector, String id) {
    int at = FEATURES.indexOf(id);
    assertThat(at).as(id).isNotNegative();
    long word = Long.parseUnsignedLong(vector.get("valid").get(at >>> 6).asText());
    return (word >>> (at & 63) & 1) != 0 ? vector.get("values").get(at).asDouble() : Double.NaN;
  }
}
