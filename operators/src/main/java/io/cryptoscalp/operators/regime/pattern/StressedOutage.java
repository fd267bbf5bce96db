package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The feed is lost while the market is in stress: what is happening is no longer seen.
 *
 * <pre>shock, deep move, liquidations or wide spread ----> feed lost</pre>
 */
public final class StressedOutage extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public StressedOutage() {
    super(
        "stressed-outage",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(3),
        Regime.VOLATILE,
        Duration.ofMinutes(15),
        SignalKind.SHOCK,
        SignalKind.DEEP_MOVE,
        SignalKind.LIQUIDATIONS,
        SignalKind.SPREAD_WIDE,
        SignalKind.FEED_LOST);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin(
            "stress",
            Conditions.is(
                SignalKind.SHOCK,
                SignalKind.DEEP_MOVE,
                SignalKind.LIQUIDATIONS,
                SignalKind.SPREAD_WIDE))
        .followedBy("lost")
        .where(Conditions.is(SignalKind.FEED_LOST));
  }

  /** A lost feed has no size: the stress before it counts. */
  @Override
  double confidence(List<SignalEvent> signals) {
    return strength(signals.get(0));
  }
}
