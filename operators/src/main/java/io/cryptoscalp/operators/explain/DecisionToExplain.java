package io.cryptoscalp.operators.explain;

import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A decision that is to be explained.
 *
 * @param scored the answer, with its evidence
 * @param intents ids of the intents that came of it; none for a sample of those not traded
 */
public record DecisionToExplain(ScoredSnapshot scored, List<String> intents) {
  /** Type information for Flink. */
  public static final TypeInformation<DecisionToExplain> TYPE =
      new ValueTypeInfo<>(DecisionToExplain.class, DecisionToExplainSerializer::new);

  /** Copies the list. */
  public DecisionToExplain {
    intents = List.copyOf(intents);
  }

  boolean traded() {
    return !intents.isEmpty();
  }
}
