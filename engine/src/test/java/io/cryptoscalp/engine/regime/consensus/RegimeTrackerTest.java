package io.cryptoscalp.engine.regime.consensus;

import static io.cryptoscalp.engine.regime.consensus.TrackerRun.BTC;
import static io.cryptoscalp.engine.regime.consensus.TrackerRun.MINUTE;
import static io.cryptoscalp.engine.regime.consensus.TrackerRun.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is a regime concluded where there is one, at once where it matters, and left alone otherwise? */
class RegimeTrackerTest {
  private static final int DAY = 1440;

  /** Three days of minutes that move 25 % a year and have seen all windows. */
  private static TrackerRun calm() {
    return new TrackerRun(ConsensusOptions.minuteBars())
        .prices(Properties.walk(new Random(5), 3 * DAY, 30_000, 0.25 / Math.sqrt(365 * DAY)));
  }

  @Test
  void aCrashIsEnteredOnTheBarThatCrossesAndLeftOnEvidence() {
    TrackerRun run = new TrackerRun(ConsensusOptions.secondBars());
    run.prices(Properties.walk(new Random(5), 3600, 30_000, 2e-5));
    double peak = 30_000 * 1.01;
    run.prices(line(30_000, peak, 60));
    double[] fall = line(peak, peak * 0.92, 600);
    int crossed = -1;
    for (int i = 0; i < fall.length; i++) {
      run.prices(fall[i]);
      if (crossed < 0 && fall[i] <= peak * 0.97) {
        crossed = i;
        assertThat(run.tracker.regime()).as("at the bar that crosses").isEqualTo(Regime.CRASH);
      } else if (crossed < 0) {
        assertThat(run.tracker.regime()).isNotEqualTo(Regime.CRASH);
      }
    }
    assertThat(run.tracker.confidence()).isGreaterThan(0.9);
    assertThat(run.tracker.marketType()).isEqualTo(MarketType.HIGH_VOLATILITY);
    run.prices(line(peak * 0.92, peak * 0.96, 600));
    assertThat(run.tracker.regime()).as("evidence must last").isEqualTo(Regime.CRASH);
    run.prices(line(peak * 0.96, peak * 0.961, 12_000));
    assertThat(run.changes.get(run.changes.size() - 1).to()).isEqualTo(Regime.RECOVERY);
    assertThat(run.tracker.reason()).startsWith("regained");
  }

  @Test
  void aLowFarBelowTheThresholdIsACrashWhateverTheClose() {
    TrackerRun run = calm();
    long end = run.nowNs() + MINUTE;
    double price = 30_000;
    RegimeChange change =
        run.tracker.update(end, price, price * 0.9, price * 0.99, 1, 0, 1, run.intervals::add);
    assertThat(change).isNotNull();
    assertThat(change.to()).isEqualTo(Regime.CRASH);
    assertThat(change.reason()).contains("a low");
  }

  @Test
  void aSlowFallMustBeDeeperInAQuietMarketOnly() {
    // 3.3 % in 55 minutes, at deviations of 2 % and of 0.2 % an hour; then 1.2 % more in three.
    for (double hourly : new double[] {0.02, 0.002}) {
      TrackerRun run = new TrackerRun(ConsensusOptions.minuteBars());
      double[] walk = Properties.walk(new Random(9), 3 * DAY, 30_000, hourly / Math.sqrt(60));
      double last = walk[walk.length - 1];
      run.prices(walk).prices(line(last, last, 1500));
      assertThat(run.tracker.regime()).isNotEqualTo(Regime.CRASH);
      double[] fall = line(last, last * 0.967, 55);
      for (double price : fall) {
        run.prices(price);
        boolean restless = hourly > 0.01;
        boolean crossed = restless && price <= 0.97 * last;
        assertThat(run.tracker.regime() == Regime.CRASH).as(hourly + "").isEqualTo(crossed);
      }
      run.prices(line(last * 0.967, last * 0.955, 3));
      assertThat(run.tracker.regime()).isEqualTo(Regime.CRASH);
    }
  }

  @Test
  void aMarketThatCrashesAllDayStaysInACrash() {
    TrackerRun run = calm().prices(line(30_000, 30_000, DAY));
    int before = run.changes.size();
    int crashed = 0;
    int bars = 0;
    for (int fall = 0; fall < 18; fall++) {
      for (double price : line(30_000, 28_800, 10)) {
        run.prices(price);
        if (price <= 0.97 * 30_000) {
          assertThat(run.tracker.regime()).as("fall " + fall).isEqualTo(Regime.CRASH);
        }
      }
      for (double price : line(28_800, 30_000, 310)) {
        run.prices(price);
        crashed += run.tracker.regime() == Regime.CRASH ? 1 : 0;
        bars++;
      }
    }
    // Alone by its dwell times it would leave each of the 18 crashes, and begin it again.
    assertThat(run.changes.size() - before).isBetween(8, 5 * 4);
    assertThat((double) crashed / bars).isBetween(0.6, 0.99);
    run.prices(line(30_000, 30_000, DAY + 1));
    assertThat(run.tracker.regime()).as("a quiet day later").isNotEqualTo(Regime.CRASH);
  }

