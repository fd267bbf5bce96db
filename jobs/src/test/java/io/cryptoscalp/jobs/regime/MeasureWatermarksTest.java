package io.cryptoscalp.jobs.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.regime.MeasureCodec;
import io.cryptoscalp.operators.source.ControlRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** Does no measure come late that a slower instrument of the partition still has to say? */
class MeasureWatermarksTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final String FAST = "BTCUSDT-PERP.BINANCE";
  private static final String SLOW = "ETHUSDT-PERP.BINANCE";

  private final MeasureCodec codec = new MeasureCodec();
  private long nowMs;
  private long watermarkMs = Long.MIN_VALUE;

  private final MeasureWatermarks watermarks =
      new MeasureWatermarks(
          new RelativeClock() {
            @Override
            public long relativeTimeMillis() {
              return nowMs;
            }

            @Override
            public long relativeTimeNanos() {
              return nowMs * 1_000_000;
            }
          },
          2_000,
          5_000);

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark mark) {
          assertThat(mark.getTimestamp()).isGreaterThan(watermarkMs);
          watermarkMs = mark.getTimestamp();
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
      };

  /** Sends a measure of a second; true when it is not late. */
  private boolean send(String instrument, long second) {
    long eventMs = START_MS + second * 1_000;
    MarketMeasure measure =
        new MarketMeasure(
            instrument,
            eventMs * 1_000_000,
            eventMs * 1_000_000,
            second,
            false,
            1,
            1,
            1,
            1,
            1,
            0,
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            "",
            "",
            null);
    byte[] payload = codec.encode(measure);
    assertThat(MeasureCodec.instrument(payload)).isEqualTo(instrument);
    boolean inTime = eventMs > watermarkMs;
    watermarks.onEvent(new ControlRecord(0, second, eventMs, payload), eventMs, output);
    return inTime;
  }

  private long secondsOfWatermark() {
    watermarks.onPeriodicEmit(output);
    return Math.floorDiv(watermarkMs + 1 - START_MS, 1_000L);
  }

  @Test
  void aSlowerInstrumentIsWaitedFor() {
    for (int second = 0; second < 600; second++) {
      nowMs += second == 1 ? 5_001 : 10;
      assertThat(send(FAST, second + 60)).isTrue();
      assertThat(send(SLOW, second)).isTrue();
      if (second == 0) {
        watermarks.onPeriodicEmit(output);
        assertThat(watermarkMs).as("before all were heard of").isEqualTo(Long.MIN_VALUE);
      } else {
        assertThat(secondsOfWatermark()).isEqualTo(second - 2);
      }
    }
  }

  @Test
  void instrumentsThatAreTakenInTurnsAreNotLate() {
    for (int turn = 0; turn < 20; turn++) {
      for (String instrument : new String[] {FAST, SLOW}) {
        for (int second = 30 * turn; second < 30 * (turn + 1); second++) {
          nowMs += 100;
          assertThat(send(instrument, second)).as("%s %s", instrument, second).isTrue();
          watermarks.onPeriodicEmit(output);
        }
      }
    }
    assertThat(secondsOfWatermark()).isEqualTo(597);
  }

  @Test
  void anInstrumentThatSaysNothingHoldsTheOthersForAWhileOnly() {
    send(FAST, 0);
    nowMs += 5_000;
    send(SLOW, 1);
    nowMs += 5_000;
    send(FAST, 5);
    assertThat(secondsOfWatermark()).isEqualTo(-1);
    nowMs += 1;
    assertThat(secondsOfWatermark()).isEqualTo(3);
    // Once everyone is silent, the newest time counts.
    nowMs += 60_000;
    assertThat(secondsOfWatermark()).isEqualTo(3);
    send(SLOW, 64);
    assertThat(secondsOfWatermark()).isEqualTo(62);
  }

  @Test
  void whatIsNoMeasureMovesNothing() {
    watermarks.onPeriodicEmit(output);
    for (byte[] junk : new byte[][] {{}, {1}, new byte[40], {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 9}}) {
      assertThat(MeasureCodec.instrument(junk)).isEmpty();
      watermarks.onEvent(new ControlRecord(0, 0, 0, junk), 0, output);
      watermarks.onPeriodicEmit(output);
    }
    assertThat(watermarkMs).isEqualTo(Long.MIN_VALUE);
  }
}
