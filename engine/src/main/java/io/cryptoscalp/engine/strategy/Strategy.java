package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** One strategy on one instrument. Deterministic; not thread-safe. */
public interface Strategy {
  /** Id in intents, orders and positions. */
  String id();

  /** Looks at a snapshot and may want something. */
  void onSnapshot(ScoredSnapshot scored, IntentSink out);

  /** Hears what a policy that is traded wants, before the snapshot at which it was decided. */
  default void onPolicy(PolicySignal signal) {}

  /** Writes the whole state. */
  void write(StateWriter out);

  /** Reads what {@link #write} wrote. */
  void read(StateReader in);
}
