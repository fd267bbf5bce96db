package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Goes against a stretched price in a market without direction: far from its 20-bar mean, an
 * extreme RSI, and the touch leaning back. The terms of a regime say where it trades: by default in
 * NORMAL and VOLATILE.
 */
public final class MeanReversion extends SignalStrategy {
  /** Id. */
  public static final String ID = "mean-reversion";

  private static final int ZSCORE = 0;
  private static final int RSI = 1;
  private static final int FLOW = 2;

  private final double minZScore;

  /** Creates it with a z-score of 1.5 as threshold. */
  public MeanReversion(
      String account, Instrument instrument, StrategyOptions options, FeatureIndex features) {
    super(ID, account, instrument, options, features, "zscore_20_1s", "rsi_14_1s", "ofi_l1_1s");
    this.minZScore = 1.5;
  }

  @Override
  double strength(FeatureSnapshot snapshot) {
    double stretch = signal(snapshot, ZSCORE) / minZScore;
    double rsi = signal(snapshot, RSI);
    double flow = signal(snapshot, FLOW);
    boolean high = stretch >= 1 && rsi >= 65 && flow < 0;
    boolean low = stretch <= -1 && rsi <= 35 && flow > 0;
    return high || low ? -stretch : 0;
  }

  @Override
  String figures(FeatureSnapshot snapshot) {
    return new Numbers()
        .add("zscore_20_1s", signal(snapshot, ZSCORE))
        .add("rsi_14_1s", signal(snapshot, RSI))
        .add("ofi_l1_1s", signal(snapshot, FLOW))
        .toString();
  }
}
