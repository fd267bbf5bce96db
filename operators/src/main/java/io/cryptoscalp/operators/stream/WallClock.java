package io.cryptoscalp.operators.stream;

import java.io.Serializable;

/** The wall clock, handed in so that operators stay testable. Used for latency measurement only. */
@FunctionalInterface
public interface WallClock extends Serializable {
  /** Ns since the epoch. */
  long nowNs();
}