  @Test
  void trendsAndRunsAreFound() {
    double last = 30_000;
    TrackerRun run = calm().prices(line(last, last, DAY));
    run.prices(line(last, last * 1.04, 600));
    assertThat(run.to(Regime.TRENDING)).isNotEmpty();
    assertThat(run.tracker.marketType()).isEqualTo(MarketType.BULL_TRENDING);
    run.prices(line(last * 1.04, last * 1.12, 300));
    assertThat(run.tracker.regime()).isEqualTo(Regime.BULL_RUN);
    assertThat(run.tracker.reason()).startsWith("rose");
  }

  @Test
  void volatilityWithoutDirectionIsFoundAndForgotten() {
    TrackerRun run = calm();
    double[] swings = new double[300];
    for (int i = 0; i < swings.length; i++) {
      swings[i] = 30_000 * (1 + (i % 2 == 0 ? 1.2e-3 : -1.2e-3));
    }
    run.prices(swings);
    assertThat(run.tracker.regime()).isEqualTo(Regime.VOLATILE);
    assertThat(run.tracker.probability(MarketType.HIGH_VOLATILITY)).isGreaterThan(0.5);
    run.prices(Properties.walk(new Random(6), DAY, 30_000, 0.25 / Math.sqrt(365 * DAY)));
    assertThat(run.to(Regime.NORMAL)).isNotEmpty();
  }

  @Test
  void anyPathKeepsDwellTimesAndSums() {
    Properties.forSeeds(
        12,
        (random, seed) -> {
          TrackerRun run = new TrackerRun(ConsensusOptions.minuteBars());
          // What always holds is held against every bar by the run itself.
          double price = 30_000;
          for (int part = 0; part < 12; part++) {
            double step = 0.0002 * Math.pow(10, 1.2 * random.nextDouble());
            double[] walk = Properties.walk(random, 300, price, step);
            price = walk[299] * (1 + 0.05 * random.nextGaussian());
            run.prices(walk);
          }
          assertThat(run.changes).isNotEmpty();
        });
  }

  @Test
  void goesOnFromStoredStateAsIfNothingHadHappened() {
    double[] path = new double[2 * DAY + 900];
    double[] walk = Properties.walk(new Random(4), 2 * DAY, 30_000, 3e-4);
    System.arraycopy(walk, 0, path, 0, walk.length);
    double last = walk[walk.length - 1];
    System.arraycopy(line(last, last * 0.93, 40), 0, path, 2 * DAY, 40);
    System.arraycopy(line(last * 0.93, last * 0.98, 860), 0, path, 2 * DAY + 40, 860);
    for (int cut : new int[] {1, 61, DAY + 7, 2 * DAY + 20, 2 * DAY + 41, 2 * DAY + 300}) {
      TrackerRun whole = new TrackerRun(ConsensusOptions.minuteBars());
      TrackerRun first = new TrackerRun(ConsensusOptions.minuteBars());
      whole.prices(java.util.Arrays.copyOf(path, cut));
      first.prices(java.util.Arrays.copyOf(path, cut));
      whole.tell(BTC.id(), Regime.VOLATILE, 0.5, 30 * MINUTE);
      first.tell(BTC.id(), Regime.VOLATILE, 0.5, 30 * MINUTE);
      whole.changes.clear();
      whole.intervals.clear();
      TrackerRun second = first.restored();
      assertThat(second.tracker.confidence()).isEqualTo(whole.tracker.confidence());
      double[] rest = java.util.Arrays.copyOfRange(path, cut, path.length);
      whole.prices(rest);
      second.prices(rest);
      assertThat(second.changes.toString()).isNotEmpty();
      assertThat(second.intervals).isEqualTo(whole.intervals);
      assertThat(second.state()).isEqualTo(whole.state());
    }
  }

  /** A chain of a calm and a wild state on returns of five minutes. */
  private static HmmVoice model(double calm, double wild) {
    HmmModel chain =
        new HmmModel(
            2,
            1,
            new double[] {0.5, 0.5},
            new double[] {0.98, 0.02, 0.04, 0.96},
            new double[] {0, 0},
            new double[] {calm * calm, wild * wild});
    return HmmVoice.of(
        MarkovModel.of("TEST", "1", new ObservationSpec(5 * MINUTE, false, 1), chain), 0.3);
  }

