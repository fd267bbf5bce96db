package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A close out of the hour's range that is back inside within a quarter of an hour.
 *
 * <pre>breakout ----> back, the other way</pre>
 */
public final class FailedBreakout extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public FailedBreakout() {
    super(
        "failed-breakout",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(15),
        null,
        Duration.ZERO,
        SignalKind.BREAKOUT,
        SignalKind.BREAKOUT_BACK);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("breakout", Conditions.is(SignalKind.BREAKOUT))
        .followedBy("back")
        .where(
            Conditions.against(
                "breakout",
                (breakout, signal) ->
                    signal.kind() == SignalKind.BREAKOUT_BACK
                        && signal.direction() == -breakout.direction()));
  }
}
