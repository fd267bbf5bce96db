package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The open bar of one specification and the rule that closes it. */
abstract class BarBuilder {
  final String instrument;
  final String spec;
  long openTimeNs;
  long closeTimeNs;
  long open;
  long high;
  long low;
  long close;
  double volume;
  double quoteVolume;
  double takerBuyVolume;
  long trades;

  BarBuilder(String instrument, String spec) {
    this.instrument = instrument;
    this.spec = spec;
  }

  /** Takes a trade; closes bars before or after it as the rule says. */
  final void trade(
      long timeNs,
      long price,
      double quantity,
      double notional,
      boolean buy,
      long sequence,
      BarListener out) {
    beforeTrade(timeNs, sequence, out);
    add(timeNs, price, quantity, notional, buy);
    if (closesWith(buy)) {
      emit(openTimeNs, closeTimeNs, sequence, out);
    }
  }

  /** Closes what ends before a trade at this time; only time bars do. */
  void beforeTrade(long timeNs, long sequence, BarListener out) {}

  /**
   * True when the trade that was just added, a buy or a sell by its taker, completes the bar. Asked
   * once a trade.
   */
  abstract boolean closesWith(boolean buy);

  /** Takes progress of time; only time bars care. */
  void time(long timeNs, long sequence, BarListener out) {}

  /** Adds a trade to the open bar, opening it when it is empty. */
  private void add(long timeNs, long price, double quantity, double notional, boolean buy) {
    if (trades == 0) {
      openTimeNs = timeNs;
      closeTimeNs = timeNs;
      open = price;
      high = price;
      low = price;
      volume = 0;
      quoteVolume = 0;
      takerBuyVolume = 0;
    }
    if (price > high) {
      high = price;
    }
    if (price < low) {
      low = price;
    }
    close = price;
    closeTimeNs = timeNs > closeTimeNs ? timeNs : closeTimeNs;
    volume += quantity;
    quoteVolume += notional;
    if (buy) {
      takerBuyVolume += quantity;
    }
    trades++;
  }

  /** Emits the open bar with these bounds and empties it; the last close stays. */
  final void emit(long from, long to, long sequence, BarListener out) {
    out.onBar(
        new Bar(
            instrument,
            spec,
            from,
            to,
            open,
            high,
            low,
            close,
            volume,
            quoteVolume,
            takerBuyVolume,
            trades,
            sequence));
    trades = 0;
    volume = 0;
    quoteVolume = 0;
    takerBuyVolume = 0;
    open = close;
    high = close;
    low = close;
  }

  void write(StateWriter out) {
    out.writeString(spec);
    out.writeLong(openTimeNs);
    out.writeLong(closeTimeNs);
    out.writeLong(open);
    out.writeLong(high);
    out.writeLong(low);
    out.writeLong(close);
    out.writeDouble(volume);
    out.writeDouble(quoteVolume);
    out.writeDouble(takerBuyVolume);
    out.writeLong(trades);
  }

  /** Reads the fields after the specification, which the aggregator has read to find this. */
  void read(StateReader in) {
    openTimeNs = in.readLong();
    closeTimeNs = in.readLong();
    open = in.readLong();
    high = in.readLong();
    low = in.readLong();
    close = in.readLong();
    volume = in.readDouble();
    quoteVolume = in.readDouble();
    takerBuyVolume = in.readDouble();
    trades = in.readLong();
  }
}
