package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recorded frames through the pipelines of the trading job, one an instrument. */
public final class FrameRun implements VectorRun<MarketMessage> {
  private final InstrumentCatalogue catalogue;
  private final PipelineOptions options;
  private final Map<String, InstrumentPipeline> pipelines = new HashMap<>();

  /** A run that has seen nothing. */
  public FrameRun(InstrumentCatalogue catalogue, PipelineOptions options) {
    this.catalogue = catalogue;
    this.options = options;
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
            .computeIfAbsent(instrument.id(), id -> new InstrumentPipeline(instrument, options))
            .onFrame(message.payload(), kind, message.receiveTimeNs(), new Vectors(out));
  }

  /** Keeps the vectors of what a pipeline says. */
  private record Vectors(Consumer<FeatureVector> out) implements PipelineOutput {
    @Override
    public void trade(TradePrint trade) {}

    @Override
    public void bar(Bar bar) {}

    @Override
    public void regime(RegimeChange change) {}

    @Override
    public void fault(FeedFault fault) {}

    @Override
    public void tick(MarketTick tick) {}

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      out.accept(
          new FeatureVector(
              snapshot.instrument(),
              snapshot.eventTimeNs(),
              snapshot.sequence(),
              snapshot.values(),
              snapshot.valid()));
    }
  }
}
