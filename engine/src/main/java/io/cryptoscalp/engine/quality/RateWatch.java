package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages of each stream a second of event time: bursts far beyond the rates before, streams that
 * fall to a fraction of them, and streams that say nothing while others move. Rates are compared as
 * logarithms, since they scatter by factors. The feed's own limits of silence (15 s and more) hold
 * for streams of any rate; these are for streams that speak about once a second or more.
 */
final class RateWatch {
  private static final FrameKind[] WATCHED = {
    FrameKind.TRADE, FrameKind.AGG_TRADE, FrameKind.BOOK_TICKER, FrameKind.DEPTH_DIFF
  };
  private static final long SECOND = 1_000_000_000L;
  private static final long HALF_SECOND = SECOND / 2;
  private static final int SECONDS = 60;

  /** Messages a second below which no burst begins. */
  private static final double BUSY = 10;

  /** Median of messages a second from which a drop can be told from chance. */
  private static final double STEADY = 5;

  /** Seconds after which the median rate is good enough to judge a silence. */
  private static final int WARM = 15;

  /** A silence is told once so many messages are overdue: 5 s of a stream that is just busy. */
  private static final double OVERDUE = 50;

  /** Seconds over which a drop is judged: single seconds of a sound stream may be all but empty. */
  private static final int DROP_SECONDS = 10;

  /** Fall of trades or quotes that makes the fall of the other a calm of the market. */
  private static final double CALM = 1 / 3.0;

  /** Smallest scale of the logarithm of a rate. */
  private static final double FLOOR = 0.25;

  private static final int NOTHING_TOLD = 0;
  private static final int DROP_TOLD = 1;
  private static final int SILENCE_TOLD = 2;

  private final QualityOptions options;
  private final AnomalySink sink;
  private final RobustWindow[] rates = new RobustWindow[WATCHED.length];
  private final int[] counts = new int[WATCHED.length];
  private final int[] zeros = new int[WATCHED.length];
  private final int[] told = new int[WATCHED.length];

  /** Messages of the half second that runs and of the two before: bursts keep no full seconds. */
  private final int[] latest = new int[WATCHED.length];

  private final int[] before = new int[WATCHED.length];
  private final int[] earlier = new int[WATCHED.length];

  /** Messages in these beyond which it is a burst; follows from the rates. */
  private final double[] limits = new double[WATCHED.length];

  private long second;
  private long half;

