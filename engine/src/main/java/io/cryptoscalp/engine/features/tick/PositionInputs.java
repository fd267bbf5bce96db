package io.cryptoscalp.engine.features.tick;

/**
 * Inputs about the positions of the market, which no stream carries: the edge polls for them. What
 * depends on them is invalid until they come.
 */
public interface PositionInputs {
  /**
   * Takes the open interest.
   *
   * @param contracts open contracts or base units, positive; others change nothing
   * @param timeNs when it was so, event time; it is stale 15 minutes after that
   */
  void onOpenInterest(double contracts, long timeNs);

  /**
   * Takes the ratio of long to short accounts or positions.
   *
   * @param ratio long / short, positive; others change nothing
   * @param timeNs when it was so, event time; it is stale 15 minutes after that
   */
  void onLongShortRatio(double ratio, long timeNs);
}
