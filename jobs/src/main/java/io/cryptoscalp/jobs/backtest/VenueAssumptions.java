package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;

/** Assumptions about a simulated venue in the words of trials. */
public final class VenueAssumptions {
  private VenueAssumptions() {}

  /**
   * Assumptions about an instrument.
   *
   * @param keys {@code venue.*}, as a trial has them
   * @throws ConfigException {@code CONFIG_...} naming key and value
   */
  public static VenueOptions of(Map<String, String> keys, Instrument instrument) {
    return VenueSettings.of(keys).options(instrument);
  }
}