  RateWatch(QualityOptions options, AnomalySink sink) {
    this.options = options;
    this.sink = sink;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = new RobustWindow(SECONDS);
    }
    learnLimits();
  }

  /** Counts a frame. */
  void onFrame(FrameKind kind, long nowNs) {
    long at = nowNs / SECOND;
    if (at > second) {
      if (second > 0) {
        close(second * SECOND);
      }
      second = at;
    }
    long atHalf = nowNs / HALF_SECOND;
    if (atHalf > half) {
      turn();
      if (atHalf > half + 1) {
        turn();
      }
      half = atHalf;
    }
    for (int i = 0; i < WATCHED.length; i++) {
      if (WATCHED[i] == kind) {
        counts[i]++;
        burst(i, ++latest[i] + before[i] + earlier[i], nowNs);
      }
    }
  }

  private void turn() {
    for (int i = 0; i < WATCHED.length; i++) {
      earlier[i] = before[i];
      before[i] = latest[i];
      latest[i] = 0;
    }
  }

  private void burst(int i, int count, long nowNs) {
    if (count > limits[i] && count - 1 <= limits[i]) {
      double score = rates[i].score(StrictMath.log1p(count), FLOOR);
      sink.anomaly(Anomaly.RATE, WATCHED[i], nowNs, "framesPerSecond", count, 0, limits[i], score);
    }
  }

  private void close(long startNs) {
    int all = 0;
    for (int count : counts) {
      all += count;
    }
    for (int i = 0; i < WATCHED.length && all > 0; i++) {
      if (counts[i] > 0 || rates[i].size() > 0) {
        silence(i, startNs);
        rates[i].add(StrictMath.log1p(counts[i]));
      }
    }
    for (int i = 0; i < WATCHED.length && all > 0; i++) {
      drop(i, startNs);
    }
    Arrays.fill(counts, 0);
    learnLimits();
  }

  private void learnLimits() {
    for (int i = 0; i < WATCHED.length; i++) {
      if (options.rateFactor() == 0 || !rates[i].isFull()) {
        limits[i] = Double.POSITIVE_INFINITY;
        continue;
      }
      // Not the median: trades come in bursts, and seconds of 80 times their median are sound.
      double sum = 0;
      // The second that has just ended may hold the first half of one.
      for (int age = 1; age < SECONDS; age++) {
        sum += StrictMath.expm1(rates[i].recent(age));
      }
      limits[i] = options.rateFactor() * Math.max(BUSY, sum / (SECONDS - 1));
    }
  }

  private void silence(int i, long startNs) {
    zeros[i] = counts[i] == 0 ? zeros[i] + 1 : 0;
    if (counts[i] > 0 && told[i] == SILENCE_TOLD) {
      told[i] = DROP_TOLD;
    }
    if (options.silentSeconds() == 0 || rates[i].size() < WARM || told[i] == SILENCE_TOLD) {
      return;
    }
    double overdue = OVERDUE / StrictMath.expm1(rates[i].median());
    if (zeros[i] >= options.silentSeconds() && zeros[i] >= overdue) {
      told[i] = SILENCE_TOLD;
      sink.anomaly(
          Anomaly.STUCK_SILENT,
          WATCHED[i],
          startNs,
          "silentSeconds",
          zeros[i],
          0,
          Math.max(options.silentSeconds() - 1, overdue),
          -rates[i].score(0, FLOOR));
    }
  }

  private void drop(int i, long startNs) {
    double least = options.dropFactor() == 0 ? 0 : 1 / options.dropFactor();
    double ratio = ratio(i);
    if (told[i] == DROP_TOLD && ratio >= 2 * least) {
      told[i] = NOTHING_TOLD;
    } else if (told[i] == NOTHING_TOLD && ratio < least && !isCalm(i)) {
      told[i] = DROP_TOLD;
      double usual = StrictMath.expm1(rates[i].median());
      sink.anomaly(
          Anomaly.RATE_DROP,
          WATCHED[i],
          startNs,
          "framesPerSecond",
          ratio * usual,
          usual * least,
          limits[i],
          1 / Math.max(ratio, 1e-3));
    }
  }

  /** Rate of the last seconds over the median rate; 1 while that is small or not known. */
  private double ratio(int i) {
    double usual = StrictMath.expm1(rates[i].median());
    if (!rates[i].isFull() || usual < STEADY) {
      return 1;
    }
    double sum = 0;
    for (int age = 0; age < DROP_SECONDS; age++) {
      sum += StrictMath.expm1(rates[i].recent(age));
    }
    return sum / (DROP_SECONDS * usual);
  }

  /** Whether trades or quotes have fallen as well. The pace of diffs is the venue's, not theirs. */
  private boolean isCalm(int i) {
    for (int j = 0; j < WATCHED.length; j++) {
      if (j != i && WATCHED[j] != FrameKind.DEPTH_DIFF && ratio(j) < CALM) {
        return true;
      }
    }
    return false;
  }

  /** Robust z-score of the stream's messages in the second that runs; 0 until there is a past. */
  double score(@Nullable FrameKind kind) {
    for (int i = 0; i < WATCHED.length; i++) {
      if (WATCHED[i] == kind && rates[i].isFull()) {
        return rates[i].score(StrictMath.log1p(counts[i]), FLOOR);
      }
    }
    return 0;
  }

  void write(StateWriter out) {
    out.writeLong(second);
    out.writeLong(half);
    for (int i = 0; i < WATCHED.length; i++) {
      rates[i].write(out);
      out.writeInt(counts[i]);
      out.writeInt(zeros[i]);
      out.writeInt(told[i]);
      out.writeInt(latest[i]);
      out.writeInt(before[i]);
      out.writeInt(earlier[i]);
    }
  }

  void read(StateReader in, int version) {
    second = in.readLong();
    half = version >= 2 ? in.readLong() : second * 2;
    for (int i = 0; i < WATCHED.length; i++) {
      rates[i].read(in);
      counts[i] = in.readInt();
      zeros[i] = in.readInt();
      if (version >= 2) {
        told[i] = in.readInt();
        latest[i] = in.readInt();
        before[i] = in.readInt();
        earlier[i] = in.readInt();
      }
    }
    learnLimits();
  }
}
