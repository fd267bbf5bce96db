package io.cryptoscalp.engine.matching;

import java.util.List;

/**
 * One trial of a tick strategy.
 *
 * @param tapes the market, one an instrument; shared by trials
 * @param options assumptions, one an instrument
 * @param startingEquity account currency, positive
 * @param sampleNs distance of the equity curve's values, 0 for the last one only
 */
public record TickTrial(
    List<EventTape> tapes, List<VenueOptions> options, double startingEquity, long sampleNs) {
  /** Checks the equity and copies the lists. */
  public TickTrial {
    tapes = List.copyOf(tapes);
    options = List.copyOf(options);
    if (!(startingEquity > 0) || sampleNs < 0) {
      throw new IllegalArgumentException(
          "TRIAL_INVALID: startingEquity=" + startingEquity + " sampleNs=" + sampleNs);
    }
  }

  /**
   * Runs a strategy over the tapes. Trials share nothing that changes, so any number may run at a
   * time on as many threads; one that breaks off starts again from the beginning.
   */
  public TickResult run(TickStrategy strategy) {
    return new TickLoop(this, strategy).run();
  }
}
