package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.bars.BarAggregator;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.StepHistory;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.quality.Anomaly;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.MeasureRecorder;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Everything the system knows about one instrument's market, fed frame by frame: validation, book,
 * data quality, bars, features, regime. The same class runs live, in backfills and in backtests;
 * its output depends on the sequence of frames and on nothing else. Not thread-safe.
 */
public final class InstrumentPipeline {
  private static final int VERSION = 8;

  private final Instrument instrument;
  private final PipelineOptions options;
  private final FeedPipeline feed;
  private final DataQuality quality;
  private final BarAggregator bars;
  private final FeatureEngine features;
  private final RegimeStage regime;
  private final MeasureRecorder measures;
  private final @Nullable SnapshotScaler scaler;
  private final @Nullable StepHistory steps;
  private final double[] values;
  private final long[] valid;
  private final TickStage ticks;

  private long sequence;
  private long nextDecisionNs;
  private @Nullable PipelineOutput output;
  private boolean regimeChanged;

  /** Creates the pipeline of an instrument that was never seen, with a catalogue of its own. */
  public InstrumentPipeline(Instrument instrument, PipelineOptions options) {
    this(instrument, options, FeatureCatalogue.of(options.features()));
  }

  /**
   * Creates the pipeline of an instrument that was never seen.
   *
   * @param catalogue {@link FeatureCatalogue#of} the options' features, shared by instruments
   */
  public InstrumentPipeline(
      Instrument instrument, PipelineOptions options, FeatureCatalogue catalogue) {
    this.instrument = instrument;
    this.options = options;
    this.quality = new DataQuality(instrument, options.quality(), this::onAnomaly);
    this.feed = new FeedPipeline(instrument, options.feed(), this::onFault, quality.clockGuard());
    this.features = new FeatureEngine(instrument, options.features(), catalogue);
    this.bars =
        new BarAggregator(instrument, features.catalogue().require(options.bars()), this::onBar);
    this.regime = new RegimeStage(instrument, options);
    this.measures = new MeasureRecorder(instrument);
    this.ticks = new TickStage(instrument);
    this.scaler =
        options.scaling() == null
            ? null
            : new SnapshotScaler(features.catalogue(), options.scaling());
    this.steps =
        options.sequence() == null ? null : options.sequence().history(features.catalogue());
    this.values = new double[features.catalogue().size()];
    this.valid = new long[features.catalogue().words()];
  }

  /** Frames seen so far, the rejected ones included. */
  public long sequence() {
    return sequence;
  }

  /**
   * Begins behind frames that it does not see.
   *
   * @param before how many they are
   * @throws IllegalStateException when it has seen one
   */
  public void beginAfter(long before) {
    if (sequence != 0) {
      throw new IllegalStateException("sequence=" + sequence);
    }
    sequence = before;
  }

  /** Field and value behind the last rejection. */
  public String rejectDetail() {
    return feed.rejectDetail();
  }

  /**
   * Takes one frame.
   *
   * @param payload the message as received
   * @param kind the stream it came on
   * @param receivedNs receive time at the edge, ns since the epoch
   * @param out where results go
   * @return {@link RejectCode#NONE}, or why the feed refused the frame; it then changed nothing but
   *     counters. A frame that data quality quarantines is a fault of the output, not a code
   */
  public RejectCode onFrame(byte[] payload, FrameKind kind, long receivedNs, PipelineOutput out) {
    sequence++;
    output = out;
    RejectCode code = feed.accept(payload, kind, receivedNs);
    if (code != RejectCode.NONE) {
      return code;
    }
    if (!quality.inspect(feed)) {
      feed.withdrawQuote();
      return code;
    }
    MarketFrame frame = feed.frame();
    long now = feed.engineTimeNs();
    MarketMeasure measure = measures.onTime(now, feed, sequence, regime.tracker());
    if (measure != null) {
      out.measure(measure);
    }
    features.onMessage(frame.kind, now);
    boolean important = apply(frame, now, out);
    bars.onTime(now, sequence);
    ticks.emit(frame, now, sequence, important, feed, regime, regimeChanged, out);
    regimeChanged = false;
    emitSnapshot(now, out);
    return code;
  }

  /**
   * Takes a regime that was concluded elsewhere; it counts as no frame. One that is over, or of a
   * scope that the instrument is not in, changes nothing.
   */
  public void onDirective(RegimeDirective directive, PipelineOutput out) {
    output = out;
    regimeChanged |= regime.onDirective(directive, feed.engineTimeNs(), sequence, out);
  }

  /** Takes the close of another instrument's bar; it counts as no frame and has no output. */
  public void onForeignClose(ForeignClose close) {
    if (close.role() == ForeignClose.Role.PEER && close.spec().equals(DataQuality.PEER_SPEC)) {
      quality.onPeer(close.closeTimeNs(), close.close(), close.bid(), close.ask());
    }
    features.onForeignClose(close);
  }

