package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which other instruments an example looks at. */
final class NeighbourArguments {
  private static final long MINUTE_NS = 60_000_000_000L;

  @Option(
      names = "--neighbours",
      paramLabel = "COUNT",
      description =
          "Most other instruments that an example looks at, by rolling correlation and lead-lag; 0"
              + " for none (default: ${DEFAULT-VALUE}).")
  private int count = 4;

  @Option(
      names = "--neighbour-window",
      paramLabel = "RETURNS",
      description = "Returns that correlations are taken over (default: ${DEFAULT-VALUE}).")
  private int window = 120;

  @Option(
      names = "--neighbour-lags",
      paramLabel = "STEPS",
      description = "Steps by which one may lead another (default: ${DEFAULT-VALUE}).")
  private int lags = 5;

  @Option(
      names = "--neighbour-step",
      paramLabel = "LENGTH",
      description = "Event time between two prices (default: an interval, at least a minute).")
  private String step = "";

  /**
   * How neighbours are found; null for none.
   *
   * @param intervalNs usual distance of two rows, ns
   */
  @Nullable NeighbourOptions options(long intervalNs) {
    if (count == 0) {
      return null;
    }
    long stepNs =
        step.isEmpty()
            ? Math.max(MINUTE_NS, intervalNs)
            : CandleOptions.length("--neighbour-step", step);
    try {
      return new NeighbourOptions(window, lags, count, stepNs, 2 * stepNs);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.USAGE, e.getMessage());
    }
  }
}
