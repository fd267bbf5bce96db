package io.cryptoscalp.bench.cep;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * The n-th of a day's signals: of a random instrument, kind and direction, spread evenly over event
 * time. Every kind is equally likely, so sequences begin and complete far more often than in a
 * market. Keeps count of what the task has done; the task runs in this process.
 */
final class GeneratedSignals implements MapFunction<Long, SignalEvent> {
  /** Start of the simulated time. */
  static final long START_NS = 1_700_000_000_000_000_000L;

  /** Signals handed out so far. */
  static final AtomicLong DONE = new AtomicLong();

  /** CPU time of the task's thread at the last of {@link #DONE}, ns. */
  static final AtomicLong CPU_NS = new AtomicLong();

  private static final long serialVersionUID = 1L;
  private static final SignalKind[] KINDS = SignalKind.values();
  private static final int UNDERLYINGS = 250;
  private static final int EVERY = 1000;

  private final int keys;
  private final double spacingNs;
  private final long seed;

  /**
   * Creates it.
   *
   * @param keys instruments
   * @param spacingNs event time from one signal to the next, over all instruments
   */
  GeneratedSignals(int keys, double spacingNs, long seed) {
    this.keys = keys;
    this.spacingNs = spacingNs;
    this.seed = seed;
  }

  @Override
  public SignalEvent map(Long number) {
    if (number % EVERY == 0) {
      DONE.set(number);
      CPU_NS.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    int key = random.nextInt(keys);
    SignalKind kind = KINDS[random.nextInt(KINDS.length)];
    String underlying = "U" + key % UNDERLYINGS;
    // BTC leads; a few others would be rare at a thousand instruments.
    String base = key == 0 ? "BTC" : underlying;
    String instrument = base + "USDT-" + key + ".BENCH";
    String scope = isOfVenues(kind) ? base : instrument;
    return new SignalEvent(
        kind,
        scope,
        instrument,
        base,
        random.nextBoolean() ? 1 : -1,
        0.03 + 0.01 * random.nextDouble(),
        0.03,
        100 + random.nextDouble(),
        START_NS + (long) (number * spacingNs),
        number);
  }

  static boolean isOfVenues(SignalKind kind) {
    return kind == SignalKind.VENUES_APART
        || kind == SignalKind.VENUES_STILL_APART
        || kind == SignalKind.VENUES_TOGETHER;
  }
}
