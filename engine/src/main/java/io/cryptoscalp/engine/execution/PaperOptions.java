package io.cryptoscalp.engine.execution;

/**
 * Options of the {@link PaperExecutor}.
 *
 * @param latencyNs receive time from decision to the venue; an order takes effect with the first
 *     tick at or past it
 * @param slippageBps price concession, basis points, for the part of a market order beyond the
 *     displayed levels
 */
public record PaperOptions(long latencyNs, double slippageBps) {
  /** No latency, 5 bp beyond the displayed levels. */
  public static final PaperOptions DEFAULT = new PaperOptions(0, 5);

  /** Checks the ranges. */
  public PaperOptions {
    if (latencyNs < 0) {
      throw new IllegalArgumentException("OPTION_INVALID: latencyNs=" + latencyNs);
    }
    if (!(slippageBps >= 0 && slippageBps < 1000)) {
      throw new IllegalArgumentException("OPTION_INVALID: slippageBps=" + slippageBps);
    }
  }
}
