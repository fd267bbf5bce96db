package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Volatility at its lowest of the day, then a close out of the hour's range.
 *
 * <pre>squeeze ----> breakout</pre>
 */
public final class SqueezeBreakout extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public SqueezeBreakout() {
    super(
        "squeeze-breakout",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(90),
        Regime.TRENDING,
        Duration.ofMinutes(30),
        SignalKind.SQUEEZE,
        SignalKind.BREAKOUT);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("squeeze", Conditions.is(SignalKind.SQUEEZE))
        .followedBy("breakout")
        .where(Conditions.is(SignalKind.BREAKOUT));
  }
}
