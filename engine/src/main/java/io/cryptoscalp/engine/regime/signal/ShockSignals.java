package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.volatility.EwmaVariance;
import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.regime.window.TimeExtreme;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Shocks and squeezes: the move of a minute against the usual one, and volatility against its own
 * last day. Deviations are of the log returns of minute closes, exponentially weighted (RiskMetrics
 * 1996) with half-lives of 23 and of 138 minutes; a minute without a close is part of the next.
 */
final class ShockSignals {
  private static final int VERSION = 1;
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long REMIND_SQUEEZE = 60 * MINUTE;
  private static final double FAST = 0.97;
  private static final double SLOW = 0.995;
  private static final int WARM_MINUTES = 30;

  /** A sample of volatility each five minutes, for a day. */
  private static final int SAMPLE_MINUTES = 5;

  private static final int SAMPLES = 288;
  private static final int WARM_SAMPLES = 72;

  private final TimeExtreme highs = TimeExtreme.highest(MINUTE);
  private final TimeExtreme lows = TimeExtreme.lowest(MINUTE);
  private final EwmaVariance fast = new EwmaVariance(FAST);
  private final EwmaVariance slow = new EwmaVariance(SLOW);
  private final SortedWindow past = new SortedWindow(SAMPLES);
  private double lastClose;
  private int minutes;
  private int quiet;
  private long upNs = Long.MIN_VALUE;
  private long downNs = Long.MIN_VALUE;
  private long squeezeNs = Long.MIN_VALUE;

  ShockSignals() {}

  /** Usual move of a minute, as a fraction; NaN in the first half hour. */
  double deviation() {
    return minutes < WARM_MINUTES ? Double.NaN : slow.nextDeviation();
  }

  void update(MarketMeasure measure, long timeNs, Thresholds at, SignalSink out) {
    double price = measure.price();
    highs.add(timeNs, measure.high());
    lows.add(timeNs, measure.low());
    double deviation = deviation();
    if (!Double.isNaN(deviation)) {
      double most = Math.max(at.get(Threshold.SHOCK_LEAST), at.get(Threshold.SHOCK) * deviation);
      double down = 1 - price / highs.value();
      if (down >= most && isRested(downNs, timeNs, MINUTE)) {
        downNs = timeNs;
        out.signal(SignalKind.SHOCK, -1, down, most);
      }
      double up = price / lows.value() - 1;
      if (up >= most && isRested(upNs, timeNs, MINUTE)) {
        upNs = timeNs;
        out.signal(SignalKind.SHOCK, 1, up, most);
      }
    }
    if (measure.minute()) {
      close(price, timeNs, at, out);
    }
  }

  private static boolean isRested(long lastNs, long timeNs, long pauseNs) {
    return lastNs == Long.MIN_VALUE || timeNs - lastNs >= pauseNs;
  }

  private void close(double price, long timeNs, Thresholds at, SignalSink out) {
    if (lastClose > 0) {
      double change = StrictMath.log(price / lastClose);
      fast.update(change);
      slow.update(change);
      minutes++;
      squeeze(timeNs, at, out);
    }
    lastClose = price;
  }

  private void squeeze(long timeNs, Thresholds at, SignalSink out) {
    if (minutes < WARM_MINUTES) {
      return;
    }
    double now = fast.nextDeviation();
    if (past.size() >= WARM_SAMPLES) {
      double rank = past.rank(now);
      quiet = rank <= at.get(Threshold.SQUEEZE_RANK) ? quiet + 1 : 0;
      if (quiet >= at.get(Threshold.SQUEEZE_MINUTES)
          && isRested(squeezeNs, timeNs, REMIND_SQUEEZE)) {
        squeezeNs = timeNs;
        out.signal(SignalKind.SQUEEZE, 0, rank, at.get(Threshold.SQUEEZE_RANK));
      }
      if (quiet == 0) {
        squeezeNs = Long.MIN_VALUE;
      }
    }
    if (minutes % SAMPLE_MINUTES == 0) {
      past.add(now);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    highs.write(out);
    lows.write(out);
    fast.write(out);
    slow.write(out);
    past.write(out);
    out.writeDouble(lastClose);
    out.writeInt(minutes);
    out.writeInt(quiet);
    out.writeLong(upNs);
    out.writeLong(downNs);
    out.writeLong(squeezeNs);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "shock-signals");
    highs.read(in);
    lows.read(in);
    fast.read(in);
    slow.read(in);
    past.read(in);
    lastClose = in.readDouble();
    minutes = in.readInt();
    quiet = in.readInt();
    upNs = in.readLong();
    downNs = in.readLong();
    squeezeNs = in.readLong();
  }
}
