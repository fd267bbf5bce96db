package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A fall that goes on to the crash threshold without a rebound on the way.
 *
 * <pre>fall begins ---- no rebound, not over ----> crash threshold</pre>
 */
public final class FlashCrash extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public FlashCrash() {
    super(
        "flash-crash",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(60),
        Regime.CRASH,
        Duration.ofMinutes(30),
        SignalKind.MOVE,
        SignalKind.DEEP_MOVE,
        SignalKind.REBOUND,
        SignalKind.MOVE_OVER);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("fall", Conditions.is(-1, SignalKind.MOVE))
        .notFollowedBy("over")
        .where(
            Conditions.against(
                "fall",
                (fall, signal) ->
                    (signal.kind() == SignalKind.REBOUND && signal.direction() > 0)
                        || (signal.kind() == SignalKind.MOVE_OVER && signal.direction() < 0)))
        .followedBy("crash")
        .where(Conditions.is(-1, SignalKind.DEEP_MOVE));
  }

  /** Higher than others: a crash is acted on at once. */
  @Override
  double confidence(List<SignalEvent> signals) {
    return Math.min(0.95, 0.2 + strength(signals.get(signals.size() - 1)));
  }
}
