package io.cryptoscalp.engine.features.cross;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Do the features against other instruments equal textbook formulas over the raw closes? */
class CrossFeaturesTest {
  private static final int WINDOW = 60;
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_700_000_040_000_000_000L;

  /** Closes of one time; NaN where a bar is missing. */
  private record Row(long timeNs, double own, double reference, double peer) {}

  /** A market whose own price follows the reference, some bars later or not, with missing bars. */
  private static List<Row> market(int seed, int count, double scale) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    double[] logs = new double[count];
    double gap = 0;
    for (int i = 1; i < count; i++) {
      logs[i] = logs[i - 1] + 1e-3 * random.nextGaussian();
    }
    for (int i = 0; i < count; i++) {
      gap = 0.9 * gap + 3e-4 * random.nextGaussian();
      double own = 3000 * StrictMath.exp(1.3 * logs[Math.max(0, i - seed % 3)] + gap);
      double peer = own * (1 + 2e-4 * random.nextGaussian());
      boolean noReference = random.nextInt(40) == 0;
      boolean noPeer = random.nextInt(40) == 0;
      rows.add(
          new Row(
              START + i * MINUTE,
              own * scale,
              noReference ? Double.NaN : 50_000 * StrictMath.exp(logs[i]) * scale,
              noPeer ? Double.NaN : peer * scale));
    }
    return rows;
  }

  private static void feed(CrossFeatures features, Row row) {
    if (!Double.isNaN(row.reference)) {
      features.onReferenceBar(row.timeNs, row.reference);
    }
    if (!Double.isNaN(row.peer)) {
      features.onPeerBar(row.timeNs, row.peer);
    }
    features.onBar(row.timeNs, row.own);
  }

  private static double[] values(CrossFeatures features, long nowNs) {
    double[] out = new double[CrossFeatures.SIZE + 2];
    features.emit(nowNs, out, 1);
    assertThat(out[0]).isZero();
    assertThat(out[CrossFeatures.SIZE + 1]).isZero();
    return Arrays.copyOfRange(out, 1, CrossFeatures.SIZE + 1);
  }

  private static CrossFeatures features() {
    return new CrossFeatures("1m", 2 * MINUTE, WINDOW);
  }

  private static List<FeatureDefinition> definitions() {
    return CrossFeatures.definitions("1m", WINDOW);
  }

  private static byte[] state(CrossFeatures features) {
    StateWriter out = new StateWriter();
    features.write(out);
    return out.toByteArray();
  }

  /** All features from the rows seen so far. */
  private static double[] twin(List<Row> rows) {
    return twin(
        rows.stream().filter(r -> !Double.isNaN(r.reference)).toList(),
        rows.stream().filter(r -> !Double.isNaN(r.peer)).toList(),
        rows.get(rows.size() - 1).timeNs);
  }

  private static boolean fresh(List<Row> pairs, long nowNs) {
    return !pairs.isEmpty() && nowNs - pairs.get(pairs.size() - 1).timeNs < 2 * MINUTE;
  }

  /** All features from the pairs there are at a time. */
  private static double[] twin(List<Row> pairs, List<Row> venues, long nowNs) {
    double[] to = new double[8];
    Arrays.fill(to, Double.NaN);
    if (fresh(pairs, nowNs) && pairs.size() >= WINDOW) {
      List<Row> in = pairs.subList(pairs.size() - WINDOW, pairs.size());
      double[] x = in.stream().mapToDouble(r -> Math.log(r.reference)).toArray();
      double[] y = in.stream().mapToDouble(r -> Math.log(r.own)).toArray();
      double beta = covariance(x, y) / covariance(x, x);
      double[] e = new double[WINDOW];
      for (int i = 0; i < WINDOW; i++) {
        e[i] = y[i] - mean(y) - beta * (x[i] - mean(x));
      }
      to[4] = e[WINDOW - 1] / Math.sqrt(covariance(e, e));
      to[5] = adf(e);
    }
    if (fresh(pairs, nowNs) && pairs.size() > WINDOW) {
      double[] x = new double[WINDOW];
      double[] y = new double[WINDOW];
      for (int i = 0; i < WINDOW; i++) {
        Row now = pairs.get(pairs.size() - WINDOW + i);
        Row before = pairs.get(pairs.size() - WINDOW + i - 1);
        x[i] = Math.log(now.reference / before.reference);
        y[i] = Math.log(now.own / before.own);
      }
      to[0] = covariance(x, y) / covariance(x, x);
      to[1] = covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
      leadLag(x, y, to);
    }
    if (fresh(venues, nowNs)) {
      Row last = venues.get(venues.size() - 1);
      to[6] = (last.own / last.peer - 1) * 1e4;
      if (venues.size() >= WINDOW) {
        double[] spreads =
            venues.subList(venues.size() - WINDOW, venues.size()).stream()
                .mapToDouble(r -> (r.own / r.peer - 1) * 1e4)
                .toArray();
        to[7] = (to[6] - mean(spreads)) / Math.sqrt(covariance(spreads, spreads));
      }
    }
    return to;
  }

  private static void leadLag(double[] x, double[] y, double[] to) {
    double most = 0;
    for (int lag : new int[] {0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5}) {
      double sum = 0;
      for (int t = 0; t < WINDOW; t++) {
        boolean inside = t - lag >= 0 && t - lag < WINDOW;
        sum += inside ? (y[t] - mean(y)) * (x[t - lag] - mean(x)) / WINDOW : 0;
      }
      double found = sum / Math.sqrt(covariance(x, x) * covariance(y, y));
      if (Math.abs(found) > Math.abs(most)) {
        most = found;
        to[2] = lag;
        to[3] = found;
      }
    }
  }

  private static double adf(double[] e) {
    double xx = 0;
    double xy = 0;
    for (int i = 1; i < e.length; i++) {
      xx += e[i - 1] * e[i - 1];
      xy += e[i - 1] * (e[i] - e[i - 1]);
    }
    double squares = 0;
    for (int i = 1; i < e.length; i++) {
      squares += Math.pow(e[i] - e[i - 1] - xy / xx * e[i - 1], 2);
    }
    return xy / xx / Math.sqrt(squares / (e.length - 2) / xx);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double covariance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - mean(a)) * (b[i] - mean(b));
    }
    return sum / a.length;
  }

  private static void assertClose(double[] found, double[] expected, double slack, String at) {
    for (int f = 0; f < expected.length; f++) {
      String as = definitions().get(f).id() + " " + at;
      if (Double.isNaN(expected[f]) || Double.isNaN(found[f])) {
        assertThat(Double.isNaN(found[f])).as(as).isEqualTo(Double.isNaN(expected[f]));
      } else {
        double most = slack * Math.max(1, Math.abs(expected[f]));
        assertThat(found[f]).as(as).isCloseTo(expected[f], within(most));
      }
    }
  }

  @Test
  void equalsTextbookFormulasOnMarketsWithMissingBars() {
    Set<Double> lags = new HashSet<>();
    for (int seed = 1; seed <= 6; seed++) {
      List<Row> rows = market(seed, 400, 1);
      CrossFeatures features = features();
      for (int i = 0; i < rows.size(); i++) {
        feed(features, rows.get(i));
        double[] found = values(features, rows.get(i).timeNs);
        assertClose(found, twin(rows.subList(0, i + 1)), 1e-8, "seed " + seed + " bar " + i);
        lags.add(found[2]);
      }
    }
    // A follower one and two bars behind is found out.
    assertThat(lags).contains(0.0, 1.0, 2.0);
  }

  /** A bar of a side on its way: 0 own, 1 reference, 2 peer. */
  private record Arrival(int side, long atNs, Row row) {}

  /** Every side late by up to a bar and a half, in order within itself. */
  private static List<Arrival> arrivals(List<Row> rows, int seed) {
    Random random = new Random(seed);
    List<Arrival> all = new ArrayList<>();
    for (int side = 0; side < 3; side++) {
      long before = 0;
      for (Row row : rows) {
        long at = row.timeNs + (long) (random.nextDouble() * random.nextInt(2) * 1.5 * MINUTE);
        before = Math.max(before + 1, at);
        double close = side == 0 ? row.own : side == 1 ? row.reference : row.peer;
        if (!Double.isNaN(close)) {
          all.add(new Arrival(side, before, row));
        }
      }
    }
    all.sort(Comparator.comparingLong(Arrival::atNs).thenComparingInt(Arrival::side));
    return all;
  }

  @Test
  void aPairIsUsedFromTheMomentAtWhichItsSecondBarHasCome() {
    int waited = 0;
    for (int seed = 1; seed <= 4; seed++) {
      CrossFeatures features = features();
      List<List<Long>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<Row> pairs = new ArrayList<>();
      List<Row> venues = new ArrayList<>();
      for (Arrival next : arrivals(market(seed, 300, 1), seed)) {
        Row row = next.row;
        switch (next.side) {
          case 0 -> features.onBar(row.timeNs, row.own);
          case 1 -> features.onReferenceBar(row.timeNs, row.reference);
          default -> features.onPeerBar(row.timeNs, row.peer);
        }
        seen.get(next.side).add(row.timeNs);
        if (next.side != 2 && seen.get(1 - next.side).contains(row.timeNs)) {
          pairs.add(row);
        }
        if (next.side != 1 && seen.get(2 - next.side).contains(row.timeNs)) {
          venues.add(row);
        }
        waited += next.side == 1 && seen.get(0).contains(row.timeNs) ? 1 : 0;
        double[] expected = twin(pairs, venues, next.atNs);
        assertClose(values(features, next.atNs), expected, 1e-8, "seed " + seed);
      }
    }
    assertThat(waited).as("reference bars behind the own").isGreaterThan(200);
  }

  @Test
  void barsThatWaitAreForgottenAndAreKeptInState() {
    CrossFeatures features = features();
    for (int i = 1; i <= 5; i++) {
      features.onBar(START + i * MINUTE, 100 + i);
    }
    features.onPeerBar(START + MINUTE, 100);
    long now = START + 5 * MINUTE;
    assertThat(values(features, now)[6]).as("five bars ago").isNaN();
    features.onPeerBar(START + 2 * MINUTE, 100);
    assertThat(values(features, START + 4 * MINUTE - 1)[6]).isCloseTo(200, within(1e-9));
    assertThat(values(features, START + 4 * MINUTE)[6]).as("stale").isNaN();
    CrossFeatures restored = features();
    restored.read(new StateReader(state(features)));
    restored.onPeerBar(now, 100);
    assertThat(values(restored, now)[6]).isCloseTo(500, within(1e-9));
  }

  @Test
  void aTimeframeTakesTwoKilobytes() {
    CrossFeatures features = features();
    market(1, 300, 1).forEach(row -> feed(features, row));
    assertThat(state(features).length).isLessThan(2000);
  }

  @Test
  void warmUpEndsWhereStatedAndValuesKeepTheirRange() {
    List<FeatureDefinition> definitions = definitions();
    assertThat(definitions).hasSize(CrossFeatures.SIZE);
    CrossFeatures features = features();
    List<Row> rows =
        market(1, 300, 1).stream()
            .filter(r -> !Double.isNaN(r.reference) && !Double.isNaN(r.peer))
            .toList();
    int[] first = new int[CrossFeatures.SIZE];
    for (int i = 0; i < rows.size(); i++) {
      feed(features, rows.get(i));
      double[] values = values(features, rows.get(i).timeNs);
      for (int f = 0; f < values.length; f++) {
        if (!Double.isNaN(values[f])) {
          first[f] = first[f] == 0 ? i + 1 : first[f];
          assertThat(values[f]).isBetween(definitions.get(f).min(), definitions.get(f).max());
        }
      }
    }
    for (int f = 0; f < first.length; f++) {
      assertThat(first[f]).as(definitions.get(f).id()).isEqualTo(definitions.get(f).warmUpBars());
    }
  }

  @Test
  void restoredStateGoesOnBitForBit() {
    List<Row> rows = market(2, 300, 1);
    for (int cut : new int[] {0, 1, 61, 150}) {
      CrossFeatures full = features();
      rows.subList(0, cut).forEach(row -> feed(full, row));
      CrossFeatures restored = features();
      restored.read(new StateReader(state(full)));
      for (Row row : rows.subList(cut, rows.size())) {
        feed(full, row);
        feed(restored, row);
        assertThat(values(restored, row.timeNs)).isEqualTo(values(full, row.timeNs));
      }
      assertThat(state(restored)).isEqualTo(state(full));
    }
    StateReader stored = new StateReader(state(features()));
    assertThatThrownBy(() -> new CrossFeatures("5m", 10 * MINUTE, WINDOW).read(stored))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("STATE_MISMATCH");
  }

  @Test
  void theUnitOfPriceDoesNotMatterAndBarsThatAreNotNewerAreDropped() {
    List<Row> plain = market(3, 200, 1);
    List<Row> scaled = market(3, 200, 1024);
    CrossFeatures one = features();
    CrossFeatures two = features();
    for (int i = 0; i < plain.size(); i++) {
      feed(one, plain.get(i));
      feed(two, scaled.get(i));
      long now = plain.get(i).timeNs;
      two.onReferenceBar(now - MINUTE * (Double.isNaN(plain.get(i).reference) ? 1 : 0), 1);
      two.onBar(now - MINUTE, 1);
      assertClose(values(two, now), values(one, now), 1e-7, "bar " + i);
    }
  }

  @Test
  void pricesThatRestOrAreNoneAreNoTrouble() {
    CrossFeatures features = features();
    for (int i = 0; i < 300; i++) {
      double own = i % 50 == 49 ? Double.NaN : i % 70 == 69 ? -1 : 5;
      feed(features, new Row(START + i * MINUTE, own, 7, 5));
      double[] values = values(features, START + i * MINUTE);
      for (int f = 0; f < values.length; f++) {
        assertThat(Double.isNaN(values[f]) || (f == 6 && values[f] == 0)).isTrue();
      }
    }
  }
}
