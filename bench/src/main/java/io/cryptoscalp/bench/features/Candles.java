package io.cryptoscalp.bench.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.ta4j.core.BarSeries;

/**
 * One seeded walk of candles. A stream brings numbers, so each library's own bar is made of them
 * when it comes; only the times of ta4j's bars are ready.
 */
final class Candles {
  private static final long INTERVAL_NS = 300_000_000_000L;
  private static final long START_NS = 1_600_000_200_000_000_000L;

  private static final Duration INTERVAL = Duration.ofNanos(INTERVAL_NS);

  private final Instrument instrument;
  private final List<Bar> bars = new ArrayList<>();
  private final List<ZonedDateTime> ends = new ArrayList<>();
  final double[] open;
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;

  Candles(Instrument instrument, int count) {
    this.instrument = instrument;
    Random random = new Random(7);
    long last = 580_000;
    for (int i = 0; i < count; i++) {
      long open = last;
      last = Math.max(200_000, open + Math.round(random.nextGaussian() * 300));
      double size = 1 + random.nextInt(1000);
      long openNs = START_NS + i * INTERVAL_NS;
      bars.add(
          new Bar(
              instrument.id(),
              "time-5m",
              openNs,
              openNs + INTERVAL_NS,
              open,
              Math.max(open, last) + random.nextInt(200),
              Math.min(open, last) - random.nextInt(200),
              last,
              size,
              size * instrument.price(last),
              size / 2,
              1 + random.nextInt(500),
              i));
    }
    open = column(bar -> instrument.price(bar.open()));
    high = column(bar -> instrument.price(bar.high()));
    low = column(bar -> instrument.price(bar.low()));
    close = column(bar -> instrument.price(bar.close()));
    volume = column(Bar::volume);
    for (Bar bar : bars) {
      ends.add(Instant.ofEpochSecond(0, bar.closeTimeNs()).atZone(ZoneOffset.UTC));
    }
  }

  /** The bar of an index, made anew. */
  Bar bar(int i) {
    Bar raw = bars.get(i);
    return new Bar(
        instrument.id(),
        raw.spec(),
        raw.openTimeNs(),
        raw.closeTimeNs(),
        raw.open(),
        raw.high(),
        raw.low(),
        raw.close(),
        raw.volume(),
        raw.quoteVolume(),
        raw.takerBuyVolume(),
        raw.trades(),
        raw.sequence());
  }

  /** Adds the bar of an index to a series. */
  void add(BarSeries series, int i) {
    series.addBar(INTERVAL, ends.get(i), open[i], high[i], low[i], close[i], volume[i]);
  }

  private double[] column(ToDoubleFunction<Bar> field) {
    return bars.stream().mapToDouble(field).toArray();
  }
}
