package io.cryptoscalp.engine.execution;

/** Tells what is held, so that reduce-only orders can be cut to it. */
@FunctionalInterface
public interface PositionView {
  /** Signed quantity, scaled, that a strategy holds in an instrument. */
  long quantity(String strategy, String instrument);
}
