package io.cryptoscalp.engine.barsim;

/** When a resting limit order fills. A bar does not say who stood before it in the queue. */
public enum LimitRule {
  /** When the price went beyond it: then all of the level has traded. */
  THROUGH,
  /** When the price reached it: as if it had been first in the queue. */
  TOUCH
}
