package io.cryptoscalp.bench.features;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.bench.input.Inputs;
import io.cryptoscalp.engine.bars.BarAggregator;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One instrument's frames through the feed and into a feature engine, of which each call is timed
 * on its own: an event (quote, depth, trade, mark), the close of a bar, and the writing of a vector
 * each 250 ms of event time. Decoding, book and the building of bars are not counted.
 *
 * <p>Bars of all timeframes are made up before the first frame, so that every feature is warm.
 */
final class SpeedRun {
  private static final long VECTOR_NS = 250_000_000L;
  private static final int DIGITS = 3;
  private static final long WORST_NS = 10_000_000_000L;

  private final FeatureEngine engine;
  private final FeedPipeline feed;
  private final BarAggregator bars;
  private final double[] values;
  private final long[] valid;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Map<String, FrameKind> kinds = new HashMap<>();
  private final Instrument instrument;

  private Histogram events = new Histogram(WORST_NS, DIGITS);
  private Histogram closes = new Histogram(WORST_NS, DIGITS);
  private Histogram vectors = new Histogram(WORST_NS, DIGITS);
  private long eventBytes;
  private long closeBytes;
  private long vectorBytes;
  private long nextVectorNs;
  private boolean measuresBytes;

  /**
   * What a run gave.
   *
   * @param features in the vector
   * @param validFeatures with a value in the last vector
   * @param events ns an event
   * @param closes ns a bar close, one bar of one timeframe
   * @param vectors ns a vector
   * @param eventBytes allocated by an event, in a pass of its own
   * @param closeBytes allocated by a bar close
   * @param vectorBytes allocated by a vector
   */
  record Figures(
      int features,
      int validFeatures,
      Histogram events,
      Histogram closes,
      Histogram vectors,
      double eventBytes,
      double closeBytes,
      double vectorBytes) {}

  SpeedRun(Instrument instrument, FeatureOptions options, FeatureCatalogue catalogue) {
    this.instrument = instrument;
    engine = new FeatureEngine(instrument, options, catalogue);
    feed = new FeedPipeline(instrument, FeedOptions.DEFAULT, (code, detail, stream) -> {});
    bars = new BarAggregator(instrument, catalogue.require(BarOptions.defaults()), this::onBar);
    values = new double[catalogue.size()];
    valid = new long[catalogue.words()];
    for (FrameKind kind : FrameKind.values()) {
      kinds.put(kind.stream(), kind);
    }
  }

  /** Three passes of so many frames: to warm up, for what is allocated, for the times. */
  Figures run(int frames) throws IOException {
    try (MessageSource source = Inputs.open()) {
      Warmth.feed(engine, instrument);
      pass(source, frames);
      reset();
      measuresBytes = true;
      pass(source, frames);
      final double eventMean = mean(eventBytes, events);
      final double closeMean = mean(closeBytes, closes);
      final double vectorMean = mean(vectorBytes, vectors);
      reset();
      measuresBytes = false;
      pass(source, frames);
      int set = 0;
      for (long word : valid) {
        set += Long.bitCount(word);
      }
      return new Figures(
          values.length, set, events, closes, vectors, eventMean, closeMean, vectorMean);
    }
  }

  private void reset() {
    events = new Histogram(WORST_NS, DIGITS);
    closes = new Histogram(WORST_NS, DIGITS);
    vectors = new Histogram(WORST_NS, DIGITS);
  }

  private static double mean(long bytes, Histogram calls) {
    return calls.getTotalCount() == 0 ? 0 : (double) bytes / (double) calls.getTotalCount();
  }

  private void pass(MessageSource source, int frames) throws IOException {
    for (int taken = 0; taken < frames; ) {
      MarketMessage message = source.next();
      if (message == null) {
        throw new IllegalStateException("the input has ended");
      }
      FrameKind kind = kinds.get(message.stream());
      if (kind != null
          && message.venue() == Venue.BINANCE_USDM
          && message.symbol().equals("BTCUSDT")
          && feed.accept(message.payload(), kind, message.receiveTimeNs()) == RejectCode.NONE) {
        onFrame(feed.frame(), feed.engineTimeNs(), taken);
        taken++;
      }
    }
  }

  private void onFrame(MarketFrame frame, long now, int sequence) {
    long allocated = allocated();
    long start = System.nanoTime();
    apply(frame, now);
    events.recordValue(System.nanoTime() - start);
    eventBytes += allocated() - allocated;
    if (frame.kind == FrameKind.TRADE) {
      bars.onTrade(frame, now, sequence);
    }
    bars.onTime(now, sequence);
    if (now >= nextVectorNs) {
      nextVectorNs = (now / VECTOR_NS + 1) * VECTOR_NS;
      long before = allocated();
      long begin = System.nanoTime();
      engine.snapshot(now, values, valid);
      vectors.recordValue(System.nanoTime() - begin);
      vectorBytes += allocated() - before;
    }
  }

  /** As the instrument's pipeline feeds the features. */
  private void apply(MarketFrame frame, long now) {
    engine.onMessage(frame.kind, now);
    switch (frame.kind) {
      case TRADE -> engine.onTrade(frame, now);
      case BOOK_TICKER -> quote(now);
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> {
        if (feed.healthy()) {
          engine.onDepth(feed.book(), frame, now);
          quote(now);
        }
      }
      case MARK_PRICE -> engine.onMark(frame, now);
      case FORCE_ORDER -> engine.onForceOrder(frame, now);
      default -> {
        // Nothing that moves a feature.
      }
    }
  }

  private void quote(long now) {
    if (feed.bestBid() > 0 && feed.bestAsk() > 0) {
      engine.onQuote(
          feed.bestBid(), feed.bestBidQuantity(), feed.bestAsk(), feed.bestAskQuantity(), now);
    }
  }

  private void onBar(Bar bar) {
    long allocated = allocated();
    long start = System.nanoTime();
    engine.onBar(bar);
    closes.recordValue(System.nanoTime() - start);
    closeBytes += allocated() - allocated;
  }

  private long allocated() {
    return measuresBytes ? threads.getCurrentThreadAllocatedBytes() : 0;
  }
}
