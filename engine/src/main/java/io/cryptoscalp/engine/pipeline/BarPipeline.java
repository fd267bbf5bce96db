package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.bars.BarAggregator;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link InstrumentPipeline} that leads to bars, for those who need another
 * instrument's bars and nothing else of it. Given the same frames and options, its bars of a
 * specification equal the pipeline's: same feed, same data quality, same aggregation. Faults and
 * anomalies are the pipeline's to report. Not thread-safe.
 */
public final class BarPipeline {
  private static final int VERSION = 1;

  private final FeedPipeline feed;
  private final DataQuality quality;
  private final BarAggregator bars;
  private final BarOptions options;
  private final Instrument instrument;
  private long sequence;
  private long bid;
  private long ask;
  private @Nullable Consumer<Bar> output;

  /**
   * Creates the pipeline of an instrument that was never seen.
   *
   * @param options feed and quality are taken from here
   * @param bars which bars to build
   */
  public BarPipeline(Instrument instrument, PipelineOptions options, BarOptions bars) {
    this.options = bars;
    this.instrument = instrument;
    quality =
        new DataQuality(
            instrument,
            options.quality(),
            (anomaly, kind, at, field, value, low, high, score) -> {});
    feed =
        new FeedPipeline(
            instrument, options.feed(), (code, detail, stream) -> {}, quality.clockGuard());
    this.bars = new BarAggregator(instrument, bars, this::onBar);
  }

  /**
   * Takes one frame.
   *
   * @param payload the message as received
   * @param kind the stream it came on
   * @param receivedNs receive time at the edge, ns since the epoch
   * @param out takes the bars that the frame closed, in order
   */
  public void onFrame(byte[] payload, FrameKind kind, long receivedNs, Consumer<Bar> out) {
    sequence++;
    output = out;
    bid = feed.bestBid();
    ask = feed.bestAsk();
    if (feed.accept(payload, kind, receivedNs) != RejectCode.NONE) {
      return;
    }
    if (!quality.inspect(feed)) {
      feed.withdrawQuote();
      return;
    }
    long now = feed.engineTimeNs();
    if (options.tradeSource().accepts(feed.frame().kind)) {
      bars.onTrade(feed.frame(), now, sequence);
    }
    bars.onTime(now, sequence);
  }

  /** Best bid before the newest frame, which is that of the bars it closed; 0 when unknown. */
  public double bid() {
    return bid > 0 && ask > bid ? instrument.price(bid) : 0;
  }

  /** Best ask before the newest frame; 0 when unknown. */
  public double ask() {
    return bid > 0 && ask > bid ? instrument.price(ask) : 0;
  }

  private void onBar(Bar bar) {
    if (output == null) {
      throw new IllegalStateException("bar outside a frame");
    }
    output.accept(bar);
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(sequence);
    feed.write(out);
    quality.write(out);
    bars.write(out);
  }

  /** Reads what {@link #write} wrote into a newly created pipeline. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "bar-pipeline");
    sequence = in.readLong();
    feed.read(in);
    quality.read(in);
    bars.read(in);
  }
}
