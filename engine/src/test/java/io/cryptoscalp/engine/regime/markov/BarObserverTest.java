package io.cryptoscalp.engine.regime.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do bars become the observations that the spec defines, when they end and not before? */
class BarObserverTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_600_000_200_000_000_000L;

  /** One minute: open, high, low, close. */
  record Minute(long open, double high, double low, double close) {}

  /** An observation as it came. */
  record Row(long end, double[] values, double close) {}

  private static List<Minute> market(int count, long seed) {
    Random random = new Random(seed);
    List<Minute> minutes = new ArrayList<>();
    double price = 100;
    for (int i = 0; i < count; i++) {
      double close = price * StrictMath.exp(0.002 * random.nextGaussian());
      double high = Math.max(price, close) * (1 + 0.001 * random.nextDouble());
      double low = Math.min(price, close) * (1 - 0.001 * random.nextDouble());
      minutes.add(new Minute(START + i * MINUTE, high, low, close));
      price = close;
    }
    return minutes;
  }

  private static List<Row> observe(ObservationSpec spec, List<Minute> minutes) {
    List<Row> rows = new ArrayList<>();
    BarObserver observer =
        new BarObserver(spec, (end, row, close) -> rows.add(new Row(end, row.clone(), close)));
    minutes.forEach(minute -> update(observer, minute));
    return rows;
  }

  private static void update(BarObserver observer, Minute minute) {
    observer.update(minute.open, minute.open + MINUTE, minute.high, minute.low, minute.close);
  }

  private static void assertSame(List<Row> actual, List<Row> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).end).isEqualTo(expected.get(i).end);
      assertThat(actual.get(i).values).isEqualTo(expected.get(i).values);
    }
  }

  @Test
  void rowsAreWhatTheFormulasGive() {
    ObservationSpec spec = new ObservationSpec(5 * MINUTE, true, 3);
    List<Minute> minutes = market(500, 1);
    List<Row> rows = observe(spec, minutes);
    assertThat(rows).hasSize(100);
    assertThat(rows.get(0).values).containsOnly(Double.NaN);
    double[] squares = new double[100];
    for (int t = 1; t < 100; t++) {
      double before = minutes.get(5 * t - 1).close;
      double high = before;
      double low = before;
      for (int i = 5 * t; i < 5 * t + 5; i++) {
        high = Math.max(high, minutes.get(i).high);
        low = Math.min(low, minutes.get(i).low);
      }
      double move = Math.log(minutes.get(5 * t + 4).close / before);
      squares[t] = Math.pow(Math.log(high / low), 2) / 2 - (2 * Math.log(2) - 1) * move * move;
      int first = Math.max(1, t - 3);
      double mean = 0;
      for (int i = first; i < t; i++) {
        mean += squares[i] / (t - first);
      }
      Row row = rows.get(t);
      double close = minutes.get(5 * t + 4).close;
      assertThat(row.end).isEqualTo(START + (t + 1) * 5L * MINUTE);
      assertThat(row.close).isEqualTo(close);
      assertThat(row.values[0]).isCloseTo(Math.log(close / before), within(1e-12));
      if (t == 1) {
        assertThat(row.values[1]).isNaN();
      } else {
        assertThat(row.values[1]).isCloseTo(0.5 * Math.log(mean + 1e-10), within(1e-9));
      }
    }
  }

  @Test
  void anObservationNeverNeedsALaterBar() {
    ObservationSpec spec = new ObservationSpec(5 * MINUTE, true, 2);
    List<Minute> minutes = market(200, 2);
    List<Row> whole = observe(spec, minutes);
    for (int cut : new int[] {1, 4, 5, 6, 99, 100}) {
      assertSame(observe(spec, minutes.subList(0, cut)), whole.subList(0, cut / 5));
    }
  }

  @Test
  void whatLacksIsMissingWithTheFirstIntervalAfterIt() {
    ObservationSpec spec = new ObservationSpec(5 * MINUTE, false, 1);
    List<Minute> minutes = market(50, 3);
    List<Minute> gap = new ArrayList<>(minutes.subList(0, 14));
    gap.addAll(minutes.subList(28, 50));
    List<Row> rows = observe(spec, gap);
    assertThat(rows).hasSize(10);
    // Minute 14 lacks: its interval ends with the bar after the gap, at its own close.
    assertThat(rows.get(2).close).isEqualTo(minutes.get(13).close);
    assertThat(rows.get(2).values[0]).isFinite();
    assertThat(rows.get(3).close).isNaN();
    assertThat(rows.get(4).close).isNaN();
    assertThat(rows.get(5).close).isEqualTo(minutes.get(29).close);
    assertThat(rows.get(5).values[0]).isNaN();
    assertThat(rows.get(6).values[0]).isFinite();
    gap.clear();
    gap.add(minutes.get(0));
    gap.add(new Minute(START + 50_000_000 * MINUTE, 2, 1, 1));
    gap.add(new Minute(START + 50_000_006 * MINUTE, 2, 1, 1));
    assertThat(observe(spec, gap)).hasSize(1 + BarObserver.MAX_MISSING + 1);
  }

  @Test
  void leavesOutWhatIsNoBarAndRefusesWhatIsTooLong() {
    ObservationSpec spec = new ObservationSpec(MINUTE, true, 1);
    List<Minute> minutes = market(20, 4);
    List<Minute> dirty = new ArrayList<>();
    for (Minute minute : minutes) {
      dirty.add(new Minute(minute.open, 5, 0, 4));
      dirty.add(new Minute(minute.open, Double.NaN, 1, 4));
      dirty.add(new Minute(minute.open, 2, 1, Double.NaN));
      dirty.add(minute);
      dirty.add(new Minute(minute.open, 1e6, 1, 2));
      dirty.add(minutes.get(0));
    }
    assertSame(observe(spec, dirty), observe(spec, minutes));
    BarObserver observer = new BarObserver(spec, (end, row, close) -> {});
    assertThatThrownBy(() -> observer.update(START, START + 2 * MINUTE, 2, 1, 1))
        .hasMessageStartingWith("REGIME_BAR_TOO_LONG: open_time_ns=" + START);
  }

  @Test
  void goesOnFromItsState() {
    ObservationSpec spec = new ObservationSpec(5 * MINUTE, true, 4);
    List<Minute> minutes = market(300, 5);
    List<Row> whole = observe(spec, minutes);
    for (int cut : new int[] {0, 3, 5, 52, 120}) {
      List<Row> rows = new ArrayList<>();
      BarObserver.Rows out = (end, row, close) -> rows.add(new Row(end, row.clone(), close));
      BarObserver first = new BarObserver(spec, out);
      minutes.subList(0, cut).forEach(minute -> update(first, minute));
      StateWriter state = new StateWriter();
      first.write(state);
      BarObserver second = new BarObserver(spec, out);
      second.read(new StateReader(state.toByteArray()));
      minutes.subList(cut, 300).forEach(minute -> update(second, minute));
      assertSame(rows, whole);
      BarObserver other = new BarObserver(new ObservationSpec(5 * MINUTE, true, 5), out);
      assertThatThrownBy(() -> other.read(new StateReader(state.toByteArray())))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith("STATE_MISMATCH");
    }
  }

  @Test
  void refusesASpecThatIsNone() {
    assertThatThrownBy(() -> new ObservationSpec(1_500_000_000L, true, 1))
        .hasMessage("REGIME_OBSERVATION_INVALID: intervalNs=1500000000");
    assertThatThrownBy(() -> new ObservationSpec(MINUTE, true, 0))
        .hasMessage("REGIME_OBSERVATION_INVALID: volatilityBars=0");
    assertThat(new ObservationSpec(MINUTE, true, 3).id()).isEqualTo("bars-60s-volatility3-v1");
    assertThat(new ObservationSpec(MINUTE, false, 1).id()).isEqualTo("bars-60s-return-v1");
  }
}
