package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.operators.regime.MeasureCodec;
import io.cryptoscalp.operators.source.ControlRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks of a partition of measures that wait for the slowest of its instruments. The trading
 * job takes instruments in turns: while it catches up, or is busy, one may be minutes ahead of
 * another of the same partition, whose signals would all be late behind the newest time alone.
 *
 * <p>An instrument that has said nothing for a while of wall-clock time no longer holds the others
 * back; the clock stands still while the reader is held back itself. At the start, after a restore
 * too, the same time goes by before the first watermark, so that all have been heard of. Measures
 * of one instrument come in the order of their event times.
 */
final class MeasureWatermarks implements WatermarkGenerator<ControlRecord> {
  private static final long NS_PER_MS = 1_000_000;

  private final RelativeClock clock;
  private final long delayMs;
  private final long holdNs;
  private final Map<String, Progress> instruments = new HashMap<>();
  private long newestMs = Long.MIN_VALUE;
  private long firstNs;
  private long emittedMs = Long.MIN_VALUE;

  /** How far an instrument is, and when it was heard of. */
  private static final class Progress {
    private long eventMs = Long.MIN_VALUE;
    private long heardNs;
  }

  /**
   * Creates it.
   *
   * @param clock of the reader's activity
   * @param delayMs how far the watermark stays behind
   * @param holdMs how long a silent instrument holds the others back
   */
  MeasureWatermarks(RelativeClock clock, long delayMs, long holdMs) {
    this.clock = clock;
    this.delayMs = delayMs;
    this.holdNs = holdMs * NS_PER_MS;
  }

  @Override
  public void onEvent(ControlRecord record, long timestamp, WatermarkOutput output) {
    String instrument = MeasureCodec.instrument(record.payload());
    if (instrument.isEmpty()) {
      return;
    }
    if (newestMs == Long.MIN_VALUE) {
      firstNs = clock.relativeTimeNanos();
    }
    Progress progress = instruments.computeIfAbsent(instrument, id -> new Progress());
    progress.eventMs = Math.max(progress.eventMs, timestamp);
    progress.heardNs = clock.relativeTimeNanos();
    newestMs = Math.max(newestMs, timestamp);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (newestMs == Long.MIN_VALUE) {
      return;
    }
    long now = clock.relativeTimeNanos();
    if (now - firstNs <= holdNs) {
      return;
    }
    instruments.values().removeIf(progress -> now - progress.heardNs > holdNs);
    long slowestMs = newestMs;
    for (Progress progress : instruments.values()) {
      slowestMs = Math.min(slowestMs, progress.eventMs);
    }
    long watermarkMs = slowestMs - delayMs - 1;
    if (watermarkMs > emittedMs) {
      emittedMs = watermarkMs;
      output.emitWatermark(new Watermark(watermarkMs));
    }
  }
}
