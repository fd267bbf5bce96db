package io.cryptoscalp.jobs.parity;

/**
 * Rows that count.
 *
 * @param fromNs first event time, ns since the epoch
 * @param toNs first event time that is too late, ns since the epoch
 * @param account the account whose rows count; empty for all
 */
public record RowRange(long fromNs, long toNs, String account) {
  /** All rows. */
  public static final RowRange ALL = new RowRange(Long.MIN_VALUE, Long.MAX_VALUE, "");

  /** True for a row that counts. */
  boolean holds(RunRow row) {
    return row.timeNs() >= fromNs
        && row.timeNs() < toNs
        && (account.isEmpty() || !row.table().ofAccount() || row.text("account").equals(account));
  }
}
