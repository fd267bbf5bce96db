package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.BarPipeline;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.SnapshotOutput;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.operators.cross.CrossRoutes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded frames through the pipelines of the trading job, one an instrument. Closes of other
 * instruments take the job's routes: what a frame closes is known to all before the next frame.
 */
public final class FrameRun implements VectorRun<MarketMessage> {
  private final InstrumentCatalogue catalogue;
  private final PipelineOptions options;
  private final FeatureCatalogue features;
  private final Map<String, InstrumentPipeline> pipelines = new HashMap<>();
  private final @Nullable CrossRoutes routes;
  private final Map<String, BarPipeline> sources = new HashMap<>();

  /**
   * A run that has seen nothing.
   *
   * @param routes who needs whose closes, null when nobody does
   */
  public FrameRun(
      InstrumentCatalogue catalogue, PipelineOptions options, @Nullable CrossRoutes routes) {
    this.catalogue = catalogue;
    this.options = options;
    this.routes = routes;
    this.features = FeatureCatalogue.of(options.features());
  }

  @Override
  public @Nullable String instrument(MarketMessage message) {
    FrameKind kind = FrameKind.ofStream(message.stream());
    if (kind == null || kind == FrameKind.EXCHANGE_INFO || kind == FrameKind.HEARTBEAT) {
      return null;
    }
    Instrument instrument = catalogue.find(message.venue(), message.symbol());
    return instrument == null ? null : instrument.id();
  }

  @Override
  public void accept(MarketMessage message, Consumer<FeatureVector> out) {
    FrameKind kind = FrameKind.ofStream(message.stream());
    Instrument instrument = catalogue.find(message.venue(), message.symbol());
    if (kind == null || instrument == null || instrument(message) == null) {
      return;
    }
    // Closes that a frame makes known come before it, as in the job.
    sendCloses(message, kind, instrument);
    // A refused frame counts in the sequence and changes nothing else, as in the job.
    var unused =
        pipelines
            .computeIfAbsent(
                instrument.id(), id -> new InstrumentPipeline(instrument, options, features))
            .onFrame(message.payload(), kind, message.receiveTimeNs(), vectors(out));
  }

  private void sendCloses(MarketMessage message, FrameKind kind, Instrument instrument) {
    CrossRoutes known = routes;
    if (known == null || !known.isSource(instrument.id())) {
      return;
    }
    BarPipeline source =
        sources.computeIfAbsent(
            instrument.id(),
            id -> new BarPipeline(instrument, options, CrossRoutes.bars(options, features)));
    source.onFrame(
        message.payload(),
        kind,
        message.receiveTimeNs(),
        bar -> known.send(instrument, source, bar, message.receiveTimeNs(), this::take));
  }

  /** One without frames so far has no pipeline, and the close is nobody's. */
  private void take(String instrument, ForeignClose close) {
    InstrumentPipeline pipeline = pipelines.get(instrument);
    if (pipeline != null) {
      pipeline.onForeignClose(close);
    }
  }

  private static SnapshotOutput vectors(Consumer<FeatureVector> out) {
    return snapshot ->
        out.accept(
            new FeatureVector(
                snapshot.instrument(),
                snapshot.eventTimeNs(),
                snapshot.sequence(),
                snapshot.values(),
                snapshot.valid()));
  }
}
