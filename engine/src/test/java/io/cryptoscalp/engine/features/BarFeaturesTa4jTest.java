package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DecimalNum;
import org.ta4j.core.num.Num;

/**
 * Do the indicators equal ta4j's, in its 32-digit arithmetic, to 1e-9 relative? ta4j starts
 * recursive averages with the first bar instead of the mean of the first n, so those are compared
 * once that difference has died out; TA-Lib vouches for the first values.
 */
class BarFeaturesTa4jTest {
  private static final long MINUTE = 60_000_000_000L;

  /** Bars until (1 - 2 / 51)^n, the slowest memory, is below 1e-13. */
  private static final int DIED_OUT = 800;

  private EngineRun run = new EngineRun(EngineRun.btc());
  private double[][] features = new double[0][];
  private double[] close = new double[0];
  private BarSeries series = new BaseBarSeriesBuilder().build();

  private void play(List<Bar> bars) {
    run = new EngineRun(EngineRun.btc());
    features = new double[bars.size()][];
    close = new double[bars.size()];
    series = new BaseBarSeriesBuilder().withNumTypeOf(DecimalNum.class).build();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      run.engine.onBar(bar);
      run.snapshot(bar.closeTimeNs());
      features[i] = run.values.clone();
      close[i] = run.instrument.price(bar.close());
      series.addBar(
          Duration.ofMinutes(1),
          Instant.ofEpochSecond(0, bar.closeTimeNs()).atZone(ZoneOffset.UTC),
          run.instrument.price(bar.open()),
          run.instrument.price(bar.high()),
          run.instrument.price(bar.low()),
          close[i],
          bar.volume());
    }
  }

  private static IntToDoubleFunction of(Indicator<Num> indicator) {
    return i -> indicator.getValue(i).doubleValue();
  }

  /** Compares levels: what the feature says of a level in terms of the close, and the level. */
  private void same(String name, int from, IntToDoubleFunction ours, IntToDoubleFunction theirs) {
    for (int i = from; i < features.length; i++) {
      double expected = theirs.applyAsDouble(i);
      assertThat(ours.applyAsDouble(i))
          .as(name + " at " + i)
          .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
  }

  private double feature(String id, int i) {
    return features[i][run.engine.catalogue().indexOf(id)];
  }

  private void compare() {
    ClosePriceIndicator closes = new ClosePriceIndicator(series);
    for (int n : new int[] {9, 21, 50}) {
      String id = "ema_dist_" + n + "_1m";
      EMAIndicator ema = new EMAIndicator(closes, n);
      same(id, DIED_OUT, i -> close[i] / (1 + feature(id, i) * 1e-4), of(ema));
    }
    same("rsi", DIED_OUT, i -> feature("rsi_14_1m", i), of(new RSIIndicator(closes, 14)));
    same(
        "atr",
        DIED_OUT,
        i -> feature("atr_14_1m", i) * close[i] * 1e-4,
        of(new ATRIndicator(series, 14)));
    MACDIndicator macd = new MACDIndicator(closes, 12, 26);
    EMAIndicator signal = new EMAIndicator(macd, 9);
    // A difference of two averages: relative to the price that they are averages of.
    same(
        "macd",
        DIED_OUT,
        i -> close[i] * (1 + feature("macd_1m", i) * 1e-4),
        i -> close[i] + of(macd).applyAsDouble(i));
    same(
        "macd signal",
        DIED_OUT,
        i -> close[i] * (1 + feature("macd_signal_1m", i) * 1e-4),
        i -> close[i] + of(signal).applyAsDouble(i));
    compareBands(closes);
    StochasticOscillatorKIndicator stochastic = new StochasticOscillatorKIndicator(series, 14);
    same("%K", 13, i -> 1 + feature("stoch_k_14_1m", i), i -> 1 + of(stochastic).applyAsDouble(i));
  }

  private void compareBands(ClosePriceIndicator closes) {
    BollingerBandsMiddleIndicator middle =
        new BollingerBandsMiddleIndicator(new SMAIndicator(closes, 20));
    StandardDeviationIndicator deviation = new StandardDeviationIndicator(closes, 20);
    IntToDoubleFunction upper = of(new BollingerBandsUpperIndicator(middle, deviation));
    IntToDoubleFunction lower = of(new BollingerBandsLowerIndicator(middle, deviation));
    IntToDoubleFunction mean = of(middle);
    same(
        "band width",
        19,
        i -> feature("bollinger_width_1m", i),
        i -> (upper.applyAsDouble(i) - lower.applyAsDouble(i)) / mean.applyAsDouble(i) * 1e4);
    same(
        "lower band",
        19,
        i ->
            close[i]
                - feature("bollinger_b_1m", i) * (upper.applyAsDouble(i) - lower.applyAsDouble(i)),
        lower);
    same(
        "z-score",
        19,
        i -> mean.applyAsDouble(i) + feature("zscore_20_1m", i) * of(deviation).applyAsDouble(i),
        i -> close[i]);
  }

  @Test
  void equalsTa4jOnRecordedCandles() {
    play(
        RecordedCandles.load(
                run.instrument,
                "klines-1m-binance-usdm-2026-02/LTCUSDT-1m-2026-02.csv.gz",
                MINUTE,
                0,
                Long.MAX_VALUE)
            .subList(0, 2500));
    compare();
  }

  @Test
  void equalsTa4jOnSeededCandles() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          play(candles(random, 1200));
          compare();
        });
  }

  private List<Bar> candles(Random random, int count) {
    List<Bar> bars = new ArrayList<>();
    double[] walk = Properties.walk(random, count + 1, 30_000, 1e-3);
    for (int i = 0; i < count; i++) {
      double open = walk[i];
      double last = walk[i + 1];
      double top = Math.max(open, last) * (1 + random.nextInt(10) * 1e-4);
      double bottom = Math.min(open, last) * (1 - random.nextInt(10) * 1e-4);
      bars.add(
          new Bar(
              run.instrument.id(),
              "time-1m",
              i * MINUTE,
              (i + 1) * MINUTE,
              run.instrument.scalePrice(open),
              run.instrument.scalePrice(top),
              run.instrument.scalePrice(bottom),
              run.instrument.scalePrice(last),
              1 + random.nextInt(100),
              last,
              1,
              1,
              i));
    }
    return bars;
  }
}
