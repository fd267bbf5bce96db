package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Is each stream's silence measured by its own limit, and only while others speak? */
class SilenceWatchTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_700_000_000_000L * MS;

  private final List<String> faults = new ArrayList<>();
  private final FaultSink sink = (code, detail, stream) -> faults.add(code + " " + stream);

  @Test
  void eachStreamHasALimitOfItsOwn() {
    SilenceWatch watch =
        new SilenceWatch(
            new SilenceLimits(1000 * MS, 2000 * MS, 9000 * MS, 9000 * MS, 500 * MS, 0, 0));
    for (FrameKind kind : FrameKind.values()) {
      watch.onFrame(kind, START, sink);
    }
    List<String> seenAt = new ArrayList<>();
    for (int ms = 10; ms <= 6000; ms += 10) {
      int before = faults.size();
      watch.onFrame(FrameKind.TRADE, START + ms * MS, sink);
      for (String fault : faults.subList(before, faults.size())) {
        seenAt.add(fault + " " + ms);
      }
    }
    // Looked for eight times in the shortest limit: late by 70 ms at the most.
    assertThat(seenAt)
        .containsExactly(
            "STREAM_SILENT markPrice 560",
            "STREAM_SILENT depth 1050",
            "STREAM_SILENT bookTicker 2030");
    watch.onFrame(FrameKind.BOOK_TICKER, START + 6001 * MS, sink);
    assertThat(faults).last().isEqualTo("STREAM_RESUMED bookTicker");
  }

  @Test
  void aStreamThatNeverSpokeOrIsNotWatchedIsNeverSilent() {
    SilenceWatch watch = new SilenceWatch(new SilenceLimits(0, 1000 * MS, 0, 0, 1000 * MS, 0, 0));
    watch.onFrame(FrameKind.DEPTH_DIFF, START, sink);
    for (int ms = 0; ms < 60_000; ms += 100) {
      watch.onFrame(FrameKind.TRADE, START + ms * MS, sink);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void nothingIsWatchedWithoutLimits() {
    SilenceWatch watch = new SilenceWatch(SilenceLimits.of(0));
    watch.onFrame(FrameKind.DEPTH_DIFF, START, sink);
    watch.onFrame(FrameKind.TRADE, START + 3_600_000 * MS, sink);
    assertThat(faults).isEmpty();
  }

  @Test
  void aClockSetBackDoesNotPutTheWatchToSleep() {
    SilenceWatch watch = new SilenceWatch(SilenceLimits.of(1000 * MS));
    long wrong = START + 3_600_000 * MS;
    watch.onFrame(FrameKind.TRADE, wrong, sink);
    watch.onFrame(FrameKind.DEPTH_DIFF, START, sink);
    for (int ms = 0; ms < 2000; ms += 50) {
      watch.onFrame(FrameKind.TRADE, START + ms * MS, sink);
    }
    assertThat(faults).containsExactly("STREAM_SILENT depth");
  }

  @Test
  void silenceOutlivesARestore() {
    SilenceWatch watch = new SilenceWatch(SilenceLimits.of(1000 * MS));
    watch.onFrame(FrameKind.DEPTH_DIFF, START, sink);
    watch.onFrame(FrameKind.TRADE, START + 1200 * MS, sink);
    StateWriter out = new StateWriter();
    watch.write(out);
    SilenceWatch restored = new SilenceWatch(SilenceLimits.of(1000 * MS));
    restored.read(new StateReader(out.toByteArray()), 3);
    restored.onFrame(FrameKind.TRADE, START + 1400 * MS, sink);
    restored.onFrame(FrameKind.DEPTH_DIFF, START + 1500 * MS, sink);
    assertThat(faults).containsExactly("STREAM_SILENT depth", "STREAM_RESUMED depth");
  }

  @Test
  void aPollEveryFiveMinutesIsNoSilence() {
    SilenceWatch watch = new SilenceWatch(SilenceLimits.DEFAULT);
    for (int second = 0; second <= 7200; second++) {
      long now = START + second * 1000L * MS;
      watch.onFrame(FrameKind.TRADE, now, sink);
      if (second % 300 == 0 && second <= 3600) {
        FrameKind form = second % 600 == 0 ? FrameKind.OPEN_INTEREST_HIST : FrameKind.OPEN_INTEREST;
        watch.onFrame(form, now, sink);
        watch.onFrame(FrameKind.LONG_SHORT_RATIO, now, sink);
      }
      if (second <= 4500) {
        assertThat(faults).as("second " + second).isEmpty();
      }
    }
    assertThat(faults)
        .containsExactly("STREAM_SILENT openInterest", "STREAM_SILENT longShortRatio");
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> SilenceLimits.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OPTION_INVALID: silence.depthNs=-1");
  }
}
