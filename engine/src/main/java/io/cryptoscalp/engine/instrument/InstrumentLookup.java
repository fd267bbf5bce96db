package io.cryptoscalp.engine.instrument;

import org.jspecify.annotations.Nullable;

/** Finds instruments by id. */
@FunctionalInterface
public interface InstrumentLookup {
  /** The instrument with this id, or null. */
  @Nullable Instrument find(String id);

  /**
   * The instrument with this id, where it can only be missing by mistake.
   *
   * @throws IllegalStateException {@code INSTRUMENT_UNKNOWN}
   */
  default Instrument get(String id) {
    Instrument instrument = find(id);
    if (instrument == null) {
      throw new IllegalStateException("INSTRUMENT_UNKNOWN: id=" + id);
    }
    return instrument;
  }
}
