package io.cryptoscalp.engine.barsim;

/**
 * A strategy on bars. One instance runs once: state is what it keeps itself. It must be a function
 * of what it is shown, without clock, randomness of its own, or input and output.
 */
@FunctionalInterface
public interface BarStrategy {
  /**
   * Called when a bar of any instrument has closed and all fills inside it are booked. Orders
   * placed here meet the next bar of their instrument, from its open on.
   */
  void onBar(BarContext context);
}
