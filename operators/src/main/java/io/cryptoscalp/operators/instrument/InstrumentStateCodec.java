package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.stream.HistoryParts;

/** Creates, writes and reads {@link InstrumentState}. */
final class InstrumentStateCodec implements StateCodec<InstrumentState> {
  private static final int VERSION = 3;

  /** Without counts of frames. */
  private static final int VERSION_WITHOUT_COUNTS = 1;

  /** Without inputs that wait. */
  private static final int VERSION_WITHOUT_HELD = 2;

  private final InstrumentCatalogue catalogue;
  private final PipelineOptions options;

  /** One for all instruments: thousands of definitions each would outweigh their state. */
  private final FeatureCatalogue features;

  InstrumentStateCodec(InstrumentCatalogue catalogue, PipelineOptions options) {
    this.catalogue = catalogue;
    this.options = options;
    this.features = FeatureCatalogue.of(options.features());
  }

  @Override
  public InstrumentState create(String key) {
    Instrument instrument = catalogue.find(HistoryParts.instrument(key));
    return instrument == null
        ? InstrumentState.unknown()
        : new InstrumentState(
            instrument, () -> new InstrumentPipeline(instrument, options, features));
  }

  @Override
  public void write(InstrumentState state, StateWriter out) {
    out.writeByte(VERSION);
    InstrumentPipeline pipeline = state.pipelineIfMade();
    out.writeBoolean(pipeline != null);
    if (pipeline != null) {
      pipeline.write(out);
      state.counts().write(out);
    }
    state.held().write(out);
  }

  @Override
  public InstrumentState read(String key, StateReader in) {
    int version = in.readVersion(VERSION, "instrument-state");
    InstrumentState state = create(key);
    boolean stored = in.readBoolean();
    if (state.instrument() == null) {
      return state;
    }
    // A symbol unknown when it was stored starts afresh once the catalogue knows it.
    InstrumentPipeline pipeline = stored ? state.pipeline() : null;
    if (pipeline != null) {
      pipeline.read(in);
      if (version > VERSION_WITHOUT_COUNTS) {
        state.counts().read(in);
      }
    }
    if (version > VERSION_WITHOUT_HELD) {
      state.held().read(in);
    }
    return state;
  }
}
