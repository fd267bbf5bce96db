package io.cryptoscalp.operators.instrument;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hot state of one instrument key. The pipeline is made with the first frame of the instrument:
 * closes of others come for instruments that nobody trades, and must not cost a book each.
 */
final class InstrumentState {
  private final @Nullable Instrument instrument;
  private final @Nullable Supplier<InstrumentPipeline> maker;
  private final IngestCounts counts = new IngestCounts();
  private final HeldInputs held = new HeldInputs();
  private @Nullable InstrumentPipeline pipeline;
  private int heard;

  /**
   * Creates the state of an instrument that was never seen.
   *
   * @param instrument null for a symbol the catalogue does not know
   * @param maker makes its pipeline, null likewise
   */
  InstrumentState(@Nullable Instrument instrument, @Nullable Supplier<InstrumentPipeline> maker) {
    this.instrument = instrument;
    this.maker = maker;
  }

  /** The state of a symbol that the catalogue does not know. */
  static InstrumentState unknown() {
    return new InstrumentState(null, null);
  }

  /** The specification, null for a symbol the catalogue does not know. */
  @Nullable Instrument instrument() {
    return instrument;
  }

  /** The pipeline, made when there is none; null for a symbol the catalogue does not know. */
  @Nullable InstrumentPipeline pipeline() {
    if (pipeline == null && maker != null) {
      pipeline = maker.get();
    }
    return pipeline;
  }

  /** The pipeline if a frame has made it. */
  @Nullable InstrumentPipeline pipelineIfMade() {
    return pipeline;
  }

  /** Frames by stream since the last row of them. */
  IngestCounts counts() {
    return counts;
  }

  /** Version of the {@link DirectiveBoard} that the pipeline was told of. */
  int heard() {
    return heard;
  }

  void heard(int version) {
    heard = version;
  }

  /** Inputs that wait for the watermark. */
  HeldInputs held() {
    return held;
  }
}
