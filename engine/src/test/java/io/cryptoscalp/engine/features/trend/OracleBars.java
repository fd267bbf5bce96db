package io.cryptoscalp.engine.features.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarRun;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Bars as columns, the features of a family on them, and comparisons with what an oracle says. */
public final class OracleBars {
  private static final int LENGTH = 6000;
  private static final double TOLERANCE = 1e-9;

  /** A function of TA-Lib on all bars. */
  @FunctionalInterface
  public interface Function {
    /** Calls it. */
    RetCode call(MInteger begin, MInteger count, double[] out);
  }

  /** What a feature should be, given the oracle's value at a bar. */
  @FunctionalInterface
  public interface Meaning {
    /** Computes it. */
    double of(double value, int i);
  }

  public final double[] open;
  public final double[] high;
  public final double[] low;
  public final double[] close;
  public final int size;
  private final List<Bar> bars;
  private final BarRun run;

  private OracleBars(List<Bar> bars, BarFamily family) {
    this.bars = bars;
    size = bars.size();
    open = column(b -> BarRun.btc().price(b.open()));
    high = column(b -> BarRun.btc().price(b.high()));
    low = column(b -> BarRun.btc().price(b.low()));
    close = column(b -> BarRun.btc().price(b.close()));
    run = new BarRun(family).feed(bars);
  }

  /** A quiet market in large ticks. */
  public static final String LINK = "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz";

  /** A wild market in small ticks. */
  public static final String BTC =
      "klines-1m-binance-spot-2021-04/BTCUSDT-1m-2021-04-02_2021-05-14.json.gz";

  /** Recorded candles of one minute; skips the test when absent. */
  public static OracleBars recorded(String file, BarFamily family) {
    List<Bar> bars = RecordedCandles.load(BarRun.btc(), file, 60_000_000_000L, 0, Long.MAX_VALUE);
    return new OracleBars(bars.subList(0, Math.min(LENGTH, bars.size())), family);
  }

  /** The seeded market. */
  public static OracleBars market(BarFamily family) {
    return new OracleBars(BarFamilyContract.market(31, LENGTH, 30_000, 1, 1), family);
  }

  private double[] column(ToDoubleFunction<Bar> column) {
    return bars.stream().mapToDouble(column).toArray();
  }

  /** Values of a feature by its id without the timeframe. */
  public double[] feature(String id) {
    return run.column(id);
  }

  /** A level in bps below the close. */
  public double below(double level, int i) {
    return (close[i] - level) / level * 1e4;
  }

  /** An amount in bps of the close. */
  public double bps(double amount, int i) {
    return amount / close[i] * 1e4;
  }

  /** The feature is valid exactly where TA-Lib gives values, and equals what they mean. */
  public void sameAsTaLib(String id, Function function, Meaning meaning) {
    sameAsTaLib(id, function, meaning, TOLERANCE);
  }

  /** The same with a tolerance of its own, relative to the value or 1. */
  public void sameAsTaLib(String id, Function function, Meaning meaning, double tolerance) {
    double[] out = new double[size];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    assertThat(function.call(begin, count, out)).as(id).isEqualTo(RetCode.Success);
    double[] values = feature(id);
    for (int i = 0; i < begin.value; i++) {
      assertThat(values[i]).as(id + " before the warm-up at " + i).isNaN();
    }
    same(id, begin.value, i -> meaning.of(out[i - begin.value], i), tolerance);
  }

  /** The feature equals the expected values from a bar on; NaN means not valid. */
  public void same(String id, int from, IntToDoubleFunction expected) {
    same(id, from, expected, TOLERANCE);
  }

  /** The same with a tolerance of its own, relative to the value or 1. */
  public void same(String id, int from, IntToDoubleFunction expected, double tolerance) {
    double[] values = feature(id);
    assertThat(from).isLessThan(size);
    for (int i = from; i < size; i++) {
      double value = expected.applyAsDouble(i);
      if (Double.isNaN(value)) {
        assertThat(values[i]).as(id + " at " + i).isNaN();
      } else {
        assertThat(values[i])
            .as(id + " at " + i)
            .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
      }
    }
  }

  /** The bars for ta4j. */
  public BarSeries series() {
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    for (int i = 0; i < size; i++) {
      series.addBar(
          Duration.ofMinutes(1),
          Instant.ofEpochSecond(0, bars.get(i).closeTimeNs()).atZone(ZoneOffset.UTC),
          open[i],
          high[i],
          low[i],
          close[i],
          bars.get(i).volume());
    }
    return series;
  }

  /** Values of a ta4j indicator. */
  public static IntToDoubleFunction of(Indicator<Num> indicator) {
    return i -> indicator.getValue(i).doubleValue();
  }
}
