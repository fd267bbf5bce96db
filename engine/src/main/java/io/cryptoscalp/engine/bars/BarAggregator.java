package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds all configured bars of one instrument from its trades, on venue event time.
 *
 * <p>A trade that is older than the newest one by at most the tolerance counts in the bar that is
 * open when it arrives; one beyond the tolerance is dropped and counted in {@link #lateTrades}. No
 * allocation besides the emitted bars.
 */
public final class BarAggregator {
  private static final int VERSION = 2;

  private final Instrument instrument;
  private final BarOptions options;
  private final BarListener listener;
  private final BarBuilder[] builders;
  private long newestNs = Long.MIN_VALUE;
  private long lateTrades;

  /**
   * Creates it without any open bar.
   *
   * @param instrument whose trades come in
   * @param options the bars to build
   * @param listener receives finished bars, in the order of the options at equal moments
   */
  public BarAggregator(Instrument instrument, BarOptions options, BarListener listener) {
    this.instrument = instrument;
    this.options = options;
    this.listener = listener;
    this.builders = builders(instrument.id(), options);
  }

  private static BarBuilder[] builders(String id, BarOptions options) {
    List<BarBuilder> list = new ArrayList<>();
    for (long interval : options.timeIntervalsNs()) {
      list.add(new TimeBarBuilder(id, interval, options.maxEmptyBars()));
    }
    for (int ticks : options.tickCounts()) {
      list.add(
          new ThresholdBarBuilder(id, "tick-" + ticks, ThresholdBarBuilder.Measure.TICK, ticks));
    }
    for (double volume : options.volumes()) {
      String spec = "volume-" + plain(volume);
      list.add(new ThresholdBarBuilder(id, spec, ThresholdBarBuilder.Measure.VOLUME, volume));
    }
    for (double value : options.values()) {
      String spec = "value-" + plain(value);
      list.add(new ThresholdBarBuilder(id, spec, ThresholdBarBuilder.Measure.VALUE, value));
    }
    for (int ticks : options.imbalanceTicks()) {
      list.add(new ImbalanceBarBuilder(id, ticks));
    }
    for (long interval : options.meanVolumeNs()) {
      list.add(new MeanVolumeBarBuilder(id, interval));
    }
    return list.toArray(new BarBuilder[0]);
  }

  private static String plain(double value) {
    long whole = (long) value;
    return whole == value ? Long.toString(whole) : Double.toString(value);
  }

  /**
   * Counts a trade when its kind is the configured source; others change nothing.
   *
   * @param frame a trade or aggregate trade
   * @param timeNs its venue event time
   * @param sequence frame sequence, recorded in the bars that it closes
   */
  public void onTrade(MarketFrame frame, long timeNs, long sequence) {
    if (!options.tradeSource().accepts(frame.kind)) {
      return;
    }
    if (newestNs != Long.MIN_VALUE && timeNs < newestNs - options.toleranceNs()) {
      lateTrades++;
      return;
    }
    newestNs = Math.max(newestNs, timeNs);
    double quantity = instrument.quantity(frame.quantity);
    double notional = instrument.notional(frame.price, frame.quantity);
    for (BarBuilder builder : builders) {
      builder.trade(
          newestNs, frame.price, quantity, notional, !frame.sellerInitiated, sequence, listener);
    }
  }

  /** Closes the time bars whose end is at or before the engine's time. */
  public void onTime(long engineTimeNs, long sequence) {
    // The engine's clock does not make a trade late: venue clocks may run behind it.
    for (BarBuilder builder : builders) {
      builder.time(engineTimeNs, sequence, listener);
    }
  }

  /** Trades dropped because they were older than the tolerance. */
  public long lateTrades() {
    return lateTrades;
  }

  /** Writes all open bars. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(newestNs);
    out.writeLong(lateTrades);
    out.writeInt(builders.length);
    StateWriter one = new StateWriter();
    for (BarBuilder builder : builders) {
      one.reset();
      builder.write(one);
      out.writeBytes(one.toByteArray());
    }
  }

  /**
   * Reads what {@link #write} wrote, perhaps with other bar options: bars in both go on, others
   * start with the next trade.
   *
   * @throws StateException {@code STATE_MISMATCH} when it is of version 1 and has bars that are no
   *     longer configured
   */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "bars");
    newestNs = in.readLong();
    lateTrades = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      // Version 1 had no lengths: there is no way past the state of an unknown builder.
      StateReader one = version == 1 ? in : new StateReader(in.readBytes());
      String spec = one.readText();
      BarBuilder builder = find(spec);
      if (builder != null) {
        builder.read(one);
      } else if (version == 1) {
        throw new StateException("STATE_MISMATCH: state=bars stored=" + spec + " configured=none");
      }
    }
  }

  private @Nullable BarBuilder find(String spec) {
    for (BarBuilder builder : builders) {
      if (builder.spec.equals(spec)) {
        return builder;
      }
    }
    return null;
  }
}
