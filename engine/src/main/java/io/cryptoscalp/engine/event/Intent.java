package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;

/**
 * What a strategy wants, before risk has sized or allowed it.
 *
 * @param intentId deterministic: strategy, instrument and frame sequence
 * @param strategy strategy id, {@code momentum-breakout}
 * @param account account it trades for
 * @param instrument instrument id
 * @param action what it wants
 * @param type how to enter
 * @param limitPrice limit price, scaled; 0 for market
 * @param referencePrice price the strategy saw (touch it would trade at), scaled
 * @param stopPrice protective stop, scaled; 0 when the strategy gave none (risk then rejects an
 *     entry)
 * @param takeProfitPrice profit target, scaled; 0 when none
 * @param confidence 0 to 1
 * @param probabilityUp the model's probability used, 0.5 when none
 * @param modelVersion version of the active model, empty when none is
 * @param predictionValid false when the model's required features were not valid, or there is none
 * @param predictionTimeNs venue time of the snapshot that the model saw, 0 when none
 * @param regime regime at decision
 * @param reason why, in words with figures
 * @param eventTimeNs venue time
 * @param receiveTimeNs receive time of the frame that caused it
 * @param sequence frame sequence
 * @param terms the terms of trading that hold
 */
public record Intent(
    String intentId,
    String strategy,
    String account,
    String instrument,
    Action action,
    OrderType type,
    long limitPrice,
    long referencePrice,
    long stopPrice,
    long takeProfitPrice,
    double confidence,
    double probabilityUp,
    String modelVersion,
    boolean predictionValid,
    long predictionTimeNs,
    Regime regime,
    String reason,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence,
    RegimeTerms terms)
    implements StreamEvent {
  /** An intent at the usual terms of its regime. */
  public Intent(
      String intentId,
      String strategy,
      String account,
      String instrument,
      Action action,
      OrderType type,
      long limitPrice,
      long referencePrice,
      long stopPrice,
      long takeProfitPrice,
      double confidence,
      double probabilityUp,
      String modelVersion,
      boolean predictionValid,
      long predictionTimeNs,
      Regime regime,
      String reason,
      long eventTimeNs,
      long receiveTimeNs,
      long sequence) {
    this(
        intentId,
        strategy,
        account,
        instrument,
        action,
        type,
        limitPrice,
        referencePrice,
        stopPrice,
        takeProfitPrice,
        confidence,
        probabilityUp,
        modelVersion,
        predictionValid,
        predictionTimeNs,
        regime,
        reason,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        RegimeProfiles.DEFAULT.of(regime));
  }

  /** This intent at other terms of trading. */
  public Intent withTerms(RegimeTerms next) {
    return new Intent(
        intentId,
        strategy,
        account,
        instrument,
        action,
        type,
        limitPrice,
        referencePrice,
        stopPrice,
        takeProfitPrice,
        confidence,
        probabilityUp,
        modelVersion,
        predictionValid,
        predictionTimeNs,
        regime,
        reason,
        eventTimeNs,
        receiveTimeNs,
        sequence,
        next);
  }

  /** What a strategy wants to do. */
  public enum Action {
    /** Open or add to a long. */
    ENTER_LONG,
    /** Open or add to a short. */
    ENTER_SHORT,
    /** Close whatever this strategy holds in the instrument. */
    EXIT
  }
}
