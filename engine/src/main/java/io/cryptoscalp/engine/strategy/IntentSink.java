package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.Intent;

/** Takes intents. */
@FunctionalInterface
public interface IntentSink {
  /** An intent. */
  void intent(Intent intent);
}
