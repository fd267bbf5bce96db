package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are regimes found where they were, at once where it matters, and left alone in calm? */
class RegimeDetectorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY_MS = 86_400_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  private final List<RegimeChange> changes = new ArrayList<>();
  private final Map<Regime, Integer> barsIn = new EnumMap<>(Regime.class);

  private static Bar bar(double price, int index) {
    long scaled = BTC.scalePrice(price);
    long open = index * SECOND;
    return new Bar(
        BTC.id(),
        "time-1s",
        open,
        open + SECOND,
        scaled,
        scaled,
        scaled,
        scaled,
        1,
        price,
        1,
        1,
        index);
  }

  private RegimeDetector play(RegimeDetector detector, List<Bar> bars) {
    for (Bar bar : bars) {
      RegimeChange change = detector.onBar(bar);
      if (change != null) {
        assertThat(change.from()).isNotEqualTo(change.to());
        assertThat(change.reason()).isNotBlank().doesNotContain("NaN");
        changes.add(change);
      }
      assertThat(detector.confidence()).isBetween(0.0, 1.0);
      barsIn.merge(detector.regime(), 1, Integer::sum);
    }
    return detector;
  }

  /** Calm prices of this many seconds with a path of multiples of the start price after. */
  private static List<Bar> calmThen(int calm, double... path) {
    double[] walk = Properties.walk(new Random(5), calm, 30_000, 5e-5);
    List<Bar> bars = new ArrayList<>();
    for (double price : walk) {
      bars.add(bar(price, bars.size()));
    }
    double start = walk[calm - 1];
    for (double multiple : path) {
      bars.add(bar(start * multiple, bars.size()));
    }
    return bars;
  }

  private static double[] line(double from, double to, int steps) {
    double[] path = new double[steps];
    for (int i = 0; i < steps; i++) {
      path[i] = from + (to - from) * (i + 1) / steps;
    }
    return path;
  }

  private static double[] join(double[]... parts) {
    int length = 0;
    for (double[] part : parts) {
      length += part.length;
    }
    double[] all = new double[length];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Test
  void findsTheCrashOnTheBarThatCrossesAndTheRecoveryAfterIt() {
    double[] path = join(line(1, 0.95, 50), line(0.95, 0.99, 200), line(0.99, 0.99, 2400));
    List<Bar> bars = calmThen(2000, path);
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), bars);
    RegimeChange crash = first(Regime.CRASH);
    double peak = 0;
    for (int i = 1700; i < 2000; i++) {
      peak = Math.max(peak, BTC.price(bars.get(i).high()));
    }
    int at = (int) (crash.eventTimeNs() / SECOND) - 1;
    assertThat(BTC.price(bars.get(at).close())).isLessThanOrEqualTo(peak * 0.97);
    assertThat(BTC.price(bars.get(at - 1).close())).isGreaterThan(peak * 0.97);
    RegimeChange recovery = first(Regime.RECOVERY);
    assertThat(recovery.from()).isEqualTo(Regime.CRASH);
    assertThat(recovery.eventTimeNs()).isGreaterThan(crash.eventTimeNs());
    assertThat(changes.get(changes.size() - 1).to()).isEqualTo(Regime.NORMAL);
    assertThat(count(Regime.CRASH)).isEqualTo(1);
  }

  @Test
  void returnsToCrashOnANewLow() {
    double[] path = join(line(1, 0.95, 50), line(0.95, 0.975, 100), line(0.975, 0.94, 50));
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), calmThen(2000, path));
    assertThat(count(Regime.CRASH)).isEqualTo(2);
  }

  @Test
  void doesNotCallASlowFallACrash() {
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), calmThen(2000, line(1, 0.9, 3000)));
    assertThat(count(Regime.CRASH)).isZero();
    assertThat(count(Regime.TRENDING)).isPositive();
  }

  @Test
  void findsABullRun() {
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), calmThen(2000, line(1, 1.05, 2000)));
    assertThat(first(Regime.BULL_RUN).reason()).contains("rose");
  }

  @Test
  void findsVolatilityWithoutDirectionAndForgetsIt() {
    double[] path = new double[3000];
    for (int i = 0; i < path.length; i++) {
      double swing = i < 300 ? 2e-4 : 5e-5;
      path[i] = 1 + (i % 2 == 0 ? swing : -swing);
    }
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), calmThen(2000, path));
    RegimeChange change = first(Regime.VOLATILE);
    assertThat(change.confidence()).isGreaterThanOrEqualTo(0.5);
    assertThat(changes.get(changes.size() - 1).to()).isEqualTo(Regime.NORMAL);
  }

  @Test
  void staysNormalAtAConstantPrice() {
    RegimeDetector detector = new RegimeDetector(BTC, RegimeOptions.defaults());
    play(detector, calmThen(1, line(1, 1, 5000)));
    assertThat(changes).isEmpty();
    assertThat(detector.confidence()).isEqualTo(1);
  }

  @Test
  void keepsTheDwellTimeExceptForCrashes() {
    RegimeOptions options = RegimeOptions.defaults();
    Properties.forSeeds(
        20,
        (random, seed) -> {
          changes.clear();
          RegimeDetector detector = new RegimeDetector(BTC, options);
          double[] walk = Properties.walk(random, 6000, 30_000, 8e-4);
          List<Bar> bars = new ArrayList<>();
          for (double price : walk) {
            bars.add(bar(price, bars.size()));
          }
          play(detector, bars);
          for (int i = 1; i < changes.size(); i++) {
            long stay = changes.get(i).eventTimeNs() - changes.get(i - 1).eventTimeNs();
            assertThat(changes.get(i).from()).isEqualTo(changes.get(i - 1).to());
            if (changes.get(i).to() != Regime.CRASH) {
              assertThat(stay).isGreaterThanOrEqualTo(options.dwellNs());
            }
          }
          assertThat(changes).isNotEmpty();
        });
  }

  @Test
  void continuesFromStoredState() {
    double[] path = join(line(1, 0.95, 50), line(0.95, 0.99, 200), line(0.99, 1.05, 2400));
    List<Bar> bars = calmThen(2000, path);
    play(new RegimeDetector(BTC, RegimeOptions.defaults()), bars);
    List<RegimeChange> expected = new ArrayList<>(changes);
    for (int cut : new int[] {1, 700, 2030, 2100, 2500}) {
      changes.clear();
      RegimeDetector first =
          play(new RegimeDetector(BTC, RegimeOptions.defaults()), bars.subList(0, cut));
      byte[] state = bytes(first);
      RegimeDetector second = new RegimeDetector(BTC, RegimeOptions.defaults());
      second.read(new StateReader(state));
      assertThat(bytes(second)).isEqualTo(state);
      play(second, bars.subList(cut, bars.size()));
      assertThat(changes).isEqualTo(expected);
    }
  }

  @Test
  void namesTheOptionThatIsOutOfRange() {
    RegimeOptions d = RegimeOptions.defaults();
    assertThatThrownBy(() -> d.scaled(0, 1)).hasMessageContaining("REGIME_OPTION_INVALID");
    assertThatThrownBy(() -> d.scaled(1, 1)).hasMessageContaining("option=crashWindowNs");
  }

  @Test
  void findsTheCrashesOfAprilAndMay2021OnMinutes() {
    String file = "klines-1m-binance-spot-2021-04/BTCUSDT-1m-2021-04-02_2021-05-14.json.gz";
    List<Bar> bars = RecordedCandles.load(BTC, file, MINUTE, 0, Long.MAX_VALUE);
    play(new RegimeDetector(BTC, RegimeOptions.minuteBars()), bars);
    assertThat(crashedOn(1_618_704_000_000L)).as("2021-04-18").isTrue();
    assertThat(crashedOn(1_620_777_600_000L) || crashedOn(1_620_864_000_000L))
        .as("2021-05-12 evening")
        .isTrue();
    assertThat(count(Regime.RECOVERY)).isPositive();
    assertThat(barsIn.get(Regime.NORMAL)).isGreaterThan(bars.size() / 3);
  }

  @Test
  void findsCrashesOfTheLunaWeeksOnFiveMinutes() {
    String file = "klines-5m-luna-2022/binance-spot-BTCUSDT-5m-2021-11_2022-05.json.gz";
    List<Bar> bars =
        RecordedCandles.load(BTC, file, 5 * MINUTE, 1_651_363_200_000L, 1_653_000_000_000L);
    play(new RegimeDetector(BTC, RegimeOptions.minuteBars().scaled(5 * MINUTE, 5)), bars);
    boolean crashed = false;
    for (long day = 1_652_054_400_000L; day <= 1_652_313_600_000L; day += DAY_MS) {
      crashed |= crashedOn(day);
    }
    assertThat(crashed).as("2022-05-09 to 12").isTrue();
  }

  private boolean crashedOn(long dayMs) {
    for (RegimeChange change : changes) {
      long ms = change.eventTimeNs() / 1_000_000;
      if (change.to() == Regime.CRASH && ms >= dayMs && ms < dayMs + DAY_MS) {
        return true;
      }
    }
    return false;
  }

  private RegimeChange first(Regime to) {
    for (RegimeChange change : changes) {
      if (change.to() == to) {
        return change;
      }
    }
    throw new AssertionError("no " + to + " in " + changes);
  }

  private int count(Regime to) {
    int count = 0;
    for (RegimeChange change : changes) {
      count += change.to() == to ? 1 : 0;
    }
    return count;
  }

  private static byte[] bytes(RegimeDetector detector) {
    StateWriter out = new StateWriter();
    detector.write(out);
    return out.toByteArray();
  }
}
