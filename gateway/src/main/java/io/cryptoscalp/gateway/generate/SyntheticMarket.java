package io.cryptoscalp.gateway.generate;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A seeded synthetic exchange: endless messages in the venues' wire format, the same for the same
 * seed, start time and instruments.
 *
 * <p>Each instrument has a book with depth messages every 50 ms under its venue's sequence rules
 * (and one snapshot after 250 ms), book tickers that equal the book at their update id, trades with
 * contiguous ids that consume the book, mark prices with index and funding each second, and
 * liquidations. The market passes through calm, volatile and trending phases, a crash of several
 * percent with its rebound, and a bull run, all within the first four minutes. Aggregate trades and
 * candles are not generated. End it with a limit on recorded time.
 */
public final class SyntheticMarket implements MessageSource {
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private @Nullable Head last;

  /** An instrument and the time of its next message. */
  private record Head(long timeNs, int order, SyntheticInstrument instrument)
      implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  /**
   * Creates it.
   *
   * @param instruments what is traded
   * @param seed decides everything that happens
   * @param startNs time of the first event, ns since the epoch
   * @param eventsPerSecond book changes a second and instrument while the market is calm, positive;
   *     about as many messages come of it
   */
  public SyntheticMarket(
      List<Instrument> instruments, long seed, long startNs, double eventsPerSecond) {
    if (instruments.isEmpty() || !(eventsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "GENERATOR_INVALID: instruments=" + instruments.size() + " rate=" + eventsPerSecond);
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    long phaseSeed = seeds.nextLong();
    List<SyntheticInstrument> market = new ArrayList<>();
    for (Instrument instrument : instruments) {
      market.add(
          new SyntheticInstrument(
              instrument, seeds.nextLong(), phaseSeed, startNs, eventsPerSecond));
    }
    for (int i = 0; i < market.size(); i++) {
      SyntheticInstrument instrument = market.get(i);
      heads.add(new Head(instrument.nextReceiveNs(), i, instrument));
    }
  }

  @Override
  public MarketMessage next() {
    Head before = last;
    if (before != null) {
      heads.add(new Head(before.instrument().nextReceiveNs(), before.order(), before.instrument()));
    }
    Head head = heads.remove();
    last = head;
    return head.instrument().next();
  }

  /** Always empty: the same seed and start time give the same messages again. */
  @Override
  public Map<String, Long> position() {
    return Map.of();
  }

  @Override
  public Map<String, Long> positionBefore() {
    return Map.of();
  }

  @Override
  public void close() {
    heads.clear();
  }
}