  @Test
  void aFittedModelIsOneVoiceMore() {
    double step = 0.25 / Math.sqrt(365 * DAY);
    double five = step * Math.sqrt(5);
    double[] walk = Properties.walk(new Random(5), 3 * DAY, 30_000, step);
    double without = calm().tracker.probability(MarketType.HIGH_VOLATILITY);
    TrackerRun agrees =
        new TrackerRun(ConsensusOptions.minuteBars().withHmm(model(five / 4, five))).prices(walk);
    TrackerRun denies =
        new TrackerRun(ConsensusOptions.minuteBars().withHmm(model(five, 4 * five))).prices(walk);
    assertThat(agrees.tracker.probability(MarketType.HIGH_VOLATILITY)).isGreaterThan(without);
    assertThat(denies.tracker.probability(MarketType.HIGH_VOLATILITY)).isLessThan(without);
    assertThat(agrees.intervals).anyMatch(interval -> interval.detector().equals("hmm"));
    assertThat(agrees.restored().prices(walk).state()).isEqualTo(agrees.prices(walk).state());
    // A tracker without the model goes on without its state, and the other way round.
    TrackerRun plain = new TrackerRun(ConsensusOptions.minuteBars());
    plain.tracker.read(new StateReader(agrees.state()));
    assertThat(plain.tracker.regime()).isEqualTo(agrees.tracker.regime());
    agrees.tracker.read(new StateReader(plain.state()));
  }

  @Test
  void intervalsFollowEachOtherWithoutGaps() {
    TrackerRun run = calm();
    run.prices(line(30_000, 27_000, 60)).prices(line(27_000, 29_000, 2 * DAY));
    Map<String, RegimeInterval> open = new HashMap<>();
    for (RegimeInterval interval : run.intervals) {
      assertThat(interval.scope()).isEqualTo(BTC.id());
      assertThat(interval.confidence()).isBetween(0.0, 1.0);
      assertThat(interval.reason()).isNotNull();
      RegimeInterval before = open.get(interval.detector());
      if (interval.endTimeNs() == 0) {
        if (before != null) {
          assertThat(interval.startTimeNs()).isEqualTo(before.endTimeNs());
          assertThat(interval.label()).isNotEqualTo(before.label());
        }
      } else {
        assertThat(before).isNotNull();
        assertThat(interval.startTimeNs()).isEqualTo(before.startTimeNs());
        assertThat(interval.label()).isEqualTo(before.label());
        assertThat(interval.endTimeNs()).isGreaterThan(interval.startTimeNs());
      }
      open.put(interval.detector(), interval);
    }
    assertThat(open).containsKeys("consensus", "drawdown", "volatility", "trend", "change-point");
    assertThat(open.get("consensus").label()).isEqualTo(run.tracker.regime().name());
    List<String> consensus = new ArrayList<>();
    run.intervals.stream()
        .filter(one -> one.detector().equals("consensus") && one.endTimeNs() == 0)
        .forEach(one -> consensus.add(one.label()));
    assertThat(consensus).hasSize(run.changes.size() + 1).contains("CRASH");
  }

  @Test
  void badBarsChangeNothing() {
    TrackerRun run = calm();
    byte[] before = run.state();
    long next = run.nowNs() + MINUTE;
    double nan = Double.NaN;
    assertThat(run.tracker.update(next, 1, 2, 1, 1, 0, 1, run.intervals::add)).isNull();
    assertThat(run.tracker.update(next, 1, 0, 1, 1, 0, 1, run.intervals::add)).isNull();
    assertThat(run.tracker.update(next, 1, 1, nan, 1, 0, 1, run.intervals::add)).isNull();
    assertThat(run.tracker.update(run.nowNs(), 1, 1, 1, 1, 0, 1, run.intervals::add)).isNull();
    Bar other = new Bar(BTC.id(), "tick-100", 0, next, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(run.tracker.onBar(other, run.intervals::add)).isNull();
    assertThat(run.state()).isEqualTo(before);
  }

  @Test
  void namesTheOptionThatIsOutOfRange() {
    ConsensusOptions d = ConsensusOptions.minuteBars();
    assertThatThrownBy(
            () ->
                new ConsensusOptions(
                    7,
                    8,
                    d.drawdown(),
                    d.deepFall(),
                    d.volatility(),
                    d.trend(),
                    d.liquidity(),
                    null,
                    null,
                    0.3,
                    0,
                    0,
                    0,
                    5,
                    0))
        .hasMessage("REGIME_OPTION_INVALID: option=slowNs value=8");
    assertThat(ConsensusOptions.of(MINUTE)).isEqualTo(d);
    assertThat(ConsensusOptions.of(5 * MINUTE).barNs()).isEqualTo(5 * MINUTE);
    assertThat(ConsensusOptions.of(60 * MINUTE).slowNs()).isEqualTo(60 * MINUTE);
  }
}
