package io.cryptoscalp.operators.cross;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.pipeline.BarPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.quality.DataQuality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Who needs whose closes. */
public final class CrossRoutes {
  /**
   * One that gets a close.
   *
   * @param instrument id of the subscriber
   * @param role what the sender is to it
   */
  private record Target(String instrument, Role role) {}

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

  /** The bars that others need of an instrument: for features, and for data quality of peers. */
  public static BarOptions bars(PipelineOptions options, FeatureCatalogue features) {
    BarOptions bars = features.requireOfOthers(options.bars());
    return options.quality().peerBps() > 0
        ? bars.with(List.of(DataQuality.PEER_INTERVAL_NS), List.of(), List.of())
        : bars;
  }

  /**
   * Sends a bar's close to all who need it. Data quality alone reads those of {@link
   * DataQuality#PEER_SPEC}, which go to peers, and only when something was traded.
   *
   * @param instrument whose bar it is
   * @param from its pipeline, which has just closed it
   * @param receiveTimeNs receive time of the frame that did
   * @param out takes the id of the one who gets it, and the close
   */
  public void send(
      Instrument instrument,
      BarPipeline from,
      Bar bar,
      long receiveTimeNs,
      BiConsumer<String, ForeignClose> out) {
    boolean quality = bar.spec().equals(DataQuality.PEER_SPEC);
    if (quality && bar.trades() == 0) {
      return;
    }
    for (Target target : targets.getOrDefault(instrument.id(), List.of())) {
      if (!quality || target.role() == Role.PEER) {
        out.accept(
            target.instrument(),
            new ForeignClose(
                instrument.id(),
                target.role(),
                bar.spec(),
                bar.closeTimeNs(),
                instrument.price(bar.close()),
                from.bid(),
                from.ask(),
                receiveTimeNs));
      }
    }
  }

  /** Whether anybody needs the closes of an instrument. */
  public boolean isSource(String instrument) {
    return targets.containsKey(instrument);
  }
}
