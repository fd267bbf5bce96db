package io.cryptoscalp.engine.regime.signal;

import java.util.ArrayList;
import java.util.List;

/** Writes measures of one instrument second by second, for tests. */
public final class MeasureTape {
  /** Start of every tape: a whole hour. */
  public static final long START_NS = 1_700_002_800L * 1_000_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private final String instrument;
  private final List<MarketMeasure> measures = new ArrayList<>();
  private long closeNs = START_NS;
  private long sequence;
  private double price;
  private double volume = 1000;
  private double liquidatedLong;
  private double liquidatedShort;
  private double spread = 1e-4;
  private double depth = 1e6;
  private double funding = 1e-4;

  /** A tape at a price, before its first second. */
  public MeasureTape(String instrument, double price) {
    this.instrument = instrument;
    this.price = price;
  }

  /** Sets what the next seconds trade. */
  public MeasureTape volume(double value) {
    volume = value;
    return this;
  }

  /** Sets what the next seconds liquidate. */
  public MeasureTape liquidated(double ofLongs, double ofShorts) {
    liquidatedLong = ofLongs;
    liquidatedShort = ofShorts;
    return this;
  }

  /** Sets spread and depth of the next seconds. */
  public MeasureTape book(double newSpread, double newDepth) {
    spread = newSpread;
    depth = newDepth;
    return this;
  }

  /** Sets the funding rate of the next seconds. */
  public MeasureTape funding(double rate) {
    funding = rate;
    return this;
  }

  /** A second at a price. */
  public MeasureTape to(double next) {
    closeNs += SECOND;
    price = next;
    boolean minute = closeNs % (60 * SECOND) == 0;
    measures.add(
        new MarketMeasure(
            instrument,
            closeNs,
            closeNs,
            ++sequence,
            minute,
            next,
            next,
            next,
            volume,
            volume / 2,
            liquidatedLong,
            liquidatedShort,
            spread,
            depth,
            funding,
            "",
            "",
            null));
    return this;
  }

  /** Seconds that go in equal steps to a price. */
  public MeasureTape glide(double target, int seconds) {
    double from = price;
    for (int i = 1; i <= seconds; i++) {
      to(from + (target - from) * i / seconds);
    }
    return this;
  }

  /** Minutes that swing around the price by a fraction, one swing in two minutes; back at last. */
  public MeasureTape swing(double fraction, int minutes) {
    double middle = price;
    for (int i = 0; i < minutes; i++) {
      double target =
          i == minutes - 1 ? middle : middle * (1 + (i % 2 == 0 ? fraction : -fraction));
      glide(target, 60);
    }
    return this;
  }

  /** Time without any measure. */
  public MeasureTape silent(int seconds) {
    closeNs += seconds * SECOND;
    return this;
  }

  /** A fault of a stream, now. */
  public MeasureTape fault(String code, String stream) {
    measures.add(
        new MarketMeasure(
            instrument,
            closeNs,
            closeNs,
            ++sequence,
            false,
            price,
            price,
            price,
            0,
            0,
            0,
            0,
            spread,
            depth,
            funding,
            code,
            stream,
            null));
    return this;
  }

  /** Seconds since the start. */
  public long seconds() {
    return (closeNs - START_NS) / SECOND;
  }

  /** Time of the newest second. */
  public long nowNs() {
    return closeNs;
  }

  /** What was written. */
  public List<MarketMeasure> measures() {
    return List.copyOf(measures);
  }
}
