package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.SnapshotOutput;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recorded frames through the pipelines of the trading job, one an instrument. */
public final class FrameRun implements VectorRun<MarketMessage> {
  private final InstrumentCatalogue catalogue;
  private final PipelineOptions options;
  private final FeatureCatalogue features;
  private final Map<String, InstrumentPipeline> pipelines = new HashMap<>();

  /** A run that has seen nothing. */
  public FrameRun(InstrumentCatalogue catalogue, PipelineOptions options) {
    this.catalogue = catalogue;
    this.options = options;
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
    // A refused frame counts in the sequence and changes nothing else, as in the job.
    var unused =
        pipelines
            .computeIfAbsent(
                instrument.id(), id -> new InstrumentPipeline(instrument, options, features))
            .onFrame(message.payload(), kind, message.receiveTimeNs(), vectors(out));
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
