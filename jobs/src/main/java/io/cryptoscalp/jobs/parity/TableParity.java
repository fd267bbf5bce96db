package io.cryptoscalp.jobs.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares one table of two runs in one pass over both, ascending. */
final class TableParity {
  /** Rows of one run alone that are kept to see whether only their time differs. */
  private static final int MOST_UNPAIRED = 100_000;

  private final ComparedTable table;
  private final RowComparison comparison;
  private final Map<String, List<RunRow>> onlyFirst = new LinkedHashMap<>();
  private final Map<String, List<RunRow>> onlySecond = new LinkedHashMap<>();
  private final Map<String, List<RunRow[]>> places = new TreeMap<>();
  private int unpaired;
  private long rowsFirst;
  private long rowsSecond;
  private long different;
  private long missing;
  private long additional;
  private long moved;
  private @Nullable Difference earliest;

  TableParity(ComparedTable table, RowComparison comparison) {
    this.table = table;
    this.comparison = comparison;
  }

  RunParity.Tally compare(Iterator<RunRow> first, Iterator<RunRow> second) {
    RunRow a = next(first);
    RunRow b = next(second);
    while (a != null || b != null) {
      int compared = a == null ? 1 : b == null ? -1 : RunRow.compare(a, b);
      if (a != null && compared <= 0) {
        rowsFirst++;
      }
      if (b != null && compared >= 0) {
        rowsSecond++;
      }
      if (a != null && b != null && compared == 0) {
        both(a, b);
      } else if (a != null && compared < 0) {
        alone(a, onlyFirst, true);
      } else if (b != null) {
        alone(b, onlySecond, false);
      }
      a = compared <= 0 ? next(first) : a;
      b = compared >= 0 ? next(second) : b;
    }
    pair();
    order();
    return new RunParity.Tally(
        table, rowsFirst, rowsSecond, different, missing, additional, moved, earliest);
  }

  private static @Nullable RunRow next(Iterator<RunRow> rows) {
    return rows.hasNext() ? rows.next() : null;
  }

  private void both(RunRow a, RunRow b) {
    Difference difference = comparison.compare(a, b);
    if (difference != null) {
      different++;
      note(difference);
    }
    if (a.ordinal() >= 0 && b.ordinal() >= 0) {
      places.computeIfAbsent(a.key(), key -> new ArrayList<>()).add(new RunRow[] {a, b});
    }
  }

  private void alone(RunRow row, Map<String, List<RunRow>> rows, boolean first) {
    if (unpaired >= MOST_UNPAIRED) {
      lone(row, first);
      return;
    }
    unpaired++;
    rows.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(row);
  }

  /** Rows of one id that only their time keeps apart are one row that differs. */
  private void pair() {
    onlyFirst.forEach(
        (id, rows) -> {
          List<RunRow> others = onlySecond.getOrDefault(id, List.of());
          int pairs = Math.min(rows.size(), others.size());
          for (int i = 0; i < pairs; i++) {
            both(rows.get(i), others.get(i));
          }
          rows.subList(pairs, rows.size()).forEach(row -> lone(row, true));
          others.subList(pairs, others.size()).forEach(row -> lone(row, false));
        });
    onlySecond.forEach(
        (id, rows) -> {
          if (!onlyFirst.containsKey(id)) {
            rows.forEach(row -> lone(row, false));
          }
        });
  }

  private void lone(RunRow row, boolean first) {
    missing += first ? 1 : 0;
    additional += first ? 0 : 1;
    Difference.Kind kind = first ? Difference.Kind.MISSING : Difference.Kind.ADDITIONAL;
    String whole = whole(row);
    note(
        Difference.of(
            kind, row, table.operator("", row), "", first ? whole : "", first ? "" : whole));
  }

  private String whole(RunRow row) {
    StringBuilder text = new StringBuilder();
    table
        .columns()
        .forEach(
            column -> {
              String value = row.text(column.name());
              text.append(text.isEmpty() ? "" : " ").append(column.name()).append('=');
              text.append(value.length() > 120 ? value.substring(0, 117) + "..." : value);
            });
    return text.toString();
  }

  /** Rows of a key that both runs have stand in the same order. */
  private void order() {
    for (List<RunRow[]> pairs : places.values()) {
      RunRow[][] byFirst = pairs.toArray(new RunRow[0][]);
      RunRow[][] bySecond = byFirst.clone();
      Arrays.sort(byFirst, Comparator.comparingLong(pair -> pair[0].ordinal()));
      Arrays.sort(bySecond, Comparator.comparingLong(pair -> pair[1].ordinal()));
      boolean told = false;
      for (int i = 0; i < byFirst.length; i++) {
        if (byFirst[i] != bySecond[i]) {
          moved++;
          if (!told) {
            told = true;
            note(moved(byFirst[i][0], bySecond[i][1], i));
          }
        }
      }
    }
  }

  private Difference moved(RunRow expected, RunRow found, int place) {
    String operator = table.operator("order", expected);
    return Difference.of(
        Difference.Kind.ORDER,
        expected,
        operator,
        "order",
        "place " + place + ": " + expected.id(),
        "place " + place + ": " + found.id());
  }

  private void note(Difference difference) {
    if (earliest == null || difference.before(earliest)) {
      earliest = difference;
    }
  }
}
