package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The stay of one price at the touch of a side: what it showed at most and what was traded at it.
 */
final class Standing {
  private long price;
  private double shown;
  private double traded;
  private boolean hinted;

  void clear() {
    price = 0;
  }

  void trade(long at, double quantity) {
    if (at == price) {
      traded += quantity;
    }
  }

  /** Takes what the touch shows now; true when it is the stay's first sign of hidden quantity. */
  boolean quote(long newPrice, long quantity) {
    if (newPrice != price) {
      price = newPrice;
      shown = (double) quantity;
      traded = 0;
      hinted = false;
      return false;
    }
    boolean hint = !hinted && traded > shown;
    hinted |= hint;
    shown = Math.max(shown, (double) quantity);
    return hint;
  }

  /** Traded / largest shown, NaN without a price. */
  double ratio() {
    return price > 0 ? traded / shown : Double.NaN;
  }

  void write(StateWriter out) {
    out.writeLong(price);
    out.writeDouble(shown);
    out.writeDouble(traded);
    out.writeBoolean(hinted);
  }

  void read(StateReader in) {
    price = in.readLong();
    shown = in.readDouble();
    traded = in.readDouble();
    hinted = in.readBoolean();
  }
}
