package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Do false mark prices, quotes that repeat and clocks that run ahead leave no trace in bars, ticks
 * and features, bit for bit? They are put between the frames of a recording, which is the twin.
 */
class QuarantineOfStreamsTest {
  private static final int STUCK = 20;

  private final List<Frame> falsified = new ArrayList<>();
  private final List<Frame> twin = new ArrayList<>();

  @Test
  void aFalseMarkPriceLeavesNoTrace() {
    RecordedFrames recorded =
        RecordedFrames.load("2023-04-04/usdm-btcusdt.gz,2023-04-05/usdm-btcusdt.gz");
    List<Frame> frames = recorded.frames();
    int planted = 0;
    long known = 0;
    for (Frame frame : frames) {
      if (frame.kind() == FrameKind.MARK_PRICE) {
        // At a time that is known already, so that only its price could leave a trace.
        long time = (long) number(frame, "E");
        if (++planted % 7 == 3 && known >= time) {
          double factor = planted % 2 == 0 ? 1.1 : 0.85;
          Frame bad = with(frame, "E", Long.toString(time - 1));
          falsified.add(with(bad, "p", "%.8f".formatted(number(frame, "p") * factor)));
        }
      }
      both(frame);
      known = has(frame, "E") ? Math.max(known, (long) number(frame, "E")) : known;
    }
    int bad = falsified.size() - twin.size();
    assertThat(bad).isGreaterThan(20);
    QualityRun run = run(recorded);
    assertThat(run.codes).containsEntry("QUALITY_MARK_PRICE", bad);
    assertThat(run.letters).isEqualTo(Map.<RejectCode, Integer>of());
    assertThat(run.learned).isEqualTo(untouched(recorded));
  }

  @Test
  void quotesThatRepeatLeaveNoTraceFromTheTwentiethOn() {
    RecordedFrames recorded = RecordedFrames.load("2024-08-08/usdm-btcusdt.gz");
    List<Frame> frames = recorded.frames();
    int runs = 0;
    int sinceLast = 0;
    Frame last = frames.get(0);
    for (Frame frame : frames) {
      if (frame.kind() == FrameKind.BOOK_TICKER) {
        boolean room =
            last.kind() == FrameKind.BOOK_TICKER && number(frame, "u") - number(last, "u") > 50;
        if (++sinceLast > 2000 && room && !quote(frame).equals(quote(last))) {
          sinceLast = 0;
          runs++;
          for (int i = 1; i < 45; i++) {
            Frame copy = with(last, "u", Long.toString((long) number(last, "u") + i));
            falsified.add(copy);
            if (i < STUCK) {
              twin.add(copy);
            }
          }
        }
        last = frame;
      }
      both(frame);
    }
    assertThat(runs).isGreaterThan(5);
    QualityRun run = run(recorded);
    assertThat(run.codes).containsEntry("QUALITY_STUCK_REPEATS", runs);
    assertThat(run.quarantined()).isEqualTo(runs);
    assertThat(run.learned).isEqualTo(untouched(recorded));
  }

  @Test
  void aClockThatRunsAheadLeavesNoTrace() {
    RecordedFrames recorded = RecordedFrames.load("2024-08-08/coinm-btcusd_perp.gz");
    int seen = 0;
    int planted = 0;
    for (Frame frame : recorded.frames()) {
      boolean due = frame.kind() == FrameKind.BOOK_TICKER && ++seen % 300 == 0;
      if (due) {
        planted++;
        String ahead = Long.toString((long) number(frame, "E") + 3000);
        falsified.add(with(with(frame, "E", ahead), "T", ahead));
      } else {
        both(frame);
      }
    }
    assertThat(planted).isGreaterThan(50);
    QualityRun run = run(recorded);
    assertThat(run.codes).containsEntry("QUALITY_CLOCK_AHEAD", planted);
    assertThat(run.letters).isEqualTo(Map.of(RejectCode.CLOCK_SKEW, planted));
    assertThat(run.learned).isEqualTo(untouched(recorded));
  }

  private void both(Frame frame) {
    falsified.add(frame);
    twin.add(frame);
  }

  private QualityRun run(RecordedFrames recorded) {
    return new QualityRun(recorded.instrument(), QualityOptions.DEFAULT).all(falsified);
  }

  /** What is learned from the twin when nothing is watched. */
  private List<String> untouched(RecordedFrames recorded) {
    List<String> learned =
        new QualityRun(recorded.instrument(), QualityOptions.OFF).all(twin).learned;
    assertThat(learned.stream().filter(line -> line.startsWith("features ")).count())
        .isGreaterThan(500);
    return learned;
  }

  private static String quote(Frame frame) {
    return text(frame, "b") + text(frame, "B") + text(frame, "a") + text(frame, "A");
  }

  private static double number(Frame frame, String field) {
    return Double.parseDouble(text(frame, field));
  }

  private static boolean has(Frame frame, String field) {
    return matcher(frame, field).find();
  }

  private static String text(Frame frame, String field) {
    Matcher matcher = matcher(frame, field);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Frame with(Frame frame, String field, String value) {
    Matcher matcher = matcher(frame, field);
    assertThat(matcher.find()).isTrue();
    String text = new String(frame.payload(), StandardCharsets.UTF_8);
    String changed = text.substring(0, matcher.start(1)) + value + text.substring(matcher.end(1));
    return new Frame(frame.kind(), frame.receiveTimeNs(), changed.getBytes(StandardCharsets.UTF_8));
  }

  private static Matcher matcher(Frame frame, String field) {
    return Pattern.compile("\"" + field + "\":\"?([0-9.]+)\"?[,}]")
        .matcher(new String(frame.payload(), StandardCharsets.UTF_8));
  }
}