  /**
   * Feeds the stages behind the book; true when accounts must hear of the frame whatever the touch
   * does.
   */
  private boolean apply(MarketFrame frame, long now, PipelineOutput out) {
    switch (frame.kind) {
      case TRADE, AGG_TRADE -> {
        out.trade(
            new TradePrint(
                instrument.id(),
                frame.lastId,
                frame.kind == FrameKind.AGG_TRADE,
                frame.price,
                frame.quantity,
                frame.sellerInitiated ? Side.SELL : Side.BUY,
                frame.eventTimeNs,
                feed.receiveTimeNs(),
                sequence));
        if (options.bars().tradeSource().accepts(frame.kind)) {
          features.onTrade(frame, now);
          measures.onTrade(frame);
          bars.onTrade(frame, now, sequence);
          return true;
        }
      }
      case BOOK_TICKER -> onQuote(now);
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> {
        if (feed.healthy()) {
          features.onDepth(feed.book(), frame, now);
          onQuote(now);
        } else if (ticks.wasHealthy()) {
          // The touch of a broken book is unknown, not old.
          features.onQuote(0, 0, 0, 0, now);
        }
      }
      case MARK_PRICE -> {
        ticks.onMark(frame);
        features.onMark(frame, now);
        measures.onMark(frame);
        return true;
      }
      case FORCE_ORDER -> {
        features.onForceOrder(frame, now);
        measures.onForceOrder(frame);
      }
      case OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> features.onPositions(frame, now);
      case KLINE, EXCHANGE_INFO, HEARTBEAT -> {
        // Candles of the venue are validated and counted only: bars are built from trades here.
      }
    }
    return false;
  }

  private void onQuote(long now) {
    if (feed.bestBid() > 0 && feed.bestAsk() > 0) {
      features.onQuote(
          feed.bestBid(), feed.bestBidQuantity(), feed.bestAsk(), feed.bestAskQuantity(), now);
    }
  }

  private void onBar(Bar bar) {
    PipelineOutput out = requireOutput();
    features.onBar(bar);
    out.bar(bar);
    regimeChanged |= regime.onBar(bar, feed, out);
  }

  private void onFault(String code, String detail, String stream) {
    PipelineOutput out = requireOutput();
    FeedFault fault =
        new FeedFault(
            instrument.id(),
            code,
            detail,
            stream,
            feed.engineTimeNs(),
            feed.receiveTimeNs(),
            sequence);
    out.fault(fault);
    out.measure(measures.fault(fault));
  }

  private void onAnomaly(
      Anomaly anomaly,
      FrameKind kind,
      long eventTimeNs,
      String field,
      double value,
      double low,
      double high,
      double score) {
    String detail =
        new Numbers()
            .add("field", field)
            .add("value", value)
            .add("low", low)
            .add("high", high)
            .add("score", score)
            .add("action", anomaly.quarantines() ? "quarantined" : "reported")
            .toString();
    requireOutput()
        .fault(
            new FeedFault(
                instrument.id(),
                anomaly.code(),
                detail,
                kind.stream(),
                eventTimeNs > 0 ? eventTimeNs : feed.engineTimeNs(),
                feed.receiveTimeNs(),
                sequence));
  }

  private void emitSnapshot(long now, PipelineOutput out) {
    if (now < nextDecisionNs) {
      return;
    }
    long interval = options.decisionIntervalNs();
    boolean first = nextDecisionNs == 0;
    nextDecisionNs = (now / interval + 1) * interval;
    if (first) {
      return;
    }
    features.snapshot(now, values, valid);
    if (steps != null) {
      steps.update(now, values, valid);
    }
    out.snapshot(
        new FeatureSnapshot(
            instrument.id(),
            now,
            feed.receiveTimeNs(),
            sequence,
            features.catalogue().setId(),
            values.clone(),
            valid.clone(),
            feed.bestBid(),
            feed.bestAsk(),
            regime.inForce(),
            regime.confidence(),
            feed.healthy(),
            scaler == null ? null : scaler.scale(values, valid, feed.healthy()),
            regime.terms(now),
            new ModelContext(steps == null ? null : steps.history(), regime.probabilities())));
  }

  private PipelineOutput requireOutput() {
    if (output == null) {
      throw new IllegalStateException("callback outside a frame");
    }
    return output;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(sequence);
    out.writeLong(nextDecisionNs);
    out.writeLong(feed.receiveTimeNs());
    ticks.write(out);
    feed.write(out);
    quality.write(out);
    bars.write(out);
    features.write(out);
    regime.write(out);
    SnapshotScaler.write(scaler, out);
    features.writeCross(out);
    measures.write(out);
    regime.writeEffect(out);
    out.writeBoolean(steps != null);
    if (steps != null) {
      steps.write(out);
    }
    regime.writeChanges(out);
  }

  /** Reads what {@link #write} wrote into a newly created pipeline. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "instrument-pipeline");
    sequence = in.readLong();
    nextDecisionNs = in.readLong();
    // Kept for its place only: the feed knows it.
    in.readLong();
    ticks.read(in);
    feed.read(in);
    if (version >= 2) {
      quality.read(in);
    }
    bars.read(in);
    features.read(in);
    regime.read(in);
    if (version >= 3) {
      SnapshotScaler.read(scaler, in);
    }
    if (version >= 4) {
      features.readCross(in);
    }
    if (version >= 5) {
      measures.read(in);
    }
    if (version >= 6) {
      regime.readEffect(in);
    }
    if (version >= 7 && in.readBoolean()) {
      StepHistory.restore(steps, in);
    }
    if (version >= 8) {
      regime.readChanges(in);
    }
  }
}
