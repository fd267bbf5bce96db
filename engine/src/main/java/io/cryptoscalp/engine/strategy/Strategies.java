package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.ArrayList;
import java.util.List;

/** Builds strategies by id. */
public final class Strategies {
  /** Every id. */
  public static final List<String> IDS =
      List.of(MomentumBreakout.ID, MeanReversion.ID, PolicyStrategy.ID);

  private Strategies() {}

  /**
   * The strategies of one instrument, in the order of the ids.
   *
   * @throws IllegalArgumentException when an id is unknown or a feature is missing
   */
  public static List<Strategy> create(
      List<String> ids,
      String account,
      Instrument instrument,
      StrategyOptions options,
      FeatureIndex features) {
    List<Strategy> strategies = new ArrayList<>();
    for (String id : ids) {
      strategies.add(
          switch (id) {
            case MomentumBreakout.ID ->
                new MomentumBreakout(account, instrument, options, features);
            case MeanReversion.ID -> new MeanReversion(account, instrument, options, features);
            case PolicyStrategy.ID -> new PolicyStrategy(account, instrument, options, features);
            default ->
                throw new IllegalArgumentException("STRATEGY_UNKNOWN: id=" + id + " known=" + IDS);
          });
    }
    return List.copyOf(strategies);
  }
}
