package io.cryptoscalp.engine.book;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Diffs that wait for a snapshot, oldest first, bounded in number. */
final class DiffBuffer {
  private final int limit;
  private final ArrayDeque<Diff> diffs = new ArrayDeque<>();

  DiffBuffer(int limit) {
    this.limit = limit;
  }

  BookBuilder.Outcome add(MarketFrame frame) {
    Diff last = diffs.peekLast();
    if (last != null && frame.lastId <= last.last) {
      return frame.lastId == last.last ? BookBuilder.Outcome.DUPLICATE : BookBuilder.Outcome.STALE;
    }
    if (diffs.size() == limit) {
      diffs.removeFirst();
    }
    diffs.addLast(
        new Diff(
            frame.firstId,
            frame.lastId,
            frame.previousId,
            Arrays.copyOf(frame.bidPrices, frame.bidCount),
            Arrays.copyOf(frame.bidQuantities, frame.bidCount),
            Arrays.copyOf(frame.askPrices, frame.askCount),
            Arrays.copyOf(frame.askQuantities, frame.askCount)));
    return BookBuilder.Outcome.BUFFERED;
  }

  /** Applies what was buffered; stops at the first gap and keeps what is behind it. */
  BookBuilder.Outcome drain(BookBuilder builder) {
    while (!diffs.isEmpty()) {
      Diff diff = diffs.peekFirst();
      BookBuilder.Outcome outcome = diff.apply(builder);
      if (outcome == BookBuilder.Outcome.GAP) {
        return outcome;
      }
      diffs.removeFirst();
    }
    return BookBuilder.Outcome.APPLIED;
  }

  void write(StateWriter out) {
    out.writeInt(diffs.size());
    for (Diff diff : diffs) {
      out.writeLong(diff.first);
      out.writeLong(diff.last);
      out.writeLong(diff.previous);
      out.writeLongs(diff.bidPrices, diff.bidPrices.length);
      out.writeLongs(diff.bidQuantities, diff.bidQuantities.length);
      out.writeLongs(diff.askPrices, diff.askPrices.length);
      out.writeLongs(diff.askQuantities, diff.askQuantities.length);
    }
  }

  void read(StateReader in) {
    diffs.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      diffs.addLast(
          new Diff(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLongs(),
              in.readLongs(),
              in.readLongs(),
              in.readLongs()));
    }
  }

  private record Diff(
      long first,
      long last,
      long previous,
      long[] bidPrices,
      long[] bidQuantities,
      long[] askPrices,
      long[] askQuantities) {
    BookBuilder.Outcome apply(BookBuilder builder) {
      return builder.apply(
          first,
          last,
          previous,
          bidPrices,
          bidQuantities,
          bidPrices.length,
          askPrices,
          askQuantities,
          askPrices.length);
    }
  }
}
