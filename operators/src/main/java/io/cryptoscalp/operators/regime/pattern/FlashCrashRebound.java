package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A crash that regains the rebound fraction of its fall within two hours.
 *
 * <pre>crash threshold ----> rebound</pre>
 */
public final class FlashCrashRebound extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public FlashCrashRebound() {
    super(
        "flash-crash-rebound",
        1,
        Scope.INSTRUMENT,
        Duration.ofHours(2),
        Regime.RECOVERY,
        Duration.ofMinutes(60),
        SignalKind.DEEP_MOVE,
        SignalKind.REBOUND);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("crash", Conditions.is(-1, SignalKind.DEEP_MOVE))
        .followedBy("rebound")
        .where(Conditions.is(1, SignalKind.REBOUND));
  }
}
