package io.cryptoscalp.jobs.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two runs differ in. Tables are those that both have. Of all differences the first is the one
 * with the earliest event time; at one event time that of the earliest stage, since what a stage
 * makes of an event is seen by the stages after it.
 *
 * @param first name of the first run
 * @param second name of the second
 * @param dataHash digest of the data they ran on, hex; empty when not known or not the same
 * @param tallies of each table
 * @param notCompared tables that one of them alone has
 * @param strategies strategies in their decisions and orders, sorted
 */
public record RunParity(
    String first,
    String second,
    String dataHash,
    List<Tally> tallies,
    List<ComparedTable> notCompared,
    List<String> strategies) {
  /**
   * What became of a table.
   *
   * @param table the table
   * @param firstRows rows of the first run
   * @param secondRows rows of the second
   * @param different rows of both with other values
   * @param missing rows of the first alone
   * @param additional rows of the second alone
   * @param moved rows of both in another place among the rows of their key
   * @param earliest first difference; null without one
   */
  public record Tally(
      ComparedTable table,
      long firstRows,
      long secondRows,
      long different,
      long missing,
      long additional,
      long moved,
      @Nullable Difference earliest) {
    /** How many differences. */
    public long differences() {
      return different + missing + additional + moved;
    }
  }

  /** Copies. */
  public RunParity {
    tallies = List.copyOf(tallies);
    notCompared = List.copyOf(notCompared);
    strategies = List.copyOf(strategies);
  }

  /**
   * Compares.
   *
   * @param tolerance largest difference of two numbers that counts as none, relative to the larger
   *     and to 1; 0 for none at all
   * @param ignored columns that are not compared
   * @throws IllegalArgumentException {@code PARITY_EMPTY} when no row was there to compare
   */
  public static RunParity of(RunRows first, RunRows second, double tolerance, Set<String> ignored) {
    RowComparison comparison = new RowComparison(tolerance, ignored, first, second);
    List<Tally> tallies = new ArrayList<>();
    List<ComparedTable> notCompared = new ArrayList<>();
    StrategiesSeen seen = new StrategiesSeen();
    long rows = 0;
    for (ComparedTable table : ComparedTable.values()) {
      if (first.has(table) && second.has(table)) {
        Tally tally =
            new TableParity(table, comparison)
                .compare(seen.of(first.rows(table)), seen.of(second.rows(table)));
        tallies.add(tally);
        rows += tally.firstRows() + tally.secondRows();
      } else if (first.has(table) || second.has(table)) {
        notCompared.add(table);
      }
    }
    if (rows == 0) {
      throw new IllegalArgumentException(
          "PARITY_EMPTY: first=" + first.name() + " second=" + second.name() + " rows=0");
    }
    String hash = first.dataHash().equals(second.dataHash()) ? first.dataHash() : "";
    return new RunParity(first.name(), second.name(), hash, tallies, notCompared, seen.all());
  }

  /** How many differences there are in all. */
  public long differences() {
    return tallies.stream().mapToLong(Tally::differences).sum();
  }

  /** The first difference in event order; null when there is none. */
  public @Nullable Difference earliest() {
    Difference earliest = null;
    for (Tally tally : tallies) {
      Difference difference = tally.earliest();
      if (difference != null && (earliest == null || difference.before(earliest))) {
        earliest = difference;
      }
    }
    return earliest;
  }
}
