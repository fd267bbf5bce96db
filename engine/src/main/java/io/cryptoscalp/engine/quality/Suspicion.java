package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Prices of one stream that stand apart from everything known, until others of the stream agree
 * with them. One alone is an error; {@value #CONFIRMATIONS} in a row that agree are a move, unless
 * other streams have since shown the market where it was.
 */
final class Suspicion {
  static final int CONFIRMATIONS = 3;

  private static final long MEMORY_NS = 60_000_000_000L;

  private int count;
  private double price;
  private long timeNs;
  private long witnesses;

  /**
   * Takes a price that is out of band.
   *
   * @param candidate the price, unscaled
   * @param band distance within which prices agree, unscaled
   * @param nowNs engine time
   * @param othersSaid updates of other streams so far that lie within the band of the market known
   * @return true when it is confirmed and to be believed
   */
  boolean confirms(double candidate, double band, long nowNs, long othersSaid) {
    boolean agrees = stands(candidate, band, nowNs);
    if (!agrees) {
      count = 0;
      witnesses = othersSaid;
    }
    count++;
    price = candidate;
    timeNs = nowNs;
    if (count >= CONFIRMATIONS && witnesses == othersSaid) {
      clear();
      return true;
    }
    return false;
  }

  /** True while a suspect price of the last minute lies within the band of this one. */
  boolean stands(double other, double band, long nowNs) {
    return count > 0 && nowNs - timeNs <= MEMORY_NS && Math.abs(other - price) <= band;
  }

  void clear() {
    count = 0;
  }

  void write(StateWriter out) {
    out.writeInt(count);
    out.writeDouble(price);
    out.writeLong(timeNs);
    out.writeLong(witnesses);
  }

  void read(StateReader in) {
    count = in.readInt();
    price = in.readDouble();
    timeNs = in.readLong();
    witnesses = in.readLong();
  }
}
