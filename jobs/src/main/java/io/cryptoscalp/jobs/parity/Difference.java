package io.cryptoscalp.jobs.parity;

/**
 * A row that two runs do not have alike.
 *
 * @param kind how it differs
 * @param operator stage that made it: {@code input}, {@code bars}, {@code features}, {@code
 *     regime}, {@code scoring}, {@code strategy}, {@code risk} or {@code account}
 * @param uid Flink's uid of the operator that holds the stage
 * @param table table of the row
 * @param account account; empty where the table has none
 * @param instrument instrument id
 * @param timeNs event time, ns since the epoch
 * @param sequence number of the frame in its instrument's stream; below 0 where the table has none
 * @param id the row's id in its table
 * @param field column, with the name or index of an element of an array; empty where a run lacks
 *     the row, {@code order} where only the places differ
 * @param first value in the first run; the whole row where the other lacks it, empty where this one
 *     does
 * @param second value in the second run, likewise
 */
public record Difference(
    Kind kind,
    String operator,
    String uid,
    ComparedTable table,
    String account,
    String instrument,
    long timeNs,
    long sequence,
    String id,
    String field,
    String first,
    String second) {
  /** How rows differ. */
  public enum Kind {
    /** Both have it, with other values. */
    VALUE,
    /** The first run alone has it. */
    MISSING,
    /** The second run alone has it. */
    ADDITIONAL,
    /** Both have it, in another place among the rows of its key. */
    ORDER
  }

  static Difference of(
      Kind kind, RunRow row, String operator, String field, String first, String second) {
    return new Difference(
        kind,
        operator,
        ComparedTable.uid(operator),
        row.table(),
        row.textOr("account"),
        row.textOr("instrument"),
        row.timeNs(),
        row.sequence(),
        row.id(),
        field,
        first,
        second);
  }

  /** True when it comes before another: by event time, then by stage. */
  boolean before(Difference other) {
    if (timeNs != other.timeNs) {
      return timeNs < other.timeNs;
    }
    return table != other.table ? table.compareTo(other.table) < 0 : sequence < other.sequence;
  }
}
