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
import org.ta4j.core.BaseBar;
import org.ta4j.core.num.DoubleNum;

/** One seeded walk of candles in the form that each library takes. */
final class Candles {
  private static final long INTERVAL_NS = 300_000_000_000L;
  private static final long START_NS = 1_600_000_200_000_000_000L;

  final List<Bar> bars = new ArrayList<>();
  final List<org.ta4j.core.Bar> ta4j = new ArrayList<>();
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;

  Candles(Instrument instrument, int count) {
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
    high = column(bar -> instrument.price(bar.high()));
    low = column(bar -> instrument.price(bar.low()));
    close = column(bar -> instrument.price(bar.close()));
    volume = column(Bar::volume);
    for (int i = 0; i < count; i++) {
      ZonedDateTime end =
          Instant.ofEpochSecond(0, bars.get(i).closeTimeNs()).atZone(ZoneOffset.UTC);
      ta4j.add(
          BaseBar.builder(DoubleNum::valueOf, Number.class)
              .timePeriod(Duration.ofMinutes(5))
              .endTime(end)
              .openPrice(instrument.price(bars.get(i).open()))
              .highPrice(high[i])
              .lowPrice(low[i])
              .closePrice(close[i])
              .volume(volume[i])
              .build());
    }
  }

  private double[] column(ToDoubleFunction<Bar> field) {
    return bars.stream().mapToDouble(field).toArray();
  }

  int size() {
    return bars.size();
  }
}
