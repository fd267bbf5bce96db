package io.cryptoscalp.engine.feed;

/**
 * Options of a {@link FeedPipeline}.
 *
 * @param bookDepth levels kept a side
 * @param maxBufferedDiffs depth diffs kept while there is no snapshot
 * @param maxClockSkewNs largest |receive time - event time| of a usable frame
 * @param silence how long each stream may be silent
 */
public record FeedOptions(
    int bookDepth, int maxBufferedDiffs, long maxClockSkewNs, SilenceLimits silence) {
  /** Depth 2000, 1024 diffs, 10 s of skew, the default limits of silence. */
  public static final FeedOptions DEFAULT =
      new FeedOptions(2000, 1024, 10_000_000_000L, SilenceLimits.DEFAULT);

  /** Checks the ranges. */
  public FeedOptions {
    check(bookDepth >= 10, "bookDepth", bookDepth);
    check(maxBufferedDiffs >= 1, "maxBufferedDiffs", maxBufferedDiffs);
    check(maxClockSkewNs > 0, "maxClockSkewNs", (double) maxClockSkewNs);
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: " + option + "=" + value);
    }
  }
}
