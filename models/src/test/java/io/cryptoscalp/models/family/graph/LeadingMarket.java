package io.cryptoscalp.models.family.graph;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.dataset.TradingCosts;
import java.util.List;
import java.util.Random;

/**
 * A market in which one instrument moves a minute before three others. What a follower does next is
 * in the leader's vector and in no vector of its own; the leader cannot be told.
 */
final class LeadingMarket {
  static final long MINUTE = 60_000_000_000L;
  static final List<String> FOLLOWERS = List.of("A", "C", "D");
  static final String LEADER = "B";

  private LeadingMarket() {}

  static Dataset of(int minutes, long seed) {
    LabelRule rule = LabelRule.fixedHorizon(MINUTE).withCosts(TradingCosts.NONE);
    DatasetOptions options =
        DatasetOptions.of(rule, MINUTE)
            .withSteps(2, 0)
            .withNeighbours(new NeighbourOptions(60, 3, 2, MINUTE, 2 * MINUTE));
    DatasetBuilder builder =
        new DatasetBuilder("leading-1", List.of("move", "noise", "price"), options);
    double[] leader = moves(minutes, 0.002, seed);
    add(builder, LEADER, leader, seed + 1);
    for (int f = 0; f < FOLLOWERS.size(); f++) {
      double[] own = moves(minutes, 0.0006, seed + 10 + f);
      for (int t = 1; t < minutes; t++) {
        own[t] += 0.9 * leader[t - 1];
      }
      add(builder, FOLLOWERS.get(f), own, seed + 20 + f);
    }
    return builder.build().dataset();
  }

  private static double[] moves(int count, double deviation, long seed) {
    Random random = new Random(seed);
    double[] moves = new double[count];
    for (int t = 0; t < count; t++) {
      moves[t] = deviation * random.nextGaussian();
    }
    return moves;
  }

  private static void add(DatasetBuilder to, String instrument, double[] moves, long seed) {
    Random random = new Random(seed);
    double price = 60_000;
    for (int t = 0; t < moves.length; t++) {
      price *= Math.exp(moves[t]);
      double[] values = {100 * moves[t], random.nextGaussian(), price};
      to.add(new FeatureRow(instrument, (t + 1) * MINUTE, t, price, values, new long[] {7}));
    }
  }

  /** The examples from one share of the time to another. */
  static Dataset part(Dataset all, double from, double to) {
    long first = all.eventTimeNs(0);
    long last = first;
    for (int i = 0; i < all.size(); i++) {
      last = Math.max(last, all.eventTimeNs(i));
    }
    int[] taken = new int[all.size()];
    int count = 0;
    for (int i = 0; i < all.size(); i++) {
      double at = (double) (all.eventTimeNs(i) - first) / (last - first);
      if (at >= from && at < to) {
        taken[count++] = i;
      }
    }
    return all.select(java.util.Arrays.copyOf(taken, count));
  }
}
