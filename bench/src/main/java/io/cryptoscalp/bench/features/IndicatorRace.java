package io.cryptoscalp.bench.features;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.FuncUnstId;
import com.tictactec.ta.lib.MInteger;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The numbers of bar after bar come in, each library makes its bar of them, and the newest value of
 * an indicator is asked for: here, in ta4j, and in TA-Lib, whose batch functions are called for the
 * newest bar. TA-Lib's averages without an end start {@value #UNSTABLE} bars earlier each time,
 * which makes them equal to 1e-9. The values of all three are compared before anything is timed.
 * The last column is TA-Lib on all bars at once, which a stream cannot have.
 */
@Command(name = "indicators", description = "Against ta4j and TA-Lib, bar by bar.")
public final class IndicatorRace implements Runnable {
  private static final int UNSTABLE = 400;
  private static final int SETTLED = 1000;
  private static final double TOLERANCE = 1e-9;

  @Option(names = "--bars", defaultValue = "20000", description = "of a run")
  private int count;

  @Option(names = "--rounds", defaultValue = "7", description = "of which the median counts")
  private int rounds;

  private final Core core = new Core();
  private final Instrument instrument =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT"));

  /** Keeps results from being optimised away. */
  private double sum;

  /** Compares, measures, prints, and exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new IndicatorRace()).execute(args));
  }

  @Override
  public void run() {
    for (FuncUnstId id :
        List.of(
            FuncUnstId.Ema,
            FuncUnstId.Rsi,
            FuncUnstId.Atr,
            FuncUnstId.Adx,
            FuncUnstId.Dx,
            FuncUnstId.PlusDI,
            FuncUnstId.MinusDI)) {
      core.SetUnstablePeriod(id, UNSTABLE);
    }
    Candles candles = new Candles(instrument, count);
    List<Indicator> all = Indicator.all();
    for (Indicator each : all) {
      compare(each, candles);
    }
    System.out.printf(
        Locale.ROOT,
        "%d indicators equal to %.0e on %d bars; ns a bar, median of %d rounds%n"
            + "%-20s %9s %9s %9s %9s %9s %9s%n",
        all.size(),
        TOLERANCE,
        count,
        rounds,
        "",
        "here",
        "ta4j",
        "ratio",
        "TA-Lib",
        "ratio",
        "at once");
    for (Indicator each : all) {
      race(each, candles, 1);
    }
    double[] total = new double[4];
    for (Indicator each : all) {
      double[] ns = race(each, candles, rounds);
      row(each.feature(), ns);
      for (int i = 0; i < total.length && each.ta4j() != null; i++) {
        total[i] += ns[i];
      }
    }
    row("sum of the complete", total);
    double together = median(round -> ours(all, candles));
    System.out.printf(Locale.ROOT, "%-20s %9.1f%n", "one graph for all", together);
    if (sum == 0) {
      throw new IllegalStateException("nothing was computed");
    }
  }

  private static void row(String name, double[] ns) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f%n",
        name,
        ns[0],
        ns[1],
        ns[1] / ns[0],
        ns[2],
        ns[2] / ns[0],
        ns[3]);
  }

  /** One timing of all bars. */
  private interface Timing {
    double nsPerBar(int round);
  }

  private double median(Timing timing) {
    double[] ns = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ns[i] = timing.nsPerBar(i);
    }
    Arrays.sort(ns);
    return ns[rounds / 2];
  }

  /** The four sides in turn, so that a noisy moment hits all. */
  private double[] race(Indicator each, Candles candles, int times) {
    double[][] ns = new double[4][times];
    for (int i = -1; i < times; i++) {
      double[] sides = {
        ours(List.of(each), candles),
        ta4j(each, candles),
        stream(each, candles),
        batch(each, candles)
      };
      for (int side = 0; side < sides.length && i >= 0; side++) {
        ns[side][i] = sides[side];
      }
    }
    double[] medians = new double[4];
    for (int side = 0; side < 4; side++) {
      Arrays.sort(ns[side]);
      medians[side] = ns[side][times / 2];
    }
    return medians;
  }

  private FeatureEngine engine(List<Indicator> indicators) {
    List<String> ids = new ArrayList<>();
    indicators.forEach(each -> ids.add(each.feature() + "_5m"));
    FeatureOptions options = FeatureOptions.defaults().withSelect(ids);
    return new FeatureEngine(instrument, options, FeatureCatalogue.of(options));
  }

  private double ours(List<Indicator> indicators, Candles candles) {
    FeatureEngine engine = engine(indicators);
    double[] values = new double[engine.catalogue().size()];
    long[] valid = new long[engine.catalogue().words()];
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Bar bar = candles.bar(i);
      engine.onBar(bar);
      engine.snapshot(bar.closeTimeNs(), values, valid);
      sum += values[0];
    }
    return (double) (System.nanoTime() - start) / count;
  }

  private double ta4j(Indicator each, Candles candles) {
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    if (each.ta4j() == null) {
      return Double.NaN;
    }
    org.ta4j.core.Indicator<Num> indicator = each.ta4j().apply(series);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      candles.add(series, i);
      sum += indicator.getValue(i).doubleValue();
    }
    return (double) (System.nanoTime() - start) / count;
  }

  private double stream(Indicator each, Candles candles) {
    double[] out = new double[1];
    MInteger begin = new MInteger();
    MInteger length = new MInteger();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      each.taLib().call(core, candles, i, i, begin, length, out);
      sum += out[0];
    }
    return (double) (System.nanoTime() - start) / count;
  }

  private double batch(Indicator each, Candles candles) {
    double[] out = new double[count];
    long start = System.nanoTime();
    each.taLib().call(core, candles, 0, count - 1, new MInteger(), new MInteger(), out);
    sum += out[0];
    return (double) (System.nanoTime() - start) / count;
  }

  private void compare(Indicator each, Candles candles) {
    FeatureEngine engine = engine(List.of(each));
    double[] values = new double[1];
    long[] valid = new long[1];
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    org.ta4j.core.Indicator<Num> indicator = each.ta4j() == null ? null : each.ta4j().apply(series);
    double[] out = new double[1];
    for (int i = 0; i < count; i++) {
      Bar bar = candles.bar(i);
      engine.onBar(bar);
      engine.snapshot(bar.closeTimeNs(), values, valid);
      candles.add(series, i);
      each.taLib().call(core, candles, i, i, new MInteger(), new MInteger(), out);
      double batch = each.meaning().of(out[0], candles.close[i]);
      if (i >= SETTLED) {
        if (indicator != null) {
          double value = indicator.getValue(i).doubleValue();
          same(each, "ta4j", i, values[0], each.meaning().of(value, candles.close[i]));
        }
        same(each, "TA-Lib", i, values[0], batch);
      }
    }
  }

  private static void same(Indicator each, String library, int i, double here, double there) {
    if (Math.abs(here - there) > TOLERANCE * Math.max(each.scale(), Math.abs(there))) {
      throw new IllegalStateException(
          each.feature() + " at " + i + ": " + here + " here, " + there + " in " + library);
    }
  }
}
