package io.cryptoscalp.operators.cross;

import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who needs whose closes. */
public final class CrossRoutes {
  /**
   * One that gets a close.
   *
   * @param instrument id of the subscriber
   * @param role what the sender is to it
   */
  record Target(String instrument, Role role) {}

  private final Map<String, List<Target>> targets = new TreeMap<>();

  private CrossRoutes() {}

  /**
   * The routes of a reference and of peers.
   *
   * @param catalogue all instruments
   * @param venues those whose instruments get the reference's closes
   * @param reference id of the reference instrument, empty for none; it gets none of its own
   * @param peers id of the peer by id of the own instrument
   * @throws IllegalArgumentException {@code CROSS_INSTRUMENT_UNKNOWN} for an id that the catalogue
   *     does not have
   */
  public static CrossRoutes of(
      InstrumentCatalogue catalogue,
      Collection<Venue> venues,
      String reference,
      Map<String, String> peers) {
    CrossRoutes routes = new CrossRoutes();
    if (!reference.isEmpty()) {
      require(catalogue, reference);
      for (Instrument each : catalogue.all()) {
        if (venues.contains(each.venue()) && !each.id().equals(reference)) {
          routes.add(reference, each.id(), Role.REFERENCE);
        }
      }
    }
    for (Map.Entry<String, String> pair : new TreeMap<>(peers).entrySet()) {
      require(catalogue, pair.getKey());
      require(catalogue, pair.getValue());
      routes.add(pair.getValue(), pair.getKey(), Role.PEER);
    }
    return routes;
  }

  private static void require(InstrumentCatalogue catalogue, String id) {
    if (catalogue.find(id) == null) {
      throw new IllegalArgumentException("CROSS_INSTRUMENT_UNKNOWN: id=" + id);
    }
  }

  private void add(String from, String to, Role role) {
    targets.computeIfAbsent(from, id -> new ArrayList<>()).add(new Target(to, role));
  }

  /** Who gets the closes of an instrument; empty for most. */
  List<Target> targets(String instrument) {
    return targets.getOrDefault(instrument, List.of());
  }
}
