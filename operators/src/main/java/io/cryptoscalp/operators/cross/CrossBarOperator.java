package io.cryptoscalp.operators.cross;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.BarPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.ForeignCloses;
import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by instrument, fed with the frames of those that others look at: builds their time bars as
 * the instrument stage does and sends each close to every subscriber, one record each. A close
 * leaves with the frame that closed its bar, before any watermark beyond that frame's receive time.
 */
public final class CrossBarOperator extends WriteBackOperator<BarPipeline, RawFrame>
    implements OneInputStreamOperator<RawFrame, RawFrame> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "cross-bars";

  private final SerializableSupplier<InstrumentCatalogue> catalogue;
  private final SerializableSupplier<PipelineOptions> options;
  private final SerializableSupplier<CrossRoutes> routesSupplier;

  private transient @Nullable InstrumentCatalogue instruments;
  private transient @Nullable CrossRoutes routes;
  private transient StreamRecord<RawFrame> close = new StreamRecord<>(null);

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param options those of the instrument stage, whose bars these must equal
   * @param routes who needs whose closes
   */
  public CrossBarOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      SerializableSupplier<PipelineOptions> options,
      SerializableSupplier<CrossRoutes> routes) {
    super(STATE_NAME);
    this.catalogue = catalogue;
    this.options = options;
    this.routesSupplier = routes;
  }

  @Override
  protected StateCodec<BarPipeline> codec() {
    return new Codec(catalogue.get(), options.get());
  }

  @Override
  public void open() throws Exception {
    super.open();
    instruments = catalogue.get();
    routes = routesSupplier.get();
    close = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<RawFrame> record) throws Exception {
    RawFrame frame = record.getValue();
    FrameKind kind = frame.kind();
    // What the instrument stage keeps from its pipeline is kept from this one.
    if (!frame.isKnown()
        || kind == null
        || kind == FrameKind.EXCHANGE_INFO
        || frame.receiveTimeNs() <= 0) {
      return;
    }
    BarPipeline pipeline = states().get(frame.key());
    pipeline.onFrame(
        frame.payload(),
        kind,
        frame.receiveTimeNs(),
        bar -> send(bar, pipeline, frame.receiveTimeNs(), record.getTimestamp()));
  }

  private void send(Bar bar, BarPipeline from, long receiveTimeNs, long timestamp) {
    if (instruments == null || routes == null) {
      throw new IllegalStateException("operator used before open()");
    }
    Instrument instrument = instruments.get(bar.instrument());
    routes.send(
        instrument,
        from,
        bar,
        receiveTimeNs,
        (target, told) ->
            output.collect(
                close.replace(ForeignCloses.frame(target, instrument.venue(), told), timestamp)));
  }

  /** The pipeline is the state. */
  private static final class Codec implements StateCodec<BarPipeline> {
    private final InstrumentCatalogue catalogue;
    private final PipelineOptions options;
    private final FeatureCatalogue features;

    Codec(InstrumentCatalogue catalogue, PipelineOptions options) {
      this.catalogue = catalogue;
      this.options = options;
      features = FeatureCatalogue.of(options.features());
    }

    @Override
    public BarPipeline create(String key) {
      return new BarPipeline(catalogue.get(key), options, CrossRoutes.bars(options, features));
    }

    @Override
    public void write(BarPipeline state, StateWriter out) {
      state.write(out);
    }

    @Override
    public BarPipeline read(String key, StateReader in) {
      BarPipeline state = create(key);
      state.read(in);
      return state;
    }
  }
}
