package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.NaiveTape.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The first-order micro-price from the whole history of the touch, vote by vote (Stoikov 2018, with
 * the symmetrisation, prior and forgetting that the feature's definition states).
 */
final class NaiveMicroprice {
  private final double[] credit = new double[10];
  private final double[] votes = new double[10];
  private int moves;

  private NaiveMicroprice() {}

  /** Expected next move in bps at the newest touch, if the mid has moved 20 times. */
  static OptionalDouble of(List<Touch> touches) {
    NaiveMicroprice twin = new NaiveMicroprice();
    List<Touch> waiting = new ArrayList<>();
    for (Touch touch : touches) {
      if (!touch.known()) {
        // What the mid did while the touch was unknown is nobody's move.
        waiting.clear();
        continue;
      }
      if (!waiting.isEmpty() && waiting.get(0).mid() != touch.mid()) {
        double before = waiting.get(0).mid();
        twin.credit(waiting, (touch.mid() - before) / before * 1e4);
        waiting.clear();
      }
      waiting.add(touch);
    }
    if (twin.moves < 20) {
      return OptionalDouble.empty();
    }
    int cell = cell(touches.get(touches.size() - 1));
    return OptionalDouble.of(twin.credit[cell] / (twin.votes[cell] + 20));
  }

  private void credit(List<Touch> voters, double move) {
    moves++;
    for (int cell = 0; cell < 10; cell++) {
      int mirror = 9 - cell;
      boolean voted = false;
      for (Touch voter : voters) {
        if (cell(voter) == cell) {
          credit[cell] += move;
          votes[cell]++;
          credit[mirror] -= move;
          votes[mirror]++;
          voted = true;
        }
      }
      if (voted && votes[cell] > 20_000) {
        credit[cell] /= 2;
        votes[cell] /= 2;
        credit[mirror] /= 2;
        votes[mirror] /= 2;
      }
    }
  }

  private static int cell(Touch touch) {
    double bid = touch.bid().quantity();
    double imbalance = bid / (bid + touch.ask().quantity());
    // Quantities are decimal: 0.3 / 0.5 must fall into cell 6 as 3 / 5 lots would.
    return Math.min(9, (int) Math.floor(imbalance * 10 + 1e-12));
  }
}
