package io.cryptoscalp.jobs.hindsight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.RegimeLabels;
import io.cryptoscalp.models.regime.RegimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are what the consensus said and what happened put side by side as they were? */
class HindsightTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final long DAY = 24 * HOUR;

  @TempDir private Path folder = Path.of("");

  /** Flat at 100 with a fall to 90 over ten hours from an hour on. */
  private static List<Candle> candles(int count, int fall) {
    List<Candle> candles = new ArrayList<>();
    double before = 100;
    for (int i = 0; i < count; i++) {
      double price = i < fall ? 100 : Math.max(90, 100 - (i - fall + 1));
      candles.add(new Candle(i * HOUR, before, before, price, price, 1));
      before = price;
    }
    return candles;
  }

  private static ConsensusRun run(List<Candle> candles, int crashFrom, int crashTo) {
    byte[] regimes = new byte[candles.size()];
    Arrays.fill(regimes, crashFrom, crashTo, (byte) Regime.CRASH.code());
    List<RegimeChange> changes =
        List.of(
            new RegimeChange("x", crashFrom * HOUR, 0, Regime.NORMAL, Regime.CRASH, 1, "a"),
            new RegimeChange("x", crashTo * HOUR, 0, Regime.CRASH, Regime.NORMAL, 1, "b"));
    return new ConsensusRun(
        new CandleFile(candles, HOUR), regimes, new byte[candles.size()], changes);
  }

  @Test
  void delayCountsFromTheCandleThatCrossed() {
    CrashEvent event = new CrashEvent("c", 0, 60 * HOUR);
    // 97 is reached by the third candle of the fall, index 32, known at hour 33.
    CrashFinding late = CrashFinding.of(run(candles(60, 30), 35, 45), event, DAY, 0.08, 0.03);
    assertThat(late.crossingNs()).isEqualTo(33 * HOUR);
    assertThat(late.flagNs()).isEqualTo(36 * HOUR);
    assertThat(late.delayCandles()).isEqualTo(3);
    assertThat(late.leftNs()).isEqualTo(46 * HOUR);
    assertThat(late.next()).isEqualTo(Regime.NORMAL);
    CrashFinding early = CrashFinding.of(run(candles(60, 30), 20, 45), event, DAY, 0.08, 0.03);
    assertThat(early.flagNs()).isEqualTo(21 * HOUR);
    assertThat(early.delayCandles()).isZero();
    CrashFinding gone = CrashFinding.of(run(candles(60, 30), 10, 20), event, DAY, 0.08, 0.03);
    assertThat(gone.isFlagged()).isFalse();
    assertThat(gone.delayCandles()).isEqualTo(-1);
    CrashEvent before = new CrashEvent("b", 0, 20 * HOUR);
    assertThat(CrashFinding.of(run(candles(60, 30), 35, 45), before, DAY, 0.08, 0.03).fall())
        .isNull();
  }

  @Test
  void onlyWholeMonthsWithoutAFallAreCalm() {
    // 744 hours of January 1970, then 28 days of February with a fall on its second day.
    List<CalmMonths.Month> months = CalmMonths.of(run(candles(744 + 28 * 24, 770), 100, 200), 0.08);
    assertThat(months).hasSize(2);
    assertThat(months.get(0).calm()).isTrue();
    assertThat(months.get(0).flags()).isEqualTo(1);
    assertThat(months.get(0).deepest()).isZero();
    assertThat(months.get(1).calm()).isFalse();
    assertThat(months.get(1).deepest()).isCloseTo(0.1, within(1e-9));
    assertThat(CalmMonths.of(run(candles(19 * 24, 400), 1, 2), 0.2).get(0).calm()).isFalse();
  }

  @Test
  void flipsAreCountedByTheDay() {
    RegimeFlips flips = RegimeFlips.of(run(candles(96, 90), 30, 40), 1);
    assertThat(flips.days()).isEqualTo(4);
    assertThat(flips.aDay()).isEqualTo(0.5);
    assertThat(flips.worstDay()).isEqualTo(2);
    assertThat(flips.restlessDays()).isEqualTo(1);
  }

  @Test
  void labelsAreTheRegimesAsOfEachIntervalsEnd() {
    ConsensusRun run = run(candles(60, 30), 21, 40);
    RegimeSeries series = CandleSeries.of(run.candles(), new ObservationSpec(2 * HOUR, false, 1));
    RegimeLabels labels = ConsensusLabels.of(run, series);
    assertThat(labels.labels()).hasSize(30);
    // The interval of candles 20 and 21 ends as candle 21 does, the first in CRASH.
    assertThat(labels.names().get(labels.labels()[9])).isEqualTo("NORMAL");
    assertThat(labels.names().get(labels.labels()[10])).isEqualTo("CRASH");
    assertThat(labels.names().get(labels.labels()[19])).isEqualTo("CRASH");
    assertThat(labels.names().get(labels.labels()[20])).isEqualTo("NORMAL");
    assertThat(labels.live()).isTrue();
  }

  @Test
  void agreementIsOfTheSameInstants() {
    Random random = new Random(8);
    List<Candle> candles = new ArrayList<>();
    double before = 100;
    byte[] types = new byte[1200];
    for (int i = 0; i < 1200; i++) {
      boolean wild = i / 100 % 2 == 1;
      double price = before * Math.exp((wild ? 0.03 : 0.002) * random.nextGaussian());
      candles.add(
          new Candle(i * HOUR, before, Math.max(before, price), Math.min(before, price), price, 1));
      before = price;
      types[i] = (byte) (wild ? MarketType.HIGH_VOLATILITY : MarketType.RANGE_BOUND).code();
    }
    MarkovModel model =
        MarkovModel.of(
            "m",
            "1",
            new ObservationSpec(2 * HOUR, false, 1),
            new HmmModel(
                2,
                1,
                new double[] {0.5, 0.5},
                new double[] {0.98, 0.02, 0.02, 0.98},
                new double[] {0, 0},
                new double[] {8e-6, 1.8e-3}));
    CandleFile file = new CandleFile(candles, HOUR);
    ConsensusRun knows = new ConsensusRun(file, new byte[1200], types, List.of());
    TypeAgreement agreement = TypeAgreement.of(knows, model);
    assertThat(agreement.intervals()).isEqualTo(600);
    assertThat(agreement.same()).isGreaterThan(0.97);
    assertThat(agreement.kappa()).isGreaterThan(0.95);
    assertThat(agreement.wildKappa()).isEqualTo(agreement.kappa());
    byte[] calm = new byte[1200];
    Arrays.fill(calm, (byte) MarketType.RANGE_BOUND.code());
    TypeAgreement blind =
        TypeAgreement.of(new ConsensusRun(file, new byte[1200], calm, List.of()), model);
    assertThat(blind.same()).isCloseTo(0.5, within(0.02));
    assertThat(blind.kappa()).isCloseTo(0, within(1e-12));
  }

  @Test
  void readsEventsAndNamesTheLineThatIsNone() throws IOException {
    Path file = folder.resolve("events.csv");
    Files.writeString(
        file,
        "# crashes\nname,from,to\n\nA,2021-05-19,2021-05-20\nB,1970-01-01T01:00,1970-01-02\n");
    List<CrashEvent> events = CrashEvent.read(file);
    assertThat(events).hasSize(2);
    assertThat(events.get(1)).isEqualTo(new CrashEvent("B", HOUR, DAY));
    Files.writeString(file, "A,2021-05-19,2021-05-20\nB,2021-05-19,2021-05-19\n");
    assertThatThrownBy(() -> CrashEvent.read(file))
        .hasMessageStartingWith("EVENT_FILE_INVALID: file=" + file + " line=2");
    assertThatThrownBy(() -> CrashEvent.read(folder.resolve("none")))
        .hasMessageStartingWith("EVENT_FILE_MISSING");
  }
}
