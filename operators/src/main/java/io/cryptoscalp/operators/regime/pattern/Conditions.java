package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** The conditions that sequences are built from. */
final class Conditions {
  private Conditions() {}

  /** A condition on a signal and the first one of the sequence. */
  interface AgainstFirst extends Serializable {
    boolean holds(SignalEvent first, SignalEvent signal);
  }

  /** One of these kinds. */
  static SimpleCondition<SignalEvent> is(SignalKind... kinds) {
    EnumSet<SignalKind> set = EnumSet.copyOf(List.of(kinds));
    return SimpleCondition.of(signal -> set.contains(signal.kind()));
  }

  /** One of these kinds, in this direction. */
  static SimpleCondition<SignalEvent> is(int direction, SignalKind... kinds) {
    EnumSet<SignalKind> set = EnumSet.copyOf(List.of(kinds));
    return SimpleCondition.of(
        signal -> signal.direction() == direction && set.contains(signal.kind()));
  }

  /** Holds between the signal of a stage and the candidate. */
  static IterativeCondition<SignalEvent> against(String stage, AgainstFirst condition) {
    return new Against(stage, condition);
  }

  private static final class Against extends IterativeCondition<SignalEvent> {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final AgainstFirst condition;

    Against(String stage, AgainstFirst condition) {
      this.stage = stage;
      this.condition = condition;
    }

    @Override
    public boolean filter(SignalEvent signal, Context<SignalEvent> context) throws Exception {
      for (SignalEvent first : context.getEventsForPattern(stage)) {
        return condition.holds(first, signal);
      }
      return false;
    }
  }
}
