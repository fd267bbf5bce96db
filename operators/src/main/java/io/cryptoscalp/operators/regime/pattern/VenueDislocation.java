package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A venue's price leaves the others of its underlying and stays away.
 *
 * <pre>apart ---- not together ----> still apart, the same venue</pre>
 */
public final class VenueDislocation extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public VenueDislocation() {
    super(
        "venue-dislocation",
        1,
        Scope.UNDERLYING,
        Duration.ofMinutes(5),
        Regime.VOLATILE,
        Duration.ofMinutes(10),
        SignalKind.VENUES_APART,
        SignalKind.VENUES_STILL_APART,
        SignalKind.VENUES_TOGETHER);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("apart", Conditions.is(SignalKind.VENUES_APART))
        .notFollowedBy("together")
        .where(
            Conditions.against(
                "apart",
                (apart, signal) ->
                    signal.kind() == SignalKind.VENUES_TOGETHER
                        && signal.instrument().equals(apart.instrument())))
        .followedBy("still")
        .where(
            Conditions.against(
                "apart",
                (apart, signal) ->
                    signal.kind() == SignalKind.VENUES_STILL_APART
                        && signal.instrument().equals(apart.instrument())));
  }
}
