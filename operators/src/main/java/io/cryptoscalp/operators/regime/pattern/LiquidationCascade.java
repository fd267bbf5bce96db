package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Liquidations move the price, which liquidates more at a worse price.
 *
 * <pre>liquidations ----> move of the same direction ----> liquidations at a price beyond the first
 * </pre>
 */
public final class LiquidationCascade extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public LiquidationCascade() {
    super(
        "liquidation-cascade",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(10),
        Regime.VOLATILE,
        Duration.ofMinutes(30),
        SignalKind.LIQUIDATIONS,
        SignalKind.SHOCK,
        SignalKind.MOVE,
        SignalKind.DEEP_MOVE);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("first", Conditions.is(SignalKind.LIQUIDATIONS))
        .followedBy("move")
        .where(
            Conditions.against(
                "first",
                (first, signal) ->
                    signal.kind() != SignalKind.LIQUIDATIONS
                        && signal.direction() == first.direction()))
        .followedBy("more")
        .where(
            Conditions.against(
                "first",
                (first, signal) ->
                    signal.kind() == SignalKind.LIQUIDATIONS
                        && signal.direction() == first.direction()
                        && first.direction() * (signal.price() - first.price()) > 0));
  }
}
