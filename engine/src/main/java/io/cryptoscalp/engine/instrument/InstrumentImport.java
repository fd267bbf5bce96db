package io.cryptoscalp.engine.instrument;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers a catalogue from what venues and people say, in the order given: the last word on an
 * instrument counts, and its place is that of the first. USD-M comes first, then COIN-M, then spot.
 */
public final class InstrumentImport {
  private static final Venue[] ORDER = {
    Venue.BINANCE_USDM, Venue.BINANCE_COINM, Venue.BINANCE_SPOT
  };

  private final Map<Venue, Map<String, Instrument>> found = new EnumMap<>(Venue.class);
  private final Map<String, Integer> skipped = new TreeMap<>();

  /** Takes a venue's listing; one that cannot be traded is counted under its status. */
  public void add(InstrumentListing listing) {
    if (!listing.isTrading()) {
      skipped.merge(listing.status(), 1, Integer::sum);
      return;
    }
    Instrument instrument;
    try {
      instrument = listing.toInstrument();
    } catch (IllegalArgumentException e) {
      // Steps finer than a scaled long can tell: nothing could be ordered or booked of it.
      skipped.merge("STEP_TOO_FINE", 1, Integer::sum);
      return;
    }
    add(instrument);
  }

  /** Takes an instrument as it stands. */
  public void add(Instrument instrument) {
    found
        .computeIfAbsent(instrument.venue(), venue -> new LinkedHashMap<>())
        .put(instrument.symbol(), instrument);
  }

  /** All instruments. */
  public List<Instrument> instruments() {
    List<Instrument> all = new ArrayList<>();
    for (Venue venue : ORDER) {
      all.addAll(found.getOrDefault(venue, Map.of()).values());
    }
    return all;
  }

  /** Listings left out, by status. */
  public Map<String, Integer> skipped() {
    return new TreeMap<>(skipped);
  }
}
