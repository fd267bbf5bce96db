package io.cryptoscalp.jobs.hindsight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does hindsight find the fall that is there, and where it begins? */
class FallTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;

  private static CandleFile file(double... prices) {
    List<Candle> candles = new ArrayList<>();
    double before = prices[0];
    for (int i = 0; i < prices.length; i++) {
      double price = prices[i];
      candles.add(
          new Candle(
              i * MINUTE, before, Math.max(before, price), Math.min(before, price), price, 1));
      before = price;
    }
    return new CandleFile(candles, MINUTE);
  }

  @Test
  void findsPeakCrossingAndTrough() {
    CandleFile file = file(100, 101, 102, 101, 99, 98, 96, 93, 92, 95, 90);
    Fall fall = Fall.find(file, 0, 11, HOUR, 0.08, 0.03);
    assertThat(fall.peakPrice()).isEqualTo(102);
    // Candle 3 opens at the price that candle 2 closed at.
    assertThat(fall.peak()).isEqualTo(3);
    // 93 is 8.8 % below 102: the first so deep; 98 is 3.9 % below, 99 only 2.9 %.
    assertThat(fall.trough()).isEqualTo(7);
    assertThat(fall.depth()).isCloseTo(1 - 93.0 / 102, within(1e-12));
    assertThat(fall.crossing()).isEqualTo(5);
    assertThat(fall.closeCrossing()).isEqualTo(5);
    assertThat(Fall.find(file, 0, 11, HOUR, 0.2, 0.03).depth())
        .isCloseTo(1 - 90.0 / 102, within(1e-12));
    assertThat(Fall.find(file, 0, 3, HOUR, 0.08, 0.03)).isNull();
    // Within three minutes from a candle's open there is less.
    assertThat(Fall.find(file, 0, 11, 3 * MINUTE, 0.2, 0.03).depth()).isLessThan(0.08);
  }

  @Test
  void aWickCrossesBeforeAClose() {
    List<Candle> candles = new ArrayList<>(file(100, 100, 100).candles());
    candles.add(new Candle(3 * MINUTE, 100, 100, 96, 99, 1));
    candles.add(new Candle(4 * MINUTE, 99, 99, 97, 98, 1));
    candles.add(new Candle(5 * MINUTE, 98, 98, 91, 91, 1));
    Fall fall = Fall.find(new CandleFile(candles, MINUTE), 0, 6, HOUR, 0.08, 0.03);
    assertThat(fall.crossing()).isEqualTo(3);
    assertThat(fall.closeCrossing()).isEqualTo(5);
  }

  @Test
  void agreesWithASearchOfAllPairs() {
    Random random = new Random(6);
    for (int round = 0; round < 50; round++) {
      double[] prices = new double[300];
      double price = 100;
      for (int i = 0; i < prices.length; i++) {
        price *= Math.exp(0.004 * random.nextGaussian());
        prices[i] = price;
      }
      CandleFile file = file(prices);
      int minutes = 5 + random.nextInt(60);
      double deepest = 0;
      for (int i = 0; i < 300; i++) {
        double high = file.candles().get(i).open();
        for (int j = Math.max(0, i - minutes + 1); j < i; j++) {
          high = Math.max(high, file.candles().get(j).high());
        }
        deepest = Math.max(deepest, 1 - file.candles().get(i).low() / high);
      }
      Fall fall = Fall.find(file, 0, 300, minutes * MINUTE, 1, 0);
      assertThat(fall.depth()).isCloseTo(deepest, within(1e-12));
      assertThat(fall.crossing()).isBetween(fall.peak(), fall.trough());
    }
  }

  @Test
  void splitCandlesKeepWhatTheWholeHas() {
    Candle rise = new Candle(0, 100, 110, 95, 105, 60);
    Candle fall = new Candle(MINUTE, 105, 120, 80, 90, 30);
    CandleFile seconds = SplitCandles.of(new CandleFile(List.of(rise, fall), MINUTE), MINUTE / 60);
    assertThat(seconds.candles()).hasSize(120);
    double before = 100;
    for (int i = 0; i < 120; i++) {
      Candle second = seconds.candles().get(i);
      assertThat(second.openTimeNs()).isEqualTo(i * (MINUTE / 60));
      assertThat(second.open()).isEqualTo(before);
      before = second.close();
    }
    for (int minute = 0; minute < 2; minute++) {
      Candle whole = minute == 0 ? rise : fall;
      List<Candle> parts = seconds.candles().subList(60 * minute, 60 * minute + 60);
      assertThat(parts.get(59).close()).isEqualTo(whole.close());
      assertThat(parts.stream().mapToDouble(Candle::high).max()).hasValue(whole.high());
      assertThat(parts.stream().mapToDouble(Candle::low).min()).hasValue(whole.low());
      assertThat(parts.stream().mapToDouble(Candle::volume).sum())
          .isCloseTo(whole.volume(), within(1e-9));
    }
    assertThatThrownBy(() -> SplitCandles.of(seconds, MINUTE))
        .hasMessageStartingWith("CANDLES_NOT_SPLIT");
  }
}
