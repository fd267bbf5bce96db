package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.matching.ImpactModel;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.Outages;
import io.cryptoscalp.engine.matching.QueueModel;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.matching.VenueRules;

/**
 * What both sides of a race are told.
 *
 * @param queue {@code risk-averse}, {@code log} or {@code power-<n>}
 * @param whole whether a fill takes all of an order
 * @param entryNs delay of requests
 * @param responseNs delay of answers
 * @param grid levels a side
 * @param lots of an order
 * @param limit held at most, orders
 */
record RaceTerms(
    String queue, boolean whole, long entryNs, long responseNs, int grid, int lots, int limit) {
  private static final VenueRules NO_FILTERS =
      new VenueRules(false, Integer.MAX_VALUE, Double.POSITIVE_INFINITY, 0, true, false);

  VenueOptions options() {
    return new VenueOptions(
        LatencyModel.constant(entryNs, responseNs),
        model(),
        whole ? VenueOptions.Fills.WHOLE : VenueOptions.Fills.PARTIAL,
        null,
        NO_FILTERS,
        Outages.NONE,
        ImpactModel.none(),
        null);
  }

  private QueueModel model() {
    if (queue.startsWith("power-")) {
      return QueueModel.power(Double.parseDouble(queue.substring("power-".length())));
    }
    return queue.equals("log") ? QueueModel.logarithm() : QueueModel.riskAverse();
  }
}
