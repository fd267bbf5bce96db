package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.event.Bar;

/** Receives finished bars in the order in which they close. */
@FunctionalInterface
public interface BarListener {
  /** Called once for each finished bar, within the call that closed it. */
  void onBar(Bar bar);
}
