package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A price runs through an old extreme, where stops lie, on a burst of trading, and comes back.
 *
 * <pre>sweep and burst of volume, in either order ----> level reclaimed</pre>
 */
public final class StopRun extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** Creates it. */
  public StopRun() {
    super(
        "stop-run",
        1,
        Scope.INSTRUMENT,
        Duration.ofMinutes(5),
        null,
        Duration.ZERO,
        SignalKind.SWEEP,
        SignalKind.VOLUME_BURST,
        SignalKind.RECLAIM);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("first", Conditions.is(SignalKind.SWEEP, SignalKind.VOLUME_BURST))
        .followedBy("second")
        .where(
            Conditions.against(
                "first",
                (first, signal) ->
                    signal.kind() != SignalKind.RECLAIM && signal.kind() != first.kind()))
        .followedBy("reclaim")
        .where(new Reclaim());
  }

  /** Back the way that the sweep came from, whichever of the two stages the sweep was. */
  private static final class Reclaim extends IterativeCondition<SignalEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(SignalEvent signal, Context<SignalEvent> context) throws Exception {
      return signal.kind() == SignalKind.RECLAIM
          && (isFrom(signal, context.getEventsForPattern("first"))
              || isFrom(signal, context.getEventsForPattern("second")));
    }

    private static boolean isFrom(SignalEvent signal, Iterable<SignalEvent> stage) {
      for (SignalEvent event : stage) {
        if (event.kind() == SignalKind.SWEEP && event.direction() == -signal.direction()) {
          return true;
        }
      }
      return false;
    }
  }
}
