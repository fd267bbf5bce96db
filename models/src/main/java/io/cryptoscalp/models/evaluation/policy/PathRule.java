package io.cryptoscalp.models.evaluation.policy;

import io.cryptoscalp.models.family.policy.MarketPath;
import io.cryptoscalp.models.family.policy.TrainedPolicy;
import java.util.Arrays;
import java.util.List;

/** Decides at each row of a path; one that trades by what it is shown and by nothing later. */
@FunctionalInterface
interface PathRule {
  /** Short, as the environment numbers its actions. */
  int SHORT = 0;

  /** Flat. */
  int FLAT = 1;

  /** Long. */
  int LONG = 2;

  /**
   * Acts on several paths at once.
   *
   * @param paths what is traded
   * @param row the present row of all, from 0
   * @param observations as the environment writes them, one after the other; may be overwritten
   * @return for each 0 short, 1 flat, 2 long
   */
  int[] act(List<MarketPath> paths, int row, float[] observations);

  /** Never trades. */
  static PathRule flat() {
    return always(FLAT);
  }

  /** Buys at the first row and holds. */
  static PathRule hold() {
    return always(LONG);
  }

  private static PathRule always(int action) {
    return (paths, row, observations) -> {
      int[] actions = new int[paths.size()];
      Arrays.fill(actions, action);
      return actions;
    };
  }

  /** Goes with the move of the row before, or against it. */
  static PathRule lastReturn(boolean with) {
    return (paths, row, observations) -> {
      int[] actions = new int[paths.size()];
      for (int i = 0; i < actions.length; i++) {
        double[] mids = paths.get(i).mids();
        int side = row == 0 ? 0 : (int) Math.signum(mids[row] - mids[row - 1]);
        actions[i] = FLAT + (with ? side : -side);
      }
      return actions;
    };
  }

  /** The likeliest actions of a policy. */
  static PathRule of(TrainedPolicy.Actor actor) {
    return (paths, row, observations) ->
        actor.act(observations, observations.length / paths.size());
  }
}
