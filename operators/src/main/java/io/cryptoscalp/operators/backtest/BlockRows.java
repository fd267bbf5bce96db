package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.operators.account.EventOrder;
import io.cryptoscalp.operators.results.ResultRow;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a block, told trial by trial, and put into the order in which the events come: those of
 * one event by trial. So where a block ends, at a checkpoint for example, makes no difference to
 * files of rows.
 */
final class BlockRows {
  private static final Comparator<Entry> BY_INTENT =
      Comparator.comparing(Entry::cause, EventOrder.INSTANCE);

  /** A row of an intent. */
  private record Entry(Intent cause, ResultRow row) {}

  private @Nullable ResultRow[] rows = new ResultRow[256];
  private @Nullable Intent[] causes = new Intent[256];
  private int[] slots = new int[256];
  private int size;
  private int slot;
  private @Nullable Intent cause;

  /** What follows comes of the event at a place of the block. */
  void at(int place) {
    slot = 2 * place + 1;
    cause = null;
  }

  /** What follows comes of an intent that takes effect before the event at a place. */
  void at(int place, Intent intent) {
    slot = 2 * place;
    cause = intent;
  }

  void add(ResultRow row) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      causes = Arrays.copyOf(causes, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
    }
    rows[size] = row;
    causes[size] = cause;
    slots[size] = slot;
    size++;
  }

  /**
   * Passes all on and forgets them.
   *
   * @param length number of places of the block
   */
  void drain(int length, Consumer<ResultRow> out) {
    if (size == 0) {
      return;
    }
    int[] ends = new int[2 * length + 2];
    for (int i = 0; i < size; i++) {
      ends[slots[i]]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    int[] order = new int[size];
    for (int i = size - 1; i >= 0; i--) {
      order[--ends[slots[i]]] = i;
    }
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && slots[order[to]] == slots[order[from]]) {
        to++;
      }
      pass(order, from, to, out);
      from = to;
    }
    Arrays.fill(rows, 0, size, null);
    Arrays.fill(causes, 0, size, null);
    size = 0;
  }

  /** Rows of one slot, which are in order of trials. */
  private void pass(int[] order, int from, int to, Consumer<ResultRow> out) {
    if (slots[order[from]] % 2 == 0) {
      Entry[] entries = new Entry[to - from];
      for (int i = from; i < to; i++) {
        entries[i - from] = entry(order[i]);
      }
      Arrays.sort(entries, BY_INTENT);
      for (Entry entry : entries) {
        out.accept(entry.row());
      }
    } else {
      for (int i = from; i < to; i++) {
        out.accept(row(order[i]));
      }
    }
  }

  private Entry entry(int at) {
    Intent intent = causes[at];
    if (intent == null) {
      throw new IllegalStateException("a row of no intent");
    }
    return new Entry(intent, row(at));
  }

  private ResultRow row(int at) {
    ResultRow row = rows[at];
    if (row == null) {
      throw new IllegalStateException("a row is missing");
    }
    return row;
  }
}
