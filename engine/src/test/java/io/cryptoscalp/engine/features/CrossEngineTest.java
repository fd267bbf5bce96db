package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do features across instruments stand in the vector where selected, and outlive a selection? */
class CrossEngineTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_700_000_040_000_000_000L;
  private static final Instrument BTC = EngineRun.btc();

  private static FeatureOptions select(String... terms) {
    return FeatureOptions.defaults().withSelect(List.of(terms));
  }

  private static FeatureEngine engine(String... terms) {
    return new FeatureEngine(BTC, select(terms));
  }

  /** Bars of a minute for both sides, as time-1m and as time-5m. */
  private static void feed(FeatureEngine engine, int from, int to) {
    Random random = new Random(from);
    for (int i = from; i < to; i++) {
      double other = 60_000 + 100 * random.nextGaussian();
      double own = other * 1.5 + 10 * random.nextGaussian();
      for (String spec : List.of("time-1m", "time-5m")) {
        long closeNs = START + i * (spec.equals("time-1m") ? MINUTE : 5 * MINUTE);
        engine.onBar(bar(spec, closeNs, own));
        for (Role role : Role.values()) {
          engine.onForeignClose(new ForeignClose("X", role, spec, closeNs, other, 0, 0, closeNs));
        }
      }
    }
  }

  private static Bar bar(String spec, long closeNs, double close) {
    long scaled = BTC.scalePrice(close);
    return new Bar(
        BTC.id(), spec, closeNs - MINUTE, closeNs, scaled, scaled, scaled, scaled, 1, 1, 1, 1, 1);
  }

  private static List<String> valid(FeatureEngine engine, long nowNs) {
    double[] values = new double[engine.catalogue().size()];
    long[] mask = new long[engine.catalogue().words()];
    engine.snapshot(nowNs, values, mask);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if ((mask[i >>> 6] >>> (i & 63) & 1) != 0) {
        ids.add(engine.catalogue().get(i).id());
      } else {
        assertThat(values[i]).isZero();
      }
    }
    return ids;
  }

  @Test
  void theCatalogueEndsWithThemAndTheirBarsAreBuilt() {
    FeatureCatalogue all = FeatureCatalogue.of(select("@all"));
    assertThat(all.hasCross()).isTrue();
    assertThat(all.get(all.size() - 1).id()).isEqualTo("cross_venue_spread_z_60_1h");
    assertThat(FeatureCatalogue.of(select("@core")).hasCross()).isFalse();
    FeatureCatalogue some = FeatureCatalogue.of(select("cross_beta_60_5m", "cross_*_1h"));
    assertThat(some.size()).isEqualTo(9);
    BarOptions none = some.requireOfOthers(BarOptions.defaults());
    assertThat(none.timeIntervalsNs()).containsExactly(5 * MINUTE, 60 * MINUTE);
    assertThat(none.tickCounts()).isEmpty();
    assertThat(some.require(none).timeIntervalsNs()).containsExactly(5 * MINUTE, 60 * MINUTE);
  }

  @Test
  void onlyWhatWasSelectedIsValidAndOnlyWithAReference() {
    FeatureEngine engine = engine("cross_beta_60_1m", "cross_venue_spread_5m", "cross_*_1h");
    assertThat(valid(engine, START)).isEmpty();
    feed(engine, 0, 61);
    assertThat(valid(engine, START + 62 * MINUTE - 1)).contains("cross_beta_60_1m");
    assertThat(valid(engine, START + 300 * MINUTE)).containsExactly("cross_venue_spread_5m");
    assertThat(valid(engine, START + 310 * MINUTE)).isEmpty();
  }

  @Test
  void aFeatureInBothSelectionsGoesOn() {
    FeatureEngine before = engine("family:cross", "@core");
    feed(before, 0, 100);
    StateWriter out = new StateWriter();
    before.writeCross(out);
    byte[] stored = out.toByteArray();
    assertThat(stored.length).as("three timeframes, one of them without bars").isLessThan(5000);

    FeatureEngine after = engine("timeframe:5m", "-rsi*");
    StateReader in = new StateReader(stored);
    after.readCross(in);
    assertThat(in.remaining()).isZero();
    feed(before, 100, 110);
    feed(after, 100, 110);
    long now = START + 109 * 5 * MINUTE;
    assertThat(valid(after, now)).contains("cross_residual_z_60_5m");
    assertThat(value(after, "cross_beta_60_5m", now))
        .isEqualTo(value(before, "cross_beta_60_5m", now));

    FeatureEngine none = engine("@core");
    StateReader again = new StateReader(stored);
    none.readCross(again);
    assertThat(again.remaining()).isZero();
  }

  @Test
  void allTimeframesTakeLessThanSixKilobytes() {
    FeatureEngine engine = engine("family:cross");
    Random random = new Random(1);
    for (String spec : List.of("time-1m", "time-5m", "time-1h")) {
      for (int i = 0; i < 200; i++) {
        long closeNs = START + i * MINUTE;
        double close = 60_000 + random.nextInt(1000);
        engine.onBar(bar(spec, closeNs, close));
        for (Role role : Role.values()) {
          engine.onForeignClose(
              new ForeignClose("X", role, spec, closeNs, close + 7, 0, 0, closeNs));
        }
      }
    }
    StateWriter out = new StateWriter();
    engine.writeCross(out);
    assertThat(out.length()).isLessThan(6000);
  }

  private static double value(FeatureEngine engine, String id, long nowNs) {
    double[] values = new double[engine.catalogue().size()];
    engine.snapshot(nowNs, values, new long[engine.catalogue().words()]);
    return values[engine.catalogue().indexOf(id)];
  }
}
