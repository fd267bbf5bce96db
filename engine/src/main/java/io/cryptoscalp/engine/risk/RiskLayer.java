package io.cryptoscalp.engine.risk;

import org.jspecify.annotations.Nullable;

/**
 * One of the seven layers. Layers keep no state of their own: all they compare comes with the
 * context.
 */
interface RiskLayer {
  /** Name in decision rows. */
  String name();

  /** Judges an intent; null when nothing speaks against it. May set the quantity of the context. */
  @Nullable Verdict judge(RiskContext context);
}
