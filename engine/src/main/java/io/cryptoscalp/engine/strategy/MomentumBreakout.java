package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.instrument.Instrument;

/**
 * Goes with a move that leaves its range on one-sided flow: the price at the edge of its 20-bar
 * Donchian channel, the 10 s return beyond a multiple of its volatility, takers on the same side.
 * The terms of a regime say where it trades: by default not in CRASH and VOLATILE.
 */
public final class MomentumBreakout extends SignalStrategy {
  /** Id. */
  public static final String ID = "momentum-breakout";

  private static final int CHANNEL = 0;
  private static final int RETURN = 1;
  private static final int IMBALANCE = 2;
  private static final int VOLATILITY = 3;

  private final double minVolatilities;
  private final double minImbalance;

  /** Creates it with 1 volatility and an imbalance of 0.1 as thresholds. */
  public MomentumBreakout(
      String account, Instrument instrument, StrategyOptions options, FeatureIndex features) {
    super(
        ID,
        account,
        instrument,
        options,
        features,
        "donchian_20_1s",
        "return_10s",
        "trade_imbalance_10s",
        "realised_vol_10s");
    this.minVolatilities = 1;
    this.minImbalance = 0.1;
  }

  @Override
  double strength(FeatureSnapshot snapshot) {
    double volatility = signal(snapshot, VOLATILITY);
    if (volatility <= 0) {
      return 0;
    }
    double move = signal(snapshot, RETURN) / volatility / minVolatilities;
    double channel = signal(snapshot, CHANNEL);
    double imbalance = signal(snapshot, IMBALANCE);
    boolean up = channel >= 0.9 && imbalance >= minImbalance;
    boolean down = channel <= 0.1 && imbalance <= -minImbalance;
    return (up && move > 0) || (down && move < 0) ? move : 0;
  }

  @Override
  String figures(FeatureSnapshot snapshot) {
    return new Numbers()
        .add("donchian_20_1s", signal(snapshot, CHANNEL))
        .add("return_10s", signal(snapshot, RETURN))
        .add("trade_imbalance_10s", signal(snapshot, IMBALANCE))
        .add("realised_vol_10s", signal(snapshot, VOLATILITY))
        .toString();
  }
}
