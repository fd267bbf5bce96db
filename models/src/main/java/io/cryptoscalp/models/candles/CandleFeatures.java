package io.cryptoscalp.models.candles;

import io.cryptoscalp.engine.bars.BarAggregator;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;

/**
 * Candles through the feature engine and the job's bars. A candle becomes four trades, at its open,
 * its extremes and its close, with a quarter of its volume each, so that bars of its interval and
 * longer ones have its prices exactly; a vector is taken at each candle's end. Features of quotes,
 * books and marks stay invalid: candles do not know them.
 */
public final class CandleFeatures {
  private static final int TRADES = 4;
  private static final long MILLISECOND = 1_000_000L;

  /** Fine enough for the prices of any market; its id stands for the file's. */
  public static final Instrument INSTRUMENT =
      new Instrument(
          "CANDLES",
          "CANDLES",
          Venue.BINANCE_USDM,
          "BASE",
          "QUOTE",
          "QUOTE",
          false,
          8,
          3,
          1,
          1,
          1,
          0,
          1,
          0,
          0,
          0,
          1);

  private final Instrument instrument = INSTRUMENT;
  private final long intervalNs;
  private final FeatureEngine features;
  private final BarAggregator bars;
  private final MarketFrame frame = new MarketFrame();
  private long sequence;
  private long lastPrice;

  /**
   * A run that has seen nothing.
   *
   * @param options the features
   * @param intervalNs length of a candle
   */
  public CandleFeatures(FeatureOptions options, long intervalNs) {
    this.intervalNs = intervalNs;
    features = new FeatureEngine(instrument, options);
    bars =
        new BarAggregator(
            instrument,
            features.catalogue().require(BarOptions.defaults()),
            bar -> features.onBar(bar));
  }

  /** The features, in the order of vectors. */
  public FeatureCatalogue catalogue() {
    return features.catalogue();
  }

  /** Candles taken so far. */
  public long sequence() {
    return sequence;
  }

  /**
   * Takes the next candle and gives the vector at its end.
   *
   * @param values one value a feature is written here
   * @param valid bit i of word i/64 is set when value i is valid
   * @return the candle's end, ns since the epoch
   * @throws IllegalArgumentException coded {@code CANDLE_INVALID} when a price is below 1e-8
   */
  public long accept(Candle candle, double[] values, long[] valid) {
    sequence++;
    bars.onTime(candle.openTimeNs(), sequence);
    boolean rises = candle.close() >= candle.open();
    trade(candle, 0, candle.open());
    trade(candle, 1, rises ? candle.low() : candle.high());
    trade(candle, 2, rises ? candle.high() : candle.low());
    trade(candle, 3, candle.close());
    long endNs = candle.openTimeNs() + intervalNs;
    bars.onTime(endNs, sequence);
    features.snapshot(endNs, values, valid);
    return endNs;
  }

  private void trade(Candle candle, int number, double price) {
    long quantity = instrument.scaleQuantity(candle.volume() / TRADES);
    if (quantity <= 0) {
      return;
    }
    frame.reset(FrameKind.TRADE);
    frame.price = instrument.scalePrice(price);
    if (frame.price <= 0) {
      throw new IllegalArgumentException(
          "CANDLE_INVALID: open_time_ns="
              + candle.openTimeNs()
              + " price="
              + price
              + " expected=at least 1e-8");
    }
    frame.quantity = quantity;
    frame.sellerInitiated = frame.price < lastPrice;
    lastPrice = frame.price;
    frame.lastId = sequence * TRADES + number;
    // The last one a millisecond before the end, which belongs to the next candle.
    frame.eventTimeNs = candle.openTimeNs() + (intervalNs - MILLISECOND) * number / (TRADES - 1);
    frame.receiveTimeNs = frame.eventTimeNs;
    features.onMessage(frame.kind, frame.eventTimeNs);
    features.onTrade(frame, frame.eventTimeNs);
    bars.onTrade(frame, frame.eventTimeNs, sequence);
    bars.onTime(frame.eventTimeNs, sequence);
  }
}
