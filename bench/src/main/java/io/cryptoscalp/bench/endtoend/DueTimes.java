package io.cryptoscalp.bench.endtoend;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * When each frame was due, by instrument and the frame's number in its instrument's stream: the
 * number that the job counts too. Written by the sender, read after the run.
 */
final class DueTimes {
  private final Map<String, Times> byInstrument = new HashMap<>();

  /** Due times of one instrument; index 0 is the frame with sequence 1. */
  private static final class Times {
    private long[] due = new long[1 << 16];
    private int size;

    void add(long ns) {
      if (size == due.length) {
        due = Arrays.copyOf(due, 2 * size);
      }
      due[size++] = ns;
    }
  }

  private long first;

  /** The next frame of an instrument. */
  void add(String instrument, long dueEpochNs) {
    if (first == 0) {
      first = dueEpochNs;
    }
    byInstrument.computeIfAbsent(instrument, id -> new Times()).add(dueEpochNs);
  }

  /** Due time of a frame, ns since the epoch; 0 when there is none of that number. */
  long find(String instrument, long sequence) {
    Times times = byInstrument.get(instrument);
    return times == null || sequence < 1 || sequence > times.size
        ? 0
        : times.due[(int) sequence - 1];
  }

  /** When the first frame of all was due, ns since the epoch. */
  long first() {
    return first;
  }
}
