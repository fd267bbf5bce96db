package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Bursts of liquidations and of trading, each against what the instrument is used to. */
final class FlowSignals {
  private static final int VERSION = 1;
  private static final long SECOND = 1_000_000_000L;
  private static final long PAUSE_LIQUIDATIONS = 30 * SECOND;
  private static final long PAUSE_VOLUME = 60 * SECOND;

  /** Weight of a minute in the mean of liquidations: about a day. */
  private static final double WEIGHT = 1 / 1440.0;

  private static final int MINUTES = 60;
  private static final int WARM_MINUTES = 20;

  private final RollingSum sells = new RollingSum();
  private final RollingSum buys = new RollingSum();
  private final RollingSum traded = new RollingSum();
  private final RollingSum bought = new RollingSum();
  private final SortedWindow minuteVolumes = new SortedWindow(MINUTES);
  private double minuteLiquidated;
  private double minuteVolume;
  private double meanLiquidated;
  private long sellNs = Long.MIN_VALUE;
  private long buyNs = Long.MIN_VALUE;
  private long volumeNs = Long.MIN_VALUE;

  FlowSignals() {}

  void update(MarketMeasure measure, long timeNs, Thresholds at, SignalSink out) {
    sells.add(timeNs, measure.liquidatedLong());
    buys.add(timeNs, measure.liquidatedShort());
    double most =
        Math.max(
            at.get(Threshold.LIQUIDATIONS_LEAST), at.get(Threshold.LIQUIDATIONS) * meanLiquidated);
    if (measure.liquidatedLong() > 0 && sells.sum() >= most && isRested(sellNs, timeNs)) {
      sellNs = timeNs;
      out.signal(SignalKind.LIQUIDATIONS, -1, sells.sum(), most);
    }
    if (measure.liquidatedShort() > 0 && buys.sum() >= most && isRested(buyNs, timeNs)) {
      buyNs = timeNs;
      out.signal(SignalKind.LIQUIDATIONS, 1, buys.sum(), most);
    }
    volume(measure, timeNs, at, out);
    minuteLiquidated += measure.liquidatedLong() + measure.liquidatedShort();
    minuteVolume += measure.volume();
    if (measure.minute()) {
      meanLiquidated += WEIGHT * (minuteLiquidated - meanLiquidated);
      minuteVolumes.add(minuteVolume);
      minuteLiquidated = 0;
      minuteVolume = 0;
    }
  }

  private static boolean isRested(long lastNs, long timeNs) {
    return lastNs == Long.MIN_VALUE || timeNs - lastNs >= PAUSE_LIQUIDATIONS;
  }

  private void volume(MarketMeasure measure, long timeNs, Thresholds at, SignalSink out) {
    traded.add(timeNs, measure.volume());
    bought.add(timeNs, measure.takerBuyVolume());
    if (minuteVolumes.size() < WARM_MINUTES) {
      return;
    }
    double most = at.get(Threshold.VOLUME) * minuteVolumes.median();
    double sum = traded.sum();
    boolean rested = volumeNs == Long.MIN_VALUE || timeNs - volumeNs >= PAUSE_VOLUME;
    if (most > 0 && sum >= most && rested) {
      volumeNs = timeNs;
      out.signal(SignalKind.VOLUME_BURST, 2 * bought.sum() >= sum ? 1 : -1, sum, most);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    sells.write(out);
    buys.write(out);
    traded.write(out);
    bought.write(out);
    minuteVolumes.write(out);
    out.writeDouble(minuteLiquidated);
    out.writeDouble(minuteVolume);
    out.writeDouble(meanLiquidated);
    out.writeLong(sellNs);
    out.writeLong(buyNs);
    out.writeLong(volumeNs);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "flow-signals");
    sells.read(in);
    buys.read(in);
    traded.read(in);
    bought.read(in);
    minuteVolumes.read(in);
    minuteLiquidated = in.readDouble();
    minuteVolume = in.readDouble();
    meanLiquidated = in.readDouble();
    sellNs = in.readLong();
    buyNs = in.readLong();
    volumeNs = in.readLong();
  }
}
