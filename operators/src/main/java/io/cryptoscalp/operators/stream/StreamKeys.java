package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;

/** Keys of events. */
public final class StreamKeys {
  private StreamKeys() {}

  /** The instrument an event is about; the model or account for a command, which has none. */
  public static String instrument(StreamEvent event) {
    if (event instanceof MarketTick tick) {
      return tick.instrument();
    }
    if (event instanceof MarketEvents message) {
      return message.instrument();
    }
    if (event instanceof FeatureSnapshot snapshot) {
      return snapshot.instrument();
    }
    if (event instanceof ScoredSnapshot scored) {
      return scored.snapshot().instrument();
    }
    if (event instanceof PolicySignal signal) {
      return signal.instrument();
    }
    if (event instanceof Intent intent) {
      return intent.instrument();
    }
    if (event instanceof ExecutionReport report) {
      return report.instrument();
    }
    if (event instanceof LatencyTrace trace) {
      return trace.instrument();
    }
    if (event instanceof RiskCommand command) {
      return command.account();
    }
    if (event instanceof RegimeDirective directive) {
      return directive.scope();
    }
    return ((ModelCommand) event).model();
  }
}
