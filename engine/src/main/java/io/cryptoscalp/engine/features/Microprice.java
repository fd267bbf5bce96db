package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * First-order micro-price: the mid plus the expected size of its next move given the imbalance of
 * the touch (Stoikov, The Micro-Price, Quantitative Finance 18, 2018; the first term g1 of its
 * series, learnt online).
 *
 * <p>Imbalance I = qb / (qb + qa) falls into ten equal cells. Every quote since the last move of
 * the mid votes in its cell; when the mid moves by d bps each vote is credited with d, and its
 * mirror cell with -d (the paper's symmetrisation). g1 of a cell is its credit over its votes plus
 * 20 votes of no move, which shrinks thin cells. Credits are halved when a cell has 20,000 votes,
 * so that the estimate follows the market. Votes that wait when the touch becomes unknown lapse.
 */
final class Microprice {
  private static final int CELLS = 10;
  private static final double PRIOR_VOTES = 20;
  private static final double MOST_VOTES = 20_000;
  private static final int LEAST_MOVES = 20;

  private final double[] credit = new double[CELLS];
  private final double[] votes = new double[CELLS];
  private final long[] pending = new long[CELLS];
  private double lastMid;
  private int cell;
  private long moves;

  void onQuote(double mid, double imbalance) {
    if (lastMid != 0 && mid != lastMid) {
      credit((mid - lastMid) / lastMid * 1e4);
    }
    lastMid = mid;
    cell = Math.min((int) (imbalance * CELLS), CELLS - 1);
    pending[cell]++;
  }

  /** The touch became unknown: what the mid does until the next quote is no move to learn from. */
  void onUnknown() {
    Arrays.fill(pending, 0);
    lastMid = 0;
  }

  private void credit(double move) {
    moves++;
    for (int i = 0; i < CELLS; i++) {
      long count = pending[i];
      if (count == 0) {
        continue;
      }
      pending[i] = 0;
      int mirror = CELLS - 1 - i;
      credit[i] += count * move;
      votes[i] += count;
      credit[mirror] -= count * move;
      votes[mirror] += count;
      if (votes[i] > MOST_VOTES) {
        credit[i] /= 2;
        votes[i] /= 2;
        credit[mirror] /= 2;
        votes[mirror] /= 2;
      }
    }
  }

  /** Expected next move of the mid at the current imbalance, bps. */
  double adjustmentBps() {
    return credit[cell] / (votes[cell] + PRIOR_VOTES);
  }

  boolean warm() {
    return moves >= LEAST_MOVES;
  }

  void write(StateWriter out) {
    for (int i = 0; i < CELLS; i++) {
      out.writeDouble(credit[i]);
      out.writeDouble(votes[i]);
      out.writeLong(pending[i]);
    }
    out.writeDouble(lastMid);
    out.writeInt(cell);
    out.writeLong(moves);
  }

  void read(StateReader in) {
    for (int i = 0; i < CELLS; i++) {
      credit[i] = in.readDouble();
      votes[i] = in.readDouble();
      pending[i] = in.readLong();
    }
    lastMid = in.readDouble();
    cell = in.readInt();
    moves = in.readLong();
  }
}
