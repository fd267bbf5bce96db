package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.consensus.MarketOptions;
import io.cryptoscalp.engine.regime.market.MarketWatch;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The stage of the market as a whole, under the one key {@link SignalEvent#MARKET}: it concludes
 * when the watermark has passed a minute, so that it sees the same in every run.
 */
public final class MarketOperator extends WriteBackOperator<MarketWatch, RegimeDirective>
    implements OneInputStreamOperator<MarketMeasure, RegimeDirective> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "market";

  /** Intervals of the market and its venue groups. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("market-rows", ResultRow.TYPE);

  private static final long NS_PER_MS = 1_000_000;

  private final SerializableSupplier<MarketOptions> options;
  private transient RowEncoders encoders = new RowEncoders();
  private transient boolean mine;

  /**
   * Creates it.
   *
   * @param options how the market is concluded
   */
  public MarketOperator(SerializableSupplier<MarketOptions> options) {
    super(STATE_NAME);
    this.options = options;
  }

  @Override
  protected StateCodec<MarketWatch> codec() {
    return new Codec(options.get());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    encoders = new RowEncoders();
    // A restored market goes on with the watermark, also before its first measure.
    states().loadAll(STATE_NAME);
    mine = false;
    states().scan((key, watch) -> mine = true);
  }

  @Override
  public void processElement(StreamRecord<MarketMeasure> element) throws Exception {
    mine = true;
    states().get(SignalEvent.MARKET).take(element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mine) {
      long timeNs =
          mark.getTimestamp() >= Long.MAX_VALUE / NS_PER_MS
              ? Long.MAX_VALUE
              : mark.getTimestamp() * NS_PER_MS;
      states()
          .get(SignalEvent.MARKET)
          .advance(
              timeNs,
              interval ->
                  output.collect(ROWS, new StreamRecord<>(encoders.regimeInterval(interval))),
              directive ->
                  output.collect(
                      new StreamRecord<>(directive, directive.eventTimeNs() / NS_PER_MS)));
    }
    super.processWatermark(mark);
  }

  /** The watch is the state. */
  private static final class Codec implements StateCodec<MarketWatch> {
    private final MarketOptions options;

    Codec(MarketOptions options) {
      this.options = options;
    }

    @Override
    public MarketWatch create(String key) {
      return new MarketWatch(options);
    }

    @Override
    public void write(MarketWatch state, StateWriter out) {
      state.write(out);
    }

    @Override
    public MarketWatch read(String key, StateReader in) {
      MarketWatch watch = create(key);
      watch.read(in);
      return watch;
    }
  }
}
