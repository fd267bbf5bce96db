package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest market events of one instrument: a stretch of tape that gets new events at its end and
 * loses those that every venue on it has passed. An event that arrives is put in its place by venue
 * time, which is never more than the longest feed latency before its arrival; so what lies before
 * that is final, and its size is bounded by what happens in that time.
 *
 * <p>Times are the owner's: an {@link EventTape} moves local times on where the recorder's clock
 * lagged, this moves venue times back. A price off the step divides the step.
 */
final class MarketWindow extends MarketColumns {
  private static final int VERSION = 2;

  /** Levels further from the first price, in ticks, are out of every order's reach. */
  private static final int REACH = 1 << 24;

  private final FeedClock clock;
  private final List<WindowReader> readers = new ArrayList<>();
  private boolean[] untimed = {};
  private boolean anchored;
  private long anchor;
  private long beyond;

  MarketWindow(Instrument instrument, FeedClock clock) {
    super(instrument, instrument.tickSize());
    this.clock = clock;
    this.minTick = 0;
    this.maxTick = -1;
    grow(64);
  }

  private void grow(int length) {
    kinds = Arrays.copyOf(kinds, length);
    venueNs = Arrays.copyOf(venueNs, length);
    ticks = Arrays.copyOf(ticks, length);
    quantities = Arrays.copyOf(quantities, length);
    fundingRates = Arrays.copyOf(fundingRates, length);
    fundingTimes = Arrays.copyOf(fundingTimes, length);
    untimed = Arrays.copyOf(untimed, length);
  }

  @Override
  public long localShiftNs() {
    return 0;
  }

  /** By how much venue times are moved back, because the recorder's clock lagged, ns. */
  long movedBackNs() {
    return clock.movedBackNs();
  }

  /** Levels that were too far away to keep. */
  long beyond() {
    return beyond;
  }

  @Override
  int terms(int mark) {
    return mark;
  }

  @Override
  void addReader(WindowReader reader) {
    readers.add(reader);
  }

  /** Takes a message, in the order of arrival. */
  void add(MarketEvents message) {
    boolean book = false;
    for (int i = 0; i < message.size(); i++) {
      book |= TapeKind.isBook(message.kind(i));
    }
    boolean isUntimed = clock.isUntimed(message.venueTimeNs());
    long venue = clock.venueNs(message.venueTimeNs(), message.receiveTimeNs());
    if (book && !isUntimed) {
      notAfter(venue);
    }
    for (int i = 0; i < message.size(); i++) {
      add(message, i, venue, isUntimed);
    }
  }

  /** What came without a time happened before the change of the book that builds on it. */
  private void notAfter(long venue) {
    int at = end;
    while (at > 0 && venueNs[at - 1] > venue) {
      at--;
      if (untimed[at]) {
        venueNs[at] = venue;
      }
    }
    for (int from = at; from < end; from++) {
      if (untimed[from] && venueNs[from] == venue) {
        move(from, place(venue, from));
      }
    }
  }

  /** Where an event of a time belongs among those before an end: behind all that are not later. */
  private int place(long venue, int before) {
    int at = before;
    while (at > 0 && venueNs[at - 1] > venue) {
      at--;
    }
    return at;
  }

  private void add(MarketEvents message, int event, long venue, boolean isUntimed) {
    byte kind = message.kind(event);
    long price = message.price(event);
    int tick = 0;
    if (hasPrice(kind)) {
      if (price % step != 0) {
        divideStep(price);
      }
      if (!anchored) {
        anchored = true;
        anchor = price;
      }
      if (Math.abs(price - anchor) / step > REACH) {
        beyond++;
        return;
      }
      tick = Math.toIntExact(price / step);
    }
    if (end == kinds.length) {
      grow(end * 2);
    }
    kinds[end] = kind;
    venueNs[end] = venue;
    ticks[end] = tick;
    quantities[end] = message.quantity(event);
    fundingRates[end] = message.fundingRate();
    fundingTimes[end] = message.nextFundingTimeNs();
    untimed[end] = isUntimed;
    end++;
    move(end - 1, place(venue, end - 1));
  }

  /** Moves an event forward. */
  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    byte kind = kinds[from];
    long venue = venueNs[from];
    int tick = ticks[from];
    long quantity = quantities[from];
    double rate = fundingRates[from];
    long settlement = fundingTimes[from];
    boolean wasUntimed = untimed[from];
    shift(to, to + 1, from - to);
    kinds[to] = kind;
    venueNs[to] = venue;
    ticks[to] = tick;
    quantities[to] = quantity;
    fundingRates[to] = rate;
    fundingTimes[to] = settlement;
    untimed[to] = wasUntimed;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(kinds, from, kinds, to, count);
    System.arraycopy(venueNs, from, venueNs, to, count);
    System.arraycopy(ticks, from, ticks, to, count);
    System.arraycopy(quantities, from, quantities, to, count);
    System.arraycopy(fundingRates, from, fundingRates, to, count);
    System.arraycopy(fundingTimes, from, fundingTimes, to, count);
    System.arraycopy(untimed, from, untimed, to, count);
  }

  private void divideStep(long price) {
    long divisor = step;
    long rest = Math.abs(price) % divisor;
    while (rest != 0) {
      long next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    int factor = Math.toIntExact(step / divisor);
    step = divisor;
    for (int i = 0; i < end; i++) {
      ticks[i] = Math.multiplyExact(ticks[i], factor);
    }
    for (WindowReader reader : readers) {
      reader.onRescaled(factor);
    }
  }

  /** Lets every venue pass what happened up to a time, and forgets it. */
  void release(long untilNs) {
    int passed = 0;
    while (passed < end && venueNs[passed] <= untilNs) {
      passed++;
    }
    for (WindowReader reader : readers) {
      reader.pass(untilNs);
    }
    // Not at every call: what is moved is at most what was dropped.
    if (passed > end - passed || passed == end) {
      drop(passed);
    }
  }

  private void drop(int count) {
    shift(count, 0, end - count);
    end -= count;
    for (WindowReader reader : readers) {
      reader.onDropped(count);
    }
  }

  /** Writes the events held; venues write how far they are. */
  void write(StateWriter out) {
    out.writeByte(VERSION);
    clock.write(out);
    out.writeLong(step);
    out.writeBoolean(anchored);
    out.writeLong(anchor);
    out.writeLong(beyond);
    out.writeInt(end);
    for (int i = 0; i < end; i++) {
      out.writeByte(kinds[i]);
      out.writeLong(venueNs[i]);
      out.writeInt(ticks[i]);
      out.writeLong(quantities[i]);
      out.writeDouble(fundingRates[i]);
      out.writeLong(fundingTimes[i]);
      out.writeBoolean(untimed[i]);
    }
  }

  /** Reads what {@link #write} wrote, before any venue on it reads. */
  void read(StateReader in) {
    int version = in.readVersion(VERSION, "market-window");
    clock.read(in);
    step = in.readLong();
    if (version == 1) {
      boolean unusedMarked = in.readBoolean();
    }
    anchored = in.readBoolean();
    anchor = in.readLong();
    beyond = in.readLong();
    end = in.readInt();
    grow(Math.max(64, end));
    for (int i = 0; i < end; i++) {
      kinds[i] = (byte) in.readByte();
      venueNs[i] = in.readLong();
      ticks[i] = in.readInt();
      quantities[i] = in.readLong();
      fundingRates[i] = in.readDouble();
      fundingTimes[i] = in.readLong();
      untimed[i] = in.readBoolean();
    }
  }
}
