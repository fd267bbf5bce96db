package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.List;

/** The venue of one trial: its instruments and what it has booked for the account. */
final class SimulatedVenue {
  final InstrumentSim[] sims;
  final VenueLedger ledger;
  final MarginDesk margin;

  /**
   * Creates it before the first event.
   *
   * @param tapes one an instrument
   * @param options one an instrument, in the same order
   * @param startingEquity in account currency
   * @param sees whether an owner's view of the feed and every fill are kept as well
   */
  SimulatedVenue(
      List<? extends MarketColumns> tapes,
      List<VenueOptions> options,
      double startingEquity,
      boolean sees) {
    if (tapes.isEmpty() || tapes.size() != options.size()) {
      throw new IllegalArgumentException(
          "VENUE_INVALID: tapes=" + tapes.size() + " options=" + options.size());
    }
    Instrument[] instruments = new Instrument[tapes.size()];
    for (int i = 0; i < instruments.length; i++) {
      instruments[i] = tapes.get(i).instrument();
    }
    ledger = new VenueLedger(startingEquity, instruments, sees);
    margin = new MarginDesk(ledger);
    InstrumentVenue[] venues = new InstrumentVenue[instruments.length];
    sims = new InstrumentSim[instruments.length];
    for (int i = 0; i < instruments.length; i++) {
      venues[i] = new InstrumentVenue(i, tapes.get(i), options.get(i), ledger);
      sims[i] = new InstrumentSim(venues[i], margin, sees);
    }
    margin.setVenues(venues);
  }

  /** An instrument by its id. */
  InstrumentSim sim(String instrument) {
    for (InstrumentSim sim : sims) {
      if (sim.venue.instrument.id().equals(instrument)) {
        return sim;
      }
    }
    throw new IllegalArgumentException("INSTRUMENT_UNKNOWN: id=" + instrument);
  }

  /** Time of the first event on any clock; {@link Long#MAX_VALUE} when there is none. */
  long startNs() {
    long start = Long.MAX_VALUE;
    for (InstrumentSim sim : sims) {
      start = Math.min(start, sim.nextNs());
    }
    return start;
  }

  /** Equity at the books as the venue has them now. */
  double equity() {
    for (InstrumentSim sim : sims) {
      sim.venue.value();
    }
    return ledger.equity();
  }
}
