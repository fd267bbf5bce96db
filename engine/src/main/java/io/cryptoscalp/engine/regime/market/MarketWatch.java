package io.cryptoscalp.engine.regime.market;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.IntervalSink;
import io.cryptoscalp.engine.regime.consensus.MarketConsensus;
import io.cryptoscalp.engine.regime.consensus.MarketOptions;
import io.cryptoscalp.engine.regime.correlation.CorrelationDetector;
import io.cryptoscalp.engine.regime.correlation.CorrelationOptions;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.RegimeOdds;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes instruments' measures and concludes at each whole minute of event time: the returns of the
 * minute go into the correlation, the odds of the instruments and what goes together into the
 * {@link MarketConsensus}.
 *
 * <p>A measure waits until its minute is over for all, so that conclusions do not depend on how
 * instruments' measures interleave; of an instrument the last price within a minute counts, and the
 * odds of its likeliest crash, which may have come and gone between. One that comes later than that
 * counts in the minute that is open. Correlation is of the first {@value CorrelationOptions#MOST}
 * instruments; memory is bounded by their number. Of one thread.
 */
public final class MarketWatch {
  private static final int VERSION = 1;
  private static final long MINUTE = 60_000_000_000L;

  /** Time goes on so far beyond the newest measure; what is stale then has been told. */
  private static final long BEYOND = 10 * MINUTE;

  /** An instrument's last price of a minute and the odds when its crash was likeliest. */
  private record Word(String instrument, long timeNs, double price, RegimeOdds odds) {}

  private final MarketConsensus consensus;
  private final CorrelationDetector correlation =
      new CorrelationDetector(CorrelationOptions.minuteBars(CorrelationOptions.MOST));
  private final double[] returns = new double[CorrelationOptions.MOST];

  /** Words by the end of their minute and instrument. */
  private final TreeMap<Long, TreeMap<String, Word>> held = new TreeMap<>();

  private final TreeMap<String, Integer> slots = new TreeMap<>();
  private final double[] prices = new double[CorrelationOptions.MOST];
  private final double[] probabilities = new double[Regime.values().length];
  private long doneNs = Long.MIN_VALUE;
  private long newestNs = Long.MIN_VALUE;
  private long sequence;

  /** Starts without instruments, at the usual pace. */
  public MarketWatch() {
    this(MarketOptions.standard());
  }

  /** Starts without instruments. Options are not part of the state. */
  public MarketWatch(MarketOptions options) {
    consensus = new MarketConsensus(options);
  }

  /** Takes a measure; one without odds changes nothing. */
  public void take(MarketMeasure measure) {
    RegimeOdds odds = measure.odds();
    if (odds == null || !(measure.price() > 0)) {
      return;
    }
    long minute = Math.max(end(measure.closeTimeNs()), doneNs + MINUTE);
    TreeMap<String, Word> words = held.computeIfAbsent(minute, any -> new TreeMap<>());
    Word next = new Word(measure.instrument(), measure.eventTimeNs(), measure.price(), odds);
    words.merge(measure.instrument(), next, MarketWatch::together);
    newestNs = Math.max(newestNs, minute);
  }

  /** Which of two equal crashes is kept does not matter, but must not depend on the order. */
  private static Word together(Word one, Word other) {
    boolean inOrder = one.timeNs() <= other.timeNs();
    Word early = inOrder ? one : other;
    Word late = inOrder ? other : one;
    RegimeOdds odds = early.odds().crash() > late.odds().crash() ? early.odds() : late.odds();
    return new Word(late.instrument(), late.timeNs(), late.price(), odds);
  }

  private static long end(long timeNs) {
    return -Math.floorDiv(-timeNs, MINUTE) * MINUTE;
  }

  /**
   * Concludes every minute that is over.
   *
   * @param timeNs event time that all instruments have reached
   * @param intervals receives intervals of the market and its groups
   * @param told receives directives
   */
  public void advance(long timeNs, IntervalSink intervals, Consumer<RegimeDirective> told) {
    if (newestNs == Long.MIN_VALUE) {
      return;
    }
    long until = Math.min(timeNs, newestNs + BEYOND);
    while (true) {
      boolean idle = held.isEmpty() || doneNs == Long.MIN_VALUE;
      long next = doneNs == Long.MIN_VALUE ? held.firstKey() : doneNs + MINUTE;
      if (!idle && held.firstKey() - next > BEYOND) {
        // A gap in the measures: nothing is concluded of what nobody saw.
        next = held.firstKey();
      }
      if (next > until) {
        return;
      }
      conclude(next, intervals, told);
    }
  }

  private void conclude(long minute, IntervalSink intervals, Consumer<RegimeDirective> told) {
    boolean adjoins = minute - doneNs == MINUTE;
    doneNs = minute;
    TreeMap<String, Word> words = held.remove(minute);
    Arrays.fill(returns, Double.NaN);
    if (words != null) {
      for (Word word : words.values()) {
        word.odds().fill(probabilities);
        consensus.onInstrument(word.instrument(), word.timeNs(), probabilities);
        price(word, adjoins);
      }
    }
    correlation.update(returns);
    consensus.onCorrelation(correlation.firstShare(), correlation.members());
    consensus.judge(minute, ++sequence, intervals, told);
  }

  private void price(Word word, boolean adjoins) {
    Integer slot = slots.get(word.instrument());
    if (slot == null) {
      if (slots.size() == CorrelationOptions.MOST) {
        return;
      }
      slot = slots.size();
      slots.put(word.instrument(), slot);
    } else if (adjoins) {
      returns[slot] = StrictMath.log(word.price() / prices[slot]);
    }
    prices[slot] = word.price();
  }

  /** The conclusions. */
  public MarketConsensus consensus() {
    return consensus;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(doneNs);
    out.writeLong(newestNs);
    out.writeLong(sequence);
    out.writeInt(slots.size());
    slots.forEach(
        (instrument, slot) -> {
          out.writeString(instrument);
          out.writeInt(slot);
          out.writeDouble(prices[slot]);
        });
    out.writeInt(held.size());
    held.forEach(
        (minute, words) -> {
          out.writeLong(minute);
          out.writeInt(words.size());
          for (Word word : words.values()) {
            out.writeString(word.instrument());
            out.writeLong(word.timeNs());
            out.writeDouble(word.price());
            word.odds().write(out);
          }
        });
    correlation.write(out);
    consensus.write(out);
  }

  /** Reads what {@link #write} wrote into a newly created watch. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "market-watch");
    doneNs = in.readLong();
    newestNs = in.readLong();
    sequence = in.readLong();
    int known = in.readInt();
    for (int i = 0; i < known; i++) {
      String instrument = in.readText();
      int slot = in.readInt();
      slots.put(instrument, slot);
      prices[slot] = in.readDouble();
    }
    int minutes = in.readInt();
    for (int i = 0; i < minutes; i++) {
      TreeMap<String, Word> words = new TreeMap<>();
      held.put(in.readLong(), words);
      int count = in.readInt();
      for (int j = 0; j < count; j++) {
        String instrument = in.readText();
        words.put(
            instrument, new Word(instrument, in.readLong(), in.readDouble(), RegimeOdds.read(in)));
      }
    }
    correlation.read(in);
    consensus.read(in);
  }
}
