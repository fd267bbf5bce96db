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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Does a false frame leave no trace in bars, ticks and features? The run with false frames is held
 * against one in which they never arrived.
 */
class QuarantineTest {
  private static final String RECORDING = "2024-08-08/usdm-btcusdt.gz";
  private static final int EVERY = 500;

  /** A falsification of one field. */
  private enum False {
    TRADE_TWO_PERCENT_UP(FrameKind.TRADE, "\"p\":\"([0-9.]+)\"", 1.02, "QUALITY_TRADE_PRICE"),
    TRADE_AT_HALF(FrameKind.TRADE, "\"p\":\"([0-9.]+)\"", 0.5, "QUALITY_TRADE_PRICE"),
    TRADE_TENFOLD(FrameKind.TRADE, "\"p\":\"([0-9.]+)\"", 10, "QUALITY_TRADE_PRICE"),
    BID_DOWN(FrameKind.BOOK_TICKER, "\"b\":\"([0-9.]+)\"", 0.97, "QUALITY_QUOTE_PRICE"),
    ASK_UP(FrameKind.BOOK_TICKER, "\"a\":\"([0-9.]+)\"", 1.03, "QUALITY_QUOTE_PRICE"),
    SIZE(FrameKind.TRADE, "\"q\":\"([0-9.]+)\"", 0, "QUALITY_TRADE_SIZE");

    private final FrameKind kind;
    private final Pattern pattern;
    private final double factor;
    private final String code;

    False(FrameKind kind, String pattern, double factor, String code) {
      this.kind = kind;
      this.pattern = Pattern.compile(pattern);
      this.factor = factor;
      this.code = code;
    }

    Frame of(Frame sound) {
      String text = new String(sound.payload(), StandardCharsets.UTF_8);
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).isTrue();
      double value = factor == 0 ? 90_000 : Double.parseDouble(matcher.group(1)) * factor;
      String changed =
          text.substring(0, matcher.start(1))
              + "%.1f".formatted(value)
              + text.substring(matcher.end(1));
      return new Frame(
          sound.kind(), sound.receiveTimeNs(), changed.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static long eventMs(Frame frame) {
    String text = new String(frame.payload(), StandardCharsets.UTF_8);
    int at = text.indexOf("\"E\":");
    return at < 0 ? 0 : Long.parseLong(text.substring(at + 4, at + 17));
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoTrace(False falsification) {
    RecordedFrames recorded = RecordedFrames.load(RECORDING);
    List<Frame> frames = recorded.frames();
    List<Frame> falsified = new ArrayList<>();
    List<Frame> without = new ArrayList<>();
    int planted = 0;
    int seen = 0;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      boolean last = i + 1 == frames.size();
      if (frame.kind() == falsification.kind
          && ++seen % EVERY == 0
          && !last
          // Its time is true and may be known from it first: plant where the next says the same.
          && eventMs(frames.get(i + 1)) == eventMs(frame)) {
        falsified.add(falsification.of(frame));
        planted++;
      } else {
        falsified.add(frame);
        without.add(frame);
      }
    }
    QualityRun run = new QualityRun(recorded.instrument(), QualityOptions.DEFAULT).all(falsified);
    QualityRun never = new QualityRun(recorded.instrument(), QualityOptions.OFF).all(without);
    assertThat(planted).isGreaterThan(5);
    assertThat(run.codes).containsEntry(falsification.code, planted);
    assertThat(run.quarantined()).isEqualTo(planted);
    assertThat(run.letters).isEqualTo(Map.<RejectCode, Integer>of());
    assertThat(run.learned).isEqualTo(never.learned);
  }

  @ParameterizedTest
  @EnumSource(
      value = False.class,
      names = {"TRADE_AT_HALF", "ASK_UP"})
  void aStoredRunQuarantinesTheSame(False falsification) {
    RecordedFrames recorded = RecordedFrames.load(RECORDING);
    QualityRun whole = new QualityRun(recorded.instrument(), QualityOptions.DEFAULT);
    QualityRun parts = new QualityRun(recorded.instrument(), QualityOptions.DEFAULT);
    int seen = 0;
    for (Frame sound : recorded.frames().subList(0, 30_000)) {
      boolean falsify = sound.kind() == falsification.kind && ++seen % 97 == 0;
      Frame frame = falsify ? falsification.of(sound) : sound;
      whole.accept(frame);
      parts.accept(frame);
      if (seen % 97 == 0) {
        parts.restore();
      }
    }
    assertThat(whole.quarantined()).isPositive();
    assertThat(parts.anomalies).isEqualTo(whole.anomalies);
    assertThat(parts.learned).isEqualTo(whole.learned);
    assertThat(parts.state()).isEqualTo(whole.state());
  }
}
