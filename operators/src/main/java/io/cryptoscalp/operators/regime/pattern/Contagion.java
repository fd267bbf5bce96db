package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.time.Duration;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A shock of the leader is followed by shocks of three other underlyings in the same direction.
 *
 * <pre>shock of BTC ----> shock of A ----> shock of B ----> shock of C, each another underlying
 * </pre>
 */
public final class Contagion extends SignalPattern {
  private static final long serialVersionUID = 1L;

  /** The underlying that leads. */
  public static final String LEADER = "BTC";

  /** How many others must follow. */
  public static final int FOLLOWERS = 3;

  /** Creates it. */
  public Contagion() {
    super(
        "contagion",
        1,
        Scope.MARKET,
        Duration.ofMinutes(10),
        Regime.VOLATILE,
        Duration.ofMinutes(30),
        SignalKind.SHOCK);
  }

  @Override
  Pattern<SignalEvent, ?> sequence() {
    return begin("leader", new Leader())
        .followedBy("followers")
        .where(new Follower())
        .times(FOLLOWERS);
  }

  private static final class Leader extends IterativeCondition<SignalEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(SignalEvent signal, Context<SignalEvent> context) {
      return signal.kind() == SignalKind.SHOCK && signal.underlying().equals(LEADER);
    }
  }

  private static final class Follower extends IterativeCondition<SignalEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(SignalEvent signal, Context<SignalEvent> context) throws Exception {
      if (signal.kind() != SignalKind.SHOCK || signal.underlying().equals(LEADER)) {
        return false;
      }
      for (SignalEvent leader : context.getEventsForPattern("leader")) {
        if (signal.direction() != leader.direction()) {
          return false;
        }
      }
      for (SignalEvent follower : context.getEventsForPattern("followers")) {
        if (follower.underlying().equals(signal.underlying())) {
          return false;
        }
      }
      return true;
    }
  }
}
