package io.cryptoscalp.jobs.corrupt;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.BarPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.operators.cross.CrossRoutes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peer venue's recording, read beside the own one and told as the stage of closes tells it. */
final class PeerFeed implements AutoCloseable {
  private final Instrument instrument;
  private final Recording source;
  private final BarPipeline bars;
  private final CrossRoutes routes;
  private final DataQuality to;
  private @Nullable MarketMessage next;

  /**
   * Opens it.
   *
   * @param own the instrument that is held against the file
   * @param to takes the closes
   */
  PeerFeed(Path file, Instrument own, PipelineOptions options, DataQuality to) throws IOException {
    this.to = to;
    source = Recording.open(file, null, line -> {});
    next = source.next();
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    Instrument found = next == null ? null : catalogue.find(next.venue(), next.symbol());
    if (found == null) {
      source.close();
      throw new IOException("INSTRUMENT_UNKNOWN: file=" + file);
    }
    instrument = found;
    routes = CrossRoutes.of(catalogue, List.of(), "", Map.of(own.id(), found.id()));
    FeatureCatalogue none =
        FeatureCatalogue.of(FeatureOptions.defaults().withSelect(List.of("@core")));
    bars = new BarPipeline(found, options, CrossRoutes.bars(options, none));
  }

  /** Reads on to what was received before a time. */
  void readTo(long receivedNs) throws IOException {
    for (MarketMessage message = next;
        message != null && message.receiveTimeNs() <= receivedNs;
        message = next) {
      MarketMessage current = message;
      FrameKind kind = FrameKind.ofStream(current.stream());
      if (kind != null && kind != FrameKind.EXCHANGE_INFO) {
        bars.onFrame(
            current.payload(),
            kind,
            current.receiveTimeNs(),
            bar ->
                routes.send(
                    instrument,
                    bars,
                    bar,
                    current.receiveTimeNs(),
                    (target, close) -> take(close)));
      }
      next = source.next();
    }
  }

  private void take(ForeignClose close) {
    if (close.spec().equals(DataQuality.PEER_SPEC)) {
      to.onPeer(close.closeTimeNs(), close.close(), close.bid(), close.ask());
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
