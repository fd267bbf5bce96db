package io.cryptoscalp.models.registry;

/**
 * What the registry stores of one stage change: a file of its own, made once. The records of a
 * model are numbered without gaps and each holds the digest of the one before, so that a record
 * that was changed or taken away afterwards is noticed.
 *
 * @param format {@value #FORMAT}
 * @param revision 1 for the first
 * @param id chosen at random, so that no two records are alike
 * @param previous SHA-256 of the record before it; empty for the first
 * @param change what was done
 * @param after the stages after it
 */
public record StageRecord(
    int format, long revision, String id, String previous, StageChange change, ModelStages after) {
  static final int FORMAT = 1;

  /** Checks what a damaged file may lack. */
  public StageRecord {
    if (format != FORMAT
        || revision < 1
        || id == null
        || previous == null
        || change == null
        || after == null) {
      throw new IllegalArgumentException("format " + format + " revision " + revision);
    }
    if (change.kind() == null || change.version() == null || change.to() == null) {
      throw new IllegalArgumentException("change is incomplete");
    }
  }
}
