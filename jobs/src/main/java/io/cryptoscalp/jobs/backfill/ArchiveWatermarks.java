package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of readers that merge by receive time: everything below the newest has been read. One
 * every second of receive time, whatever the wall clock says.
 */
final class ArchiveWatermarks implements WatermarkGenerator<RawFrame> {
  private static final long STEP_MS = 1000;

  private long told = Long.MIN_VALUE;

  /** The strategy. */
  static WatermarkStrategy<RawFrame> strategy() {
    return WatermarkStrategy.forGenerator(context -> new ArchiveWatermarks());
  }

  @Override
  public void onEvent(RawFrame frame, long timestamp, WatermarkOutput output) {
    if (told == Long.MIN_VALUE || timestamp - STEP_MS > told) {
      told = timestamp - 1;
      output.emitWatermark(new Watermark(told));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
