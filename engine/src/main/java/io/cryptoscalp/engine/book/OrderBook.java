package io.cryptoscalp.engine.book;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Aggregated price levels of one instrument, best first, bounded to the {@code depth} best levels a
 * side.
 *
 * <p>Each side is a pair of primitive arrays sorted so that the best level stands last: changes
 * near the touch, by far the most frequent, move few elements. Prices and quantities are scaled
 * longs of the instrument.
 */
public final class OrderBook {
  private final int depth;
  private final Side bids;
  private final Side asks;

  /**
   * Creates an empty book.
   *
   * @param depth levels kept a side, positive; a level deeper than the worst kept is dropped
   */
  public OrderBook(int depth) {
    if (depth <= 0) {
      throw new IllegalArgumentException("BOOK_DEPTH_INVALID: depth=" + depth);
    }
    this.depth = depth;
    this.bids = new Side(depth, true);
    this.asks = new Side(depth, false);
  }

  /** Levels kept a side. */
  public int depth() {
    return depth;
  }

  /** Forgets all levels. */
  public void clear() {
    bids.size = 0;
    asks.size = 0;
  }

  /** Sets the quantity at a bid price; 0 removes the level. */
  public void setBid(long price, long quantity) {
    bids.set(price, quantity);
  }

  /** Sets the quantity at an ask price; 0 removes the level. */
  public void setAsk(long price, long quantity) {
    asks.set(price, quantity);
  }

  /** Number of bid levels held. */
  public int bidCount() {
    return bids.size;
  }

  /** Number of ask levels held. */
  public int askCount() {
    return asks.size;
  }

  /** Price of the bid level, 0 = best. */
  public long bidPrice(int level) {
    return bids.prices[bids.size - 1 - level];
  }

  /** Quantity of the bid level, 0 = best. */
  public long bidQuantity(int level) {
    return bids.quantities[bids.size - 1 - level];
  }

  /** Price of the ask level, 0 = best. */
  public long askPrice(int level) {
    return asks.prices[asks.size - 1 - level];
  }

  /** Quantity of the ask level, 0 = best. */
  public long askQuantity(int level) {
    return asks.quantities[asks.size - 1 - level];
  }

  /** Quantity resting at a bid price, 0 when there is no such level. */
  public long bidQuantityAt(long price) {
    return bids.at(price);
  }

  /** Quantity resting at an ask price, 0 when there is no such level. */
  public long askQuantityAt(long price) {
    return asks.at(price);
  }

  /** True when both sides have at least one level. */
  public boolean isTwoSided() {
    return bids.size > 0 && asks.size > 0;
  }

  /** True when the best bid is not below the best ask. */
  public boolean isCrossed() {
    return isTwoSided() && bidPrice(0) >= askPrice(0);
  }

  /** Writes the levels. */
  public void write(StateWriter out) {
    bids.write(out);
    asks.write(out);
  }

  /**
   * Reads what {@link #write} wrote, replacing the levels; a deeper stored book is cut to this
   * depth.
   */
  public void read(StateReader in) {
    bids.read(in);
    asks.read(in);
  }

  private static final class Side {
    private final int depth;
    private final boolean bid;
    private long[] prices;
    private long[] quantities;
    private int size;

    Side(int depth, boolean bid) {
      this.depth = depth;
      this.bid = bid;
      this.prices = new long[Math.min(depth, 256)];
      this.quantities = new long[prices.length];
    }

    /** Index of the price, or -(insertion point) - 1. */
    private int find(long price) {
      int low = 0;
      int high = size - 1;
      while (low <= high) {
        int mid = (low + high) >>> 1;
        long at = prices[mid];
        if (at == price) {
          return mid;
        }
        if (bid ? at < price : at > price) {
          low = mid + 1;
        } else {
          high = mid - 1;
        }
      }
      return -low - 1;
    }

    long at(long price) {
      int index = find(price);
      return index < 0 ? 0 : quantities[index];
    }

    void set(long price, long quantity) {
      int index = find(price);
      if (index >= 0) {
        if (quantity == 0) {
          System.arraycopy(prices, index + 1, prices, index, size - index - 1);
          System.arraycopy(quantities, index + 1, quantities, index, size - index - 1);
          size--;
        } else {
          quantities[index] = quantity;
        }
      } else if (quantity != 0) {
        insert(-index - 1, price, quantity);
      }
    }

    private void insert(int at, long price, long quantity) {
      if (size == depth) {
        if (at > 0) {
          // The worst level makes room: everything worse than the new one moves down by one.
          System.arraycopy(prices, 1, prices, 0, at - 1);
          System.arraycopy(quantities, 1, quantities, 0, at - 1);
          prices[at - 1] = price;
          quantities[at - 1] = quantity;
        }
        return;
      }
      if (size == prices.length) {
        int length = Math.min(prices.length * 2, depth);
        prices = Arrays.copyOf(prices, length);
        quantities = Arrays.copyOf(quantities, length);
      }
      System.arraycopy(prices, at, prices, at + 1, size - at);
      System.arraycopy(quantities, at, quantities, at + 1, size - at);
      prices[at] = price;
      quantities[at] = quantity;
      size++;
    }

    void write(StateWriter out) {
      out.writeInt(size);
      for (int i = 0; i < size; i++) {
        out.writeLong(prices[i]);
        out.writeLong(quantities[i]);
      }
    }

    void read(StateReader in) {
      int stored = in.readInt();
      int skip = Math.max(0, stored - depth);
      size = stored - skip;
      if (prices.length < size) {
        prices = new long[size];
        quantities = new long[size];
      }
      for (int i = 0; i < skip; i++) {
        in.readLong();
        in.readLong();
      }
      for (int i = 0; i < size; i++) {
        prices[i] = in.readLong();
        quantities[i] = in.readLong();
      }
    }
  }
}
