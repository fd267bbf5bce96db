package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Volume-synchronised probability of informed trading (Easley, López de Prado and O'Hara, Flow
 * Toxicity and Liquidity in a High-Frequency World, Review of Financial Studies 25, 2012): sum
 * |Vbuy - Vsell| / sum V over the last n volume buckets, 0 to 1.
 *
 * <p>The taker side is known, so no bulk classification is needed. Trades are split over buckets.
 * The paper's bucket is 1/50 of the average daily volume; a stream that starts cold has no day, so
 * a bucket is 1/n of the volume of the longest window, set when the bucket opens.
 */
final class Vpin {
  private final double[] imbalances;
  private final double[] volumes;
  private int next;
  private int filled;
  private double size;
  private double buy;
  private double sell;

  Vpin(int buckets) {
    imbalances = new double[buckets];
    volumes = new double[buckets];
  }

  /**
   * Takes a trade.
   *
   * @param nextSize volume of a bucket that would open now; not positive while unknown
   */
  void onTrade(double quantity, boolean buyer, double nextSize) {
    double left = quantity;
    // A trade beyond n buckets fills them all the same way; more rounds would change nothing.
    for (int i = 0; i <= volumes.length && left > 0; i++) {
      if (size <= 0) {
        if (nextSize <= 0) {
          return;
        }
        size = nextSize;
      }
      double part = Math.min(left, size - buy - sell);
      left -= part;
      if (buyer) {
        buy += part;
      } else {
        sell += part;
      }
      if (left > 0 || buy + sell >= size) {
        close();
      }
    }
  }

  private void close() {
    imbalances[next] = Math.abs(buy - sell);
    volumes[next] = buy + sell;
    next = next + 1 == volumes.length ? 0 : next + 1;
    filled = Math.min(filled + 1, volumes.length);
    size = 0;
    buy = 0;
    sell = 0;
  }

  boolean warm() {
    return filled == volumes.length;
  }

  double value() {
    double imbalance = 0;
    double volume = 0;
    for (int i = 0; i < volumes.length; i++) {
      imbalance += imbalances[i];
      volume += volumes[i];
    }
    return imbalance / volume;
  }

  void write(StateWriter out) {
    out.writeDoubles(imbalances, imbalances.length);
    out.writeDoubles(volumes, volumes.length);
    out.writeInt(next);
    out.writeInt(filled);
    out.writeDouble(size);
    out.writeDouble(buy);
    out.writeDouble(sell);
  }

  void read(StateReader in) {
    in.readDoubles(imbalances, "features");
    in.readDoubles(volumes, "features");
    next = in.readInt();
    filled = in.readInt();
    size = in.readDouble();
    buy = in.readDouble();
    sell = in.readDouble();
  }
}
