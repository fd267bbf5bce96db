package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.matching.FrameFeed;
import io.cryptoscalp.engine.matching.MarketMessages;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.RawFrame;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyed stage that tells simulated venues of the whole market of an instrument: frames in,
 * {@link io.cryptoscalp.engine.event.MarketEvents} out, one for each message that says something.
 * It stands beside the instrument stage, on the same frames, because what strategies see is cut to
 * a few levels, and so that the trading job's stage and state stay as they are. Frames that cannot
 * be used are the instrument stage's to report.
 */
public final class MarketFeedOperator
    extends WriteBackOperator<MarketFeedOperator.Feed, StreamEvent>
    implements OneInputStreamOperator<RawFrame, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state. */
  public static final String STATE_NAME = "market-feed";

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final boolean tickers;

  private transient MarketFrame frame = new MarketFrame();
  private transient @Nullable StreamRecord<RawFrame> current;

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param tickers whether book tickers move the touch between diffs
   */
  public MarketFeedOperator(SerializableSupplier<InstrumentCatalogue> catalogue, boolean tickers) {
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.tickers = tickers;
  }

  @Override
  public void open() throws Exception {
    super.open();
    frame = new MarketFrame();
  }

  @Override
  protected StateCodec<Feed> codec() {
    return new Codec(catalogueSupplier.get());
  }

  @Override
  public void processElement(StreamRecord<RawFrame> record) throws Exception {
    RawFrame raw = record.getValue();
    if (!raw.isKnown() || raw.kind() == null || raw.receiveTimeNs() <= 0) {
      return;
    }
    byte[] payload = raw.payload();
    Feed feed = states().get(raw.key());
    RejectCode code =
        feed.decoder.decode(payload, 0, payload.length, raw.kind(), raw.receiveTimeNs(), frame);
    if (code == RejectCode.NONE) {
      current = record;
      feed.frames.onFrame(frame, feed.messages);
    }
  }

  private void emit(MarketEvents message) {
    StreamRecord<RawFrame> cause = current;
    if (cause == null) {
      throw new IllegalStateException("a message without a frame");
    }
    output.collect(new StreamRecord<>(message, cause.getTimestamp()));
  }

  /** What one instrument's frames go through. */
  static final class Feed {
    private final FrameDecoder decoder;
    private final FrameFeed frames;
    private final MarketMessages messages;

    Feed(Instrument instrument, boolean tickers, Consumer<MarketEvents> out) {
      this.decoder = new FrameDecoder(instrument);
      this.frames = new FrameFeed(instrument, tickers);
      this.messages = new MarketMessages(instrument.id(), out);
    }
  }

  /** Creates, writes and reads feeds. */
  private final class Codec implements StateCodec<Feed> {
    private final InstrumentCatalogue catalogue;

    Codec(InstrumentCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    @Override
    public Feed create(String key) {
      return new Feed(catalogue.get(key), tickers, MarketFeedOperator.this::emit);
    }

    @Override
    public void write(Feed state, StateWriter out) {
      state.frames.write(out);
    }

    @Override
    public Feed read(String key, StateReader in) {
      Feed feed = create(key);
      feed.frames.read(in);
      return feed;
    }
  }
}
