package io.cryptoscalp.engine.features.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.DecimalNum;
import org.ta4j.core.num.Num;

/** A family's features over some bars beside the raw bars, to compare with other computations. */
public final class BarOracle {
  /** Quote units. */
  public final double[] open;

  /** Quote units. */
  public final double[] high;

  /** Quote units. */
  public final double[] low;

  /** Quote units. */
  public final double[] close;

  /** Base units. */
  public final double[] volume;

  private final BarRun run;
  private final List<Bar> bars;

  /** Runs the family over bars. */
  public BarOracle(BarFamily family, List<Bar> bars) {
    this.bars = bars;
    run = new BarRun(family).feed(bars);
    open = bars.stream().mapToDouble(b -> BarRun.btc().price(b.open())).toArray();
    high = bars.stream().mapToDouble(b -> BarRun.btc().price(b.high())).toArray();
    low = bars.stream().mapToDouble(b -> BarRun.btc().price(b.low())).toArray();
    close = bars.stream().mapToDouble(b -> BarRun.btc().price(b.close())).toArray();
    volume = bars.stream().mapToDouble(Bar::volume).toArray();
  }

  /** The family over recorded candles of one minute; skips the calling test without them. */
  public static BarOracle recorded(BarFamily family) {
    List<Bar> candles =
        RecordedCandles.load(
            BarRun.btc(),
            "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz",
            60_000_000_000L,
            0,
            Long.MAX_VALUE);
    return new BarOracle(family, candles.subList(0, 3000));
  }

  /** The family over the seeded market. */
  public static BarOracle seeded(BarFamily family) {
    return new BarOracle(family, BarFamilyContract.market(21, 3000, 30_000, 1, 1));
  }

  /** A price of the bars' instrument in its scaled form. */
  public static long price(double quoteUnits) {
    return BarRun.btc().scalePrice(quoteUnits);
  }

  /** Number of bars. */
  public int size() {
    return close.length;
  }

  /** The bars. */
  public List<Bar> bars() {
    return bars;
  }

  /** ln(close / previous close) of a bar from the second on. */
  public double logReturn(int i) {
    return Math.log(close[i] / close[i - 1]);
  }

  /** The values of a feature. */
  public double[] values(String id) {
    return run.column(id);
  }

  /** All bars as a series of 32-digit numbers. */
  public BarSeries series() {
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DecimalNum.class).build();
    for (int i = 0; i < size(); i++) {
      series.addBar(
          Duration.ofMinutes(1),
          Instant.ofEpochSecond(0, bars.get(i).closeTimeNs()).atZone(ZoneOffset.UTC),
          open[i],
          high[i],
          low[i],
          close[i],
          volume[i]);
    }
    return series;
  }

  /** An indicator as a function of the bar. */
  public static IntToDoubleFunction of(Indicator<Num> indicator) {
    return i -> indicator.getValue(i).doubleValue();
  }

  /**
   * Compares a feature with what it should be, to 1e-9 relative to the larger of 1 and the value.
   *
   * @param from first bar to compare
   * @param expected its value by bar; NaN or infinite where it must not be valid
   */
  public void same(String id, int from, IntToDoubleFunction expected) {
    same(id, from, 1e-9, expected);
  }

  /** The same with another tolerance. */
  public void same(String id, int from, double tolerance, IntToDoubleFunction expected) {
    double[] values = values(id);
    int valid = 0;
    for (int i = from; i < size(); i++) {
      double wanted = expected.applyAsDouble(i);
      if (Double.isFinite(wanted)) {
        valid++;
        assertThat(values[i])
            .as(id + " at " + i)
            .isCloseTo(wanted, within(tolerance * Math.max(1, Math.abs(wanted))));
      } else {
        assertThat(values[i]).as(id + " at " + i).isNaN();
      }
    }
    assertThat(valid).as(id).isGreaterThan((size() - from) / 2);
  }

  /** One TA-Lib function over all bars. */
  public interface TaLib {
    /** Calls it. */
    RetCode call(MInteger begin, MInteger count, double[] out);
  }

  /** What becomes of TA-Lib's value at a bar. */
  public interface Unit {
    /** In the feature's unit. */
    double of(double value, int i);
  }

  /** Compares a feature with TA-Lib from its first value on, before which it must be invalid. */
  public void sameAsTaLib(String id, TaLib function, Unit unit) {
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    double[] out = new double[size()];
    assertThat(function.call(begin, count, out)).isEqualTo(RetCode.Success);
    assertThat(values(id)[begin.value - 1]).as(id + " before its warm-up").isNaN();
    same(id, begin.value, i -> unit.of(out[i - begin.value], i));
  }
}
