package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.Side;
import java.util.Arrays;
import java.util.function.Consumer;

/** Makes one {@link MarketEvents} of each message of a feed. */
public final class MarketMessages implements MarketSink {
  private final String instrument;
  private final Consumer<MarketEvents> out;
  private byte[] kinds = new byte[64];
  private long[] prices = new long[64];
  private long[] quantities = new long[64];
  private int size;
  private long venueNs;
  private long localNs;
  private double fundingRate = Double.NaN;
  private long settlementNs;

  /**
   * Creates it.
   *
   * @param instrument id of the instrument
   * @param out takes the messages
   */
  public MarketMessages(String instrument, Consumer<MarketEvents> out) {
    this.instrument = instrument;
    this.out = out;
  }

  private void add(byte kind, long venue, long local, long price, long quantity) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      prices = Arrays.copyOf(prices, size * 2);
      quantities = Arrays.copyOf(quantities, size * 2);
    }
    venueNs = venue;
    localNs = local;
    kinds[size] = kind;
    prices[size] = price;
    quantities[size++] = quantity;
  }

  @Override
  public void level(long venue, long local, Side side, long price, long quantity) {
    add(side == Side.BUY ? TapeKind.BID : TapeKind.ASK, venue, local, price, quantity);
  }

  @Override
  public void touch(long venue, long local, Side side, long price, long quantity) {
    byte kind = side == Side.BUY ? TapeKind.TOUCH_BID : TapeKind.TOUCH_ASK;
    add(kind, venue, local, price, quantity);
  }

  @Override
  public void clear(long venue, long local) {
    add(TapeKind.CLEAR, venue, local, 0, 0);
  }

  @Override
  public void trade(long venue, long local, Side taker, long price, long quantity) {
    byte kind = taker == Side.BUY ? TapeKind.TRADE_BUY : TapeKind.TRADE_SELL;
    add(kind, venue, local, price, quantity);
  }

  @Override
  public void mark(long venue, long local, long price, double rate, long settlement) {
    fundingRate = rate;
    settlementNs = settlement;
    add(TapeKind.MARK, venue, local, 0, price);
  }

  @Override
  public void endMessage() {
    if (size > 0) {
      out.accept(
          new MarketEvents(
              instrument,
              venueNs,
              localNs,
              Arrays.copyOf(kinds, size),
              Arrays.copyOf(prices, size),
              Arrays.copyOf(quantities, size),
              fundingRate,
              settlementNs));
    }
    size = 0;
    fundingRate = Double.NaN;
    settlementNs = 0;
  }
}
