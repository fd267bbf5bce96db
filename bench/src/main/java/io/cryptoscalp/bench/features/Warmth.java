package io.cryptoscalp.bench.features;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.instrument.Instrument;
import java.util.Random;

/** Bars of every timeframe, made up, that fill all windows of a feature engine. */
final class Warmth {
  private static final int BARS = 700;
  private static final long PRICE = 580_000;
  private static final long START_NS = 1_600_000_000_000_000_000L;

  private Warmth() {}

  /** Feeds the same seeded walk to the bars of each timeframe of the engine. */
  static void feed(FeatureEngine engine, Instrument instrument) {
    BarOptions bars = engine.catalogue().require(BarOptions.defaults());
    for (long interval : bars.timeIntervalsNs()) {
      walk(engine, instrument, BarOptions.timeSpec(interval));
    }
    for (long interval : bars.meanVolumeNs()) {
      walk(engine, instrument, BarOptions.meanVolumeSpec(interval));
    }
    for (int ticks : bars.imbalanceTicks()) {
      walk(engine, instrument, BarOptions.imbalanceSpec(ticks));
    }
  }

  private static void walk(FeatureEngine engine, Instrument instrument, String spec) {
    Random random = new Random(1);
    long close = PRICE;
    for (int i = 0; i < BARS; i++) {
      long open = close;
      close = Math.max(1000, open + Math.round(random.nextGaussian() * 300));
      long high = Math.max(open, close) + random.nextInt(200);
      long low = Math.min(open, close) - random.nextInt(200);
      double volume = 1 + random.nextInt(1000);
      double quote = volume * instrument.price(close);
      long openNs = START_NS + i * 60_000_000_000L;
      engine.onBar(
          new Bar(
              instrument.id(),
              spec,
              openNs,
              openNs + 60_000_000_000L,
              open,
              high,
              low,
              close,
              volume,
              quote,
              volume * random.nextDouble(),
              1 + random.nextInt(500),
              i));
    }
  }
}
