package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the measures of one instrument into signals. Deterministic: signals depend on the measures,
 * their order and the thresholds at each, and on nothing else. Memory is bounded: windows have
 * fixed sizes, about 60 KB on the heap and at most 40 KB stored. Of one thread.
 */
public final class SignalDetector {
  private static final int VERSION = 1;

  private final String instrument;
  private final String underlying;
  private final MoveSignals falls = new MoveSignals(-1);
  private final MoveSignals rises = new MoveSignals(1);
  private final ShockSignals shocks = new ShockSignals();
  private final RangeSignals upper = new RangeSignals(1);
  private final RangeSignals lower = new RangeSignals(-1);
  private final FlowSignals flows = new FlowSignals();
  private final BookSignals book = new BookSignals();
  private final FundingSignals funding = new FundingSignals();
  private final FeedSignals feed = new FeedSignals();
  private final SignalSink sink = this::emit;
  private long closeNs = Long.MIN_VALUE;
  private long eventNs = Long.MIN_VALUE;
  private double price;
  private long sequence;
  private @Nullable Consumer<SignalEvent> output;

  /**
   * Starts before the first measure.
   *
   * @param instrument id, the scope of the signals
   * @param underlying its base currency
   */
  public SignalDetector(String instrument, String underlying) {
    this.instrument = instrument;
    this.underlying = underlying;
  }

  /** Event time of the newest measure, ns since the epoch; {@link Long#MIN_VALUE} before it. */
  public long eventTimeNs() {
    return eventNs;
  }

  /**
   * Takes a measure. A second that is not newer than the last one changes nothing: it was taken
   * before, or comes too late to have a place.
   *
   * @param at the thresholds that hold now
   * @param out takes the signals, in a fixed order
   */
  public void update(MarketMeasure measure, Thresholds at, Consumer<SignalEvent> out) {
    output = out;
    boolean older = measure.eventTimeNs() < eventNs;
    if (measure.isFault()) {
      if (!older) {
        begin(measure);
        feed.fault(measure, sink);
      }
    } else if (!older && measure.closeTimeNs() > closeNs && isSound(measure)) {
      begin(measure);
      closeNs = measure.closeTimeNs();
      second(measure, at);
    }
    output = null;
  }

  private static boolean isSound(MarketMeasure measure) {
    return measure.low() > 0
        && measure.low() <= measure.price()
        && measure.price() <= measure.high()
        && measure.high() < 1e15;
  }

  private void begin(MarketMeasure measure) {
    eventNs = measure.eventTimeNs();
    price = measure.price();
    sequence = measure.sequence();
  }

  private void second(MarketMeasure measure, Thresholds at) {
    long timeNs = measure.closeTimeNs();
    double usual = shocks.deviation();
    feed.second(sink);
    upper.update(measure, timeNs, usual, at, sink);
    lower.update(measure, timeNs, usual, at, sink);
    shocks.update(measure, timeNs, at, sink);
    falls.update(timeNs, measure.high(), measure.low(), measure.price(), usual, at, sink);
    rises.update(timeNs, measure.high(), measure.low(), measure.price(), usual, at, sink);
    flows.update(measure, timeNs, at, sink);
    book.update(measure, at, sink);
    funding.update(measure.fundingRate(), timeNs, at, sink);
  }

  /**
   * Says that nothing came until a moment.
   *
   * @param untilNs event time that has passed without a measure
   */
  public void onSilence(long untilNs, Thresholds at, Consumer<SignalEvent> out) {
    double seconds = (untilNs - eventNs) / 1e9;
    if (eventNs == Long.MIN_VALUE || seconds < at.get(Threshold.SILENCE)) {
      return;
    }
    output = out;
    eventNs = untilNs;
    feed.silence(seconds, at.get(Threshold.SILENCE), sink);
    output = null;
  }

  private void emit(SignalKind kind, int direction, double value, double threshold) {
    if (output == null) {
      throw new IllegalStateException("signal outside a measure");
    }
    output.accept(
        new SignalEvent(
            kind,
            instrument,
            instrument,
            underlying,
            direction,
            value,
            threshold,
            price,
            eventNs,
            sequence));
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(closeNs);
    out.writeLong(eventNs);
    out.writeDouble(price);
    out.writeLong(sequence);
    falls.write(out);
    rises.write(out);
    shocks.write(out);
    upper.write(out);
    lower.write(out);
    flows.write(out);
    book.write(out);
    funding.write(out);
    feed.write(out);
  }

  /** Reads what {@link #write} wrote into a newly created detector. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "signal-detector");
    closeNs = in.readLong();
    eventNs = in.readLong();
    price = in.readDouble();
    sequence = in.readLong();
    falls.read(in);
    rises.read(in);
    shocks.read(in);
    upper.read(in);
    lower.read(in);
    flows.read(in);
    book.read(in);
    funding.read(in);
    feed.read(in);
  }
}
