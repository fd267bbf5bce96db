package io.cryptoscalp.jobs.parity;

import io.cryptoscalp.operators.results.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two rows of one id, column by column. */
final class RowComparison {
  private final double tolerance;
  private final Set<String> ignored;
  private final RunRows first;
  private final RunRows second;

  RowComparison(double tolerance, Set<String> ignored, RunRows first, RunRows second) {
    this.tolerance = tolerance;
    this.ignored = ignored;
    this.first = first;
    this.second = second;
  }

  /** The first column that differs; null when none does. */
  @Nullable Difference compare(RunRow a, RunRow b) {
    List<Column> columns = a.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i).name();
      if (ignored.contains(column)) {
        continue;
      }
      Object x = a.value(i);
      Object y = b.value(i);
      if (x instanceof double[] left && y instanceof double[] right) {
        int at = firstOther(left, right);
        if (at >= 0) {
          return value(a, column, element(a, at), text(left, at), text(right, at));
        }
      } else if (x instanceof String[] left && y instanceof String[] right) {
        int at = firstOther(left, right);
        if (at >= 0) {
          return value(a, column, "[" + at + "]", text(left, at), text(right, at));
        }
      } else if (!equal(x, y)) {
        return value(a, column, "", RunRow.text(x), RunRow.text(y));
      }
    }
    return null;
  }

  private static Difference value(RunRow row, String column, String at, String a, String b) {
    String operator = row.table().operator(column, row);
    return Difference.of(Difference.Kind.VALUE, row, operator, column + at, a, b);
  }

  private String element(RunRow row, int at) {
    String name = row.table() == ComparedTable.FEATURES ? feature(row, at) : null;
    return "[" + (name == null ? at : name) + "]";
  }

  private @Nullable String feature(RunRow row, int at) {
    String set = row.text("feature_set");
    String name = first.feature(set, at);
    return name == null ? second.feature(set, at) : name;
  }

  private boolean equal(Object x, Object y) {
    if (x instanceof Double a && y instanceof Double b) {
      return near(a, b);
    }
    if (x instanceof BigDecimal a && y instanceof BigDecimal b) {
      return a.compareTo(b) == 0 || (tolerance > 0 && near(a.doubleValue(), b.doubleValue()));
    }
    return x.equals(y);
  }

  /** Relative to the larger of the two, and to 1 for small ones; -0 is 0. */
  private boolean near(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return true;
    }
    return Math.abs(a - b) <= tolerance * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }

  private int firstOther(double[] a, double[] b) {
    int n = Math.min(a.length, b.length);
    for (int i = 0; i < n; i++) {
      if (!near(a[i], b[i])) {
        return i;
      }
    }
    return a.length == b.length ? -1 : n;
  }

  private static int firstOther(String[] a, String[] b) {
    int n = Math.min(a.length, b.length);
    for (int i = 0; i < n; i++) {
      if (!a[i].equals(b[i])) {
        return i;
      }
    }
    return a.length == b.length ? -1 : n;
  }

  private static String text(double[] array, int at) {
    return at < array.length ? Double.toString(array[at]) : "none";
  }

  private static String text(String[] array, int at) {
    return at < array.length ? array[at] : "none";
  }
}
