package io.cryptoscalp.operators.source;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks on receive time, moved by the edge's heartbeats only. The edge writes a heartbeat to
 * every partition after all frames that it received earlier, so a heartbeat at {@code t} proves
 * that the partition is complete below {@code t} and no partition stalls the others while the edge
 * lives. Hence the order of events is the same in every run, whatever the parallelism; neither
 * idleness time-outs nor out-of-orderness bounds, both guesses, are needed.
 */
public final class HeartbeatWatermarks implements WatermarkGenerator<RawFrame> {
  private static final long NS_PER_MS = 1_000_000;

  private long highest = Long.MIN_VALUE;

  /** The strategy: one generator a Kafka partition, timestamps = receive time in ms. */
  public static WatermarkStrategy<RawFrame> strategy() {
    return WatermarkStrategy.<RawFrame>forGenerator(context -> new HeartbeatWatermarks())
        .withTimestampAssigner((frame, recordTimestamp) -> frame.receiveTimeNs() / NS_PER_MS);
  }

  @Override
  public void onEvent(RawFrame frame, long timestamp, WatermarkOutput output) {
    if (frame.kind() == FrameKind.HEARTBEAT && timestamp - 1 > highest) {
      highest = timestamp - 1;
      output.emitWatermark(new Watermark(highest));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
