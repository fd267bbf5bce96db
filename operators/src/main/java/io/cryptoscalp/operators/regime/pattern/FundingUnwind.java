package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A crowd pays an extreme rate, the price moves against it, and the rate eases: it has left.
 *
 * <pre>funding extreme ----> move against the crowd ----> funding eased</pre>
 */
public final class FundingUnwind extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public FundingUnwind() {
    super(
        "funding-unwind",
        1,
        Scope.INSTRUMENT,
        Duration.ofHours(8),
        Regime.VOLATILE,
        Duration.ofHours(1),
        SignalKind.FUNDING_EXTREME,
        SignalKind.FUNDING_EASED,
        SignalKind.MOVE,
        SignalKind.DEEP_MOVE);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("extreme", Conditions.is(SignalKind.FUNDING_EXTREME))
        .followedBy("move")
        .where(
            Conditions.against(
                "extreme",
                (extreme, signal) ->
                    (signal.kind() == SignalKind.MOVE || signal.kind() == SignalKind.DEEP_MOVE)
                        && signal.direction() == -extreme.direction()))
        .followedBy("eased")
        .where(
            Conditions.against(
                "extreme",
                (extreme, signal) ->
                    signal.kind() == SignalKind.FUNDING_EASED
                        && signal.direction() == extreme.direction()));
  }
}
