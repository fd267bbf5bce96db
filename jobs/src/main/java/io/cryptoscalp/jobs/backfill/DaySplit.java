package io.cryptoscalp.jobs.backfill;

/**
 * Whether days of one instrument are worked on beside each other.
 *
 * @param days units (a day of daily files, a month of monthly ones) of a part; 0 reads an
 *     instrument's history in one piece
 * @param warmUp units before its own that a part reads, without writing rows of them
 */
public record DaySplit(int days, int warmUp) {
  /** One piece an instrument. */
  public static final DaySplit NONE = new DaySplit(0, 0);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException {@code BACKFILL_SPLIT_INVALID} below 0
   */
  public DaySplit {
    if (days < 0 || warmUp < 0) {
      throw new IllegalArgumentException(
          "BACKFILL_SPLIT_INVALID: days=" + days + " warmUp=" + warmUp);
    }
  }

  /** Whether there are parts at all. */
  public boolean isActive() {
    return days > 0;
  }
}
