package io.cryptoscalp.operators.state;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Creates, writes and reads the hot state of one key. Implementations version what they write. */
public interface StateCodec<S> {
  /** State of a key that was never seen. */
  S create(String key);

  /** Appends the whole state. */
  void write(S state, StateWriter out);

  /**
   * Reads what {@link #write} wrote, in this or an earlier version.
   *
   * @throws io.cryptoscalp.engine.state.StateException when the version is unknown or the bytes are
   *     corrupt
   */
  S read(String key, StateReader in);
}
