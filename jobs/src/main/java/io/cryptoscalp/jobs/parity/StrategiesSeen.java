package io.cryptoscalp.jobs.parity;

import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** Notes the strategies of rows that pass by. */
final class StrategiesSeen {
  private final TreeSet<String> seen = new TreeSet<>();

  Iterator<RunRow> of(Iterator<RunRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RunRow next() {
        RunRow row = rows.next();
        String strategy = row.textOr("strategy");
        if (!strategy.isEmpty()) {
          seen.add(strategy);
        }
        return row;
      }
    };
  }

  List<String> all() {
    return List.copyOf(seen);
  }
}
