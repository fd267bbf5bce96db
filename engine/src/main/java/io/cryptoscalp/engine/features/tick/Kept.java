package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;

/** Reads counted arrays of state into arrays of fixed length. */
final class Kept {
  private Kept() {}

  /** Number of elements read. */
  static int longs(StateReader in, long[] into) {
    int count = count(in, into.length);
    for (int i = 0; i < count; i++) {
      into[i] = in.readLong();
    }
    return count;
  }

  /** Number of elements read. */
  static int doubles(StateReader in, double[] into) {
    int count = count(in, into.length);
    for (int i = 0; i < count; i++) {
      into[i] = in.readDouble();
    }
    return count;
  }

  private static int count(StateReader in, int most) {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new StateException("STATE_MISMATCH: state=tick stored=" + count + " most=" + most);
    }
    return count;
  }
}
