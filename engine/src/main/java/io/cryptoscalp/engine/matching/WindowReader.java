package io.cryptoscalp.engine.matching;

/** A venue that reads on in a {@link MarketWindow}, whose columns move under it. */
interface WindowReader {
  /** The first events are to be forgotten: what happened up to a time must be passed now. */
  void pass(long untilNs);

  /** The columns lost so many of their first events. */
  void onDropped(int count);

  /** The step was divided: ticks become so many times what they were. */
  void onRescaled(int factor);
}
