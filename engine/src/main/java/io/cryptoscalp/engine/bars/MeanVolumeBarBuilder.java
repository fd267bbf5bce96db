package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Volume bars (López de Prado, Advances in Financial Machine Learning, 2018, 2.3.1.3) whose
 * threshold follows the instrument: the volume that trades on average in an interval.
 *
 * <p>The mean is that of earlier bars, volume over time from close to close, each with weight 2 /
 * 61. The first bar closes with the first trade that is an interval after its first one. Trades are
 * never split.
 */
final class MeanVolumeBarBuilder extends BarBuilder {
  private static final double WEIGHT = 2.0 / 61;

  private final double intervalNs;
  private double meanVolume;
  private double meanDurationNs;
  private double threshold;
  private long lastCloseNs;

  MeanVolumeBarBuilder(String instrument, long intervalNs) {
    super(instrument, BarOptions.meanVolumeSpec(intervalNs));
    this.intervalNs = (double) intervalNs;
  }

  @Override
  boolean closesWith(boolean buy) {
    long durationNs = closeTimeNs - (lastCloseNs == 0 ? openTimeNs : lastCloseNs);
    if (threshold == 0) {
      if (durationNs < intervalNs) {
        return false;
      }
      meanVolume = volume;
      meanDurationNs = (double) durationNs;
    } else if (volume < threshold) {
      return false;
    } else {
      meanVolume += WEIGHT * (volume - meanVolume);
      meanDurationNs += WEIGHT * (durationNs - meanDurationNs);
    }
    lastCloseNs = closeTimeNs;
    // Bursts within one instant have no duration: a bar is then at least the volume of its trade.
    threshold = meanVolume * (intervalNs / Math.max(meanDurationNs, 1));
    return true;
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.writeDouble(meanVolume);
    out.writeDouble(meanDurationNs);
    out.writeDouble(threshold);
    out.writeLong(lastCloseNs);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    meanVolume = in.readDouble();
    meanDurationNs = in.readDouble();
    threshold = in.readDouble();
    lastCloseNs = in.readLong();
  }
}
