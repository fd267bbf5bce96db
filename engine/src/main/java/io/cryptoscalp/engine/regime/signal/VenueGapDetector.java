package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares the prices of one underlying on all its venues. Each instrument's log distance from the
 * median of all has a usual level, the median of its last four hours (a perpetual trades at a
 * premium, another quote currency at its rate): instruments are apart when the distance is beyond
 * the usual by the threshold. Prices older than a minute do not count. Of one thread.
 *
 * <p>At most {@value #MOST} instruments are compared, the first that came; memory is bounded.
 */
public final class VenueGapDetector {
  /** Instruments of an underlying at most. */
  public static final int MOST = 64;

  private static final int VERSION = 1;
  private static final long SECOND = 1_000_000_000L;
  private static final long FRESH = 60 * SECOND;
  private static final int MINUTES = 240;
  private static final int WARM_MINUTES = 10;

  /** One venue's price. */
  private static final class Quote {
    private final SortedWindow usual = new SortedWindow(MINUTES);
    private double logPrice;
    private long timeNs;
    private long sampledNs = Long.MIN_VALUE;
    private boolean apart;
    private boolean told;
    private long apartNs;
  }

  private final String underlying;
  private final TreeMap<String, Quote> quotes = new TreeMap<>();
  private final SortedWindow prices = new SortedWindow(MOST);

  /** Starts without a price. */
  public VenueGapDetector(String underlying) {
    this.underlying = underlying;
  }

  /** Takes a measure of an instrument of the underlying; faults and older ones change nothing. */
  public void update(MarketMeasure measure, Thresholds at, Consumer<SignalEvent> out) {
    Quote quote = quotes.get(measure.instrument());
    boolean older = quote != null && measure.eventTimeNs() < quote.timeNs;
    if (measure.isFault() || !(measure.price() > 0) || older) {
      return;
    }
    if (quote == null) {
      if (quotes.size() == MOST) {
        return;
      }
      quote = new Quote();
      quotes.put(measure.instrument(), quote);
    }
    quote.logPrice = StrictMath.log(measure.price());
    quote.timeNs = measure.eventTimeNs();
    compare(measure, quote, at, out);
  }

  private void compare(
      MarketMeasure measure, Quote quote, Thresholds at, Consumer<SignalEvent> out) {
    prices.clear();
    for (Quote other : quotes.values()) {
      if (other != quote && Math.abs(quote.timeNs - other.timeNs) <= FRESH) {
        prices.add(other.logPrice);
      }
    }
    if (prices.size() == 0) {
      return;
    }
    double distance = quote.logPrice - prices.median();
    if (quote.usual.size() >= WARM_MINUTES) {
      judge(measure, quote, distance - quote.usual.median(), at, out);
    }
    if (quote.sampledNs == Long.MIN_VALUE || quote.timeNs - quote.sampledNs >= FRESH) {
      quote.sampledNs = quote.timeNs;
      quote.usual.add(distance);
    }
  }

  private void judge(
      MarketMeasure measure, Quote quote, double gap, Thresholds at, Consumer<SignalEvent> out) {
    double most = at.get(Threshold.VENUES);
    int direction = gap > 0 ? 1 : -1;
    double size = Math.abs(gap);
    if (!quote.apart && size >= most) {
      quote.apart = true;
      quote.told = false;
      quote.apartNs = measure.eventTimeNs();
      emit(SignalKind.VENUES_APART, direction, size, most, measure, out);
    } else if (quote.apart && size < most / 2) {
      quote.apart = false;
      emit(SignalKind.VENUES_TOGETHER, direction, size, most / 2, measure, out);
    } else if (quote.apart && !quote.told) {
      double held = (measure.eventTimeNs() - quote.apartNs) / 1e9;
      if (held >= at.get(Threshold.VENUES_HOLD)) {
        quote.told = true;
        emit(
            SignalKind.VENUES_STILL_APART,
            direction,
            held,
            at.get(Threshold.VENUES_HOLD),
            measure,
            out);
      }
    }
  }

  private void emit(
      SignalKind kind,
      int direction,
      double value,
      double threshold,
      MarketMeasure measure,
      Consumer<SignalEvent> out) {
    out.accept(
        new SignalEvent(
            kind,
            underlying,
            measure.instrument(),
            underlying,
            direction,
            value,
            threshold,
            measure.price(),
            measure.eventTimeNs(),
            measure.sequence()));
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(quotes.size());
    quotes.forEach(
        (instrument, quote) -> {
          out.writeString(instrument);
          quote.usual.write(out);
          out.writeDouble(quote.logPrice);
          out.writeLong(quote.timeNs);
          out.writeLong(quote.sampledNs);
          out.writeBoolean(quote.apart);
          out.writeBoolean(quote.told);
          out.writeLong(quote.apartNs);
        });
  }

  /** Reads what {@link #write} wrote into a newly created detector. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "venue-gap-detector");
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String instrument = in.readText();
      Quote quote = new Quote();
      quote.usual.read(in);
      quote.logPrice = in.readDouble();
      quote.timeNs = in.readLong();
      quote.sampledNs = in.readLong();
      quote.apart = in.readBoolean();
      quote.told = in.readBoolean();
      quote.apartNs = in.readLong();
      quotes.put(instrument, quote);
    }
  }
}
