package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the indicators equal TA-Lib's, from the first value it gives, on recorded candles? */
class BarFeaturesTaLibTest {
  private static final int LENGTH = 3000;
  private static final double TOLERANCE = 1e-9;

  private final Core talib = new Core();
  private double[] high = new double[0];
  private double[] low = new double[0];
  private double[] close = new double[0];
  private double[][] features = new double[0][];
  private boolean[][] valid = new boolean[0][];
  private EngineRun run = new EngineRun(EngineRun.btc());

  private void load() {
    run = new EngineRun(EngineRun.btc());
    List<Bar> bars =
        RecordedCandles.load(
                run.instrument,
                "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz",
                60_000_000_000L,
                0,
                Long.MAX_VALUE)
            .subList(0, LENGTH);
    high = new double[LENGTH];
    low = new double[LENGTH];
    close = new double[LENGTH];
    features = new double[LENGTH][];
    valid = new boolean[LENGTH][];
    for (int i = 0; i < LENGTH; i++) {
      Bar bar = bars.get(i);
      high[i] = run.instrument.price(bar.high());
      low[i] = run.instrument.price(bar.low());
      close[i] = run.instrument.price(bar.close());
      run.engine.onBar(bar);
      run.snapshot(bar.closeTimeNs());
      features[i] = run.values.clone();
      valid[i] = new boolean[run.values.length];
      for (int f = 0; f < run.values.length; f++) {
        valid[i][f] = (run.valid[f >>> 6] >>> (f & 63) & 1) != 0;
      }
    }
  }

  /** One TA-Lib function over all candles. */
  private interface Function {
    RetCode call(MInteger begin, MInteger count, double[] out);
  }

  /** Converts TA-Lib's value at a candle to the feature's unit. */
  private interface Unit {
    double of(double value, int index);
  }

  private void same(String id, Function function, Unit unit) {
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    double[] out = new double[LENGTH];
    assertThat(function.call(begin, count, out)).isEqualTo(RetCode.Success);
    assertThat(count.value).as(id).isGreaterThan(LENGTH - 100);
    int feature = run.engine.catalogue().indexOf(id);
    assertThat(valid[begin.value - 1][feature]).as(id + " before its warm-up").isFalse();
    for (int i = 0; i < count.value; i++) {
      int at = begin.value + i;
      double expected = unit.of(out[i], at);
      assertThat(valid[at][feature]).as(id + " at " + at).isTrue();
      assertThat(features[at][feature])
          .as(id + " at " + at)
          .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }
  }

  private double bps(double value, int at) {
    return value / close[at] * 1e4;
  }

  @Test
  void equalsTaLib() {
    load();
    int end = LENGTH - 1;
    for (int n : new int[] {9, 21, 50}) {
      same(
          "ema_dist_" + n + "_1m",
          (begin, count, out) -> talib.ema(0, end, close, n, begin, count, out),
          (v, i) -> (close[i] - v) / v * 1e4);
    }
    same("rsi_14_1m", (b, c, out) -> talib.rsi(0, end, close, 14, b, c, out), (v, i) -> v);
    same("atr_14_1m", (b, c, out) -> talib.atr(0, end, high, low, close, 14, b, c, out), this::bps);
    same("roc_10_1m", (b, c, out) -> talib.roc(0, end, close, 10, b, c, out), (v, i) -> v);
    double[] spare = new double[LENGTH];
    double[] spare2 = new double[LENGTH];
    same(
        "macd_1m",
        (b, c, out) -> talib.macd(0, end, close, 12, 26, 9, b, c, out, spare, spare2),
        this::bps);
    same(
        "macd_signal_1m",
        (b, c, out) -> talib.macd(0, end, close, 12, 26, 9, b, c, spare, out, spare2),
        this::bps);
    same(
        "macd_hist_1m",
        (b, c, out) -> talib.macd(0, end, close, 12, 26, 9, b, c, spare, spare2, out),
        this::bps);
    same(
        "stoch_k_14_1m",
        (b, c, out) -> talib.stochF(0, end, high, low, close, 14, 1, MAType.Sma, b, c, out, spare),
        (v, i) -> v);
  }

  @Test
  void equalsTaLibBollingerBands() {
    load();
    int end = LENGTH - 1;
    double[] upper = new double[LENGTH];
    double[] middle = new double[LENGTH];
    Function lower =
        (b, c, out) -> talib.bbands(0, end, close, 20, 2, 2, MAType.Sma, b, c, upper, middle, out);
    // TA-Lib takes the variance as a difference of means of squares and loses digits that this
    // does not: compare the bands' price levels.
    int b = run.engine.catalogue().indexOf("bollinger_b_1m");
    int width = run.engine.catalogue().indexOf("bollinger_width_1m");
    double[] out = new double[LENGTH];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    assertThat(lower.call(begin, count, out)).isEqualTo(RetCode.Success);
    for (int i = 0; i < count.value; i++) {
      int at = begin.value + i;
      double span = features[at][width] * 1e-4 * middle[i];
      assertThat(span).isCloseTo(upper[i] - out[i], within(1e-9 * close[at]));
      assertThat(close[at] - features[at][b] * span).isCloseTo(out[i], within(1e-9 * close[at]));
    }
    assertThat(begin.value).isEqualTo(19);
  }
}
