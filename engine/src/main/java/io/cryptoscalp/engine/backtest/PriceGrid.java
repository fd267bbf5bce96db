package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prices of the instruments of a pass on a grid of receive time, for benchmarks and charts: the
 * middle of the touch of a healthy book, else the mark price, as it was last told before the
 * moment. Moments between which nothing was told are left out.
 */
public final class PriceGrid {
  private static final int VERSION = 1;

  /** Takes prices. */
  public interface Output {
    /**
     * A price.
     *
     * @param timeNs moment on the grid, receive time, ns
     * @param price quote units
     */
    void price(String instrument, long timeNs, double price);
  }

  private static final class Last {
    private double price = Double.NaN;
    private long nextNs;
  }

  private final long gridNs;
  private final InstrumentLookup instruments;
  private final TreeMap<String, Last> byInstrument = new TreeMap<>();

  /**
   * A grid that has seen nothing.
   *
   * @param gridNs distance of its moments, receive time, positive ns
   * @param instruments finds an instrument by id
   */
  public PriceGrid(long gridNs, InstrumentLookup instruments) {
    if (gridNs <= 0) {
      throw new IllegalArgumentException("OPTION_INVALID: grid=" + gridNs + "ns");
    }
    this.gridNs = gridNs;
    this.instruments = instruments;
  }

  /** Takes the next state of a market, in order of receive time. */
  public void onTick(MarketTick tick, Output out) {
    Last last = byInstrument.get(tick.instrument());
    if (last == null) {
      last = new Last();
      byInstrument.put(tick.instrument(), last);
    }
    long now = tick.receiveTimeNs();
    if (now >= last.nextNs) {
      if (last.price > 0) {
        out.price(tick.instrument(), last.nextNs, last.price);
      }
      last.nextNs = Math.floorDiv(now, gridNs) * gridNs + gridNs;
    }
    double price = price(tick);
    last.price = price > 0 ? price : last.price;
  }

  private double price(MarketTick tick) {
    Instrument instrument = instruments.find(tick.instrument());
    if (instrument == null) {
      return Double.NaN;
    }
    if (tick.bookHealthy() && tick.bestBid() > 0 && tick.bestAsk() > 0) {
      return (instrument.price(tick.bestBid()) + instrument.price(tick.bestAsk())) / 2;
    }
    return instrument.price(tick.markPrice());
  }

  /** Tells the last prices; nothing may follow. */
  public void end(Output out) {
    for (Map.Entry<String, Last> entry : byInstrument.entrySet()) {
      if (entry.getValue().price > 0) {
        out.price(entry.getKey(), entry.getValue().nextNs, entry.getValue().price);
      }
    }
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(byInstrument.size());
    for (Map.Entry<String, Last> entry : byInstrument.entrySet()) {
      out.writeString(entry.getKey());
      out.writeDouble(entry.getValue().price);
      out.writeLong(entry.getValue().nextNs);
    }
  }

  /** Reads what {@link #write} wrote into a grid that has seen nothing. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "price-grid");
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Last last = new Last();
      byInstrument.put(in.readText(), last);
      last.price = in.readDouble();
      last.nextNs = in.readLong();
    }
  }
}
