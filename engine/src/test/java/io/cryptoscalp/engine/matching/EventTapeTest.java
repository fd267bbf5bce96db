package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is a tape in order on both clocks, and does it hold what was recorded? */
class EventTapeTest {
  @Test
  void bothClocksAscendAndALateRecorderIsCorrected() {
    EventTapeBuilder builder = new EventTapeBuilder(Tapes.BTC, 5);
    builder.level(0, 80, Side.BUY, 10_000, 5);
    builder.level(100, 90, Side.BUY, 10_010, 5);
    builder.level(120, 140, Side.BUY, 10_020, 5);
    builder.level(110, 150, Side.SELL, 10_030, 5);
    EventTape tape = builder.build();
    // The recorder was 10 behind at the second event: all local times move by 15.
    assertThat(tape.localShiftNs()).isEqualTo(15);
    assertThat(tape.negativeLatencies()).isEqualTo(1);
    assertThat(List.of(tape.venueNs(0), tape.venueNs(1), tape.venueNs(2), tape.venueNs(3)))
        .containsExactly(90L, 100L, 110L, 120L);
    assertThat(List.of(tape.localNs(0), tape.localNs(1), tape.localNs(2), tape.localNs(3)))
        .containsExactly(95L, 105L, 165L, 155L);
    assertThat(List.of(tape.localOrder(2), tape.localOrder(3))).containsExactly(3, 2);
  }

  @Test
  void finerHistoricTicksAreKept() {
    EventTapeBuilder builder = new EventTapeBuilder(Tapes.BTC, 0);
    builder.level(1, 2, Side.BUY, 10_004, 5);
    builder.level(1, 2, Side.SELL, 10_010, 5);
    EventTape tape = builder.build();
    assertThat(tape.step()).isEqualTo(2);
    assertThat(tape.price(0)).isEqualTo(10_004);
    assertThat(tape.price(1)).isEqualTo(10_010);
  }

  @Test
  void levelsAndSingleOrdersDoNotMix() {
    EventTapeBuilder builder = new EventTapeBuilder(Tapes.BTC, 0);
    builder.level(1, 2, Side.BUY, 10_000, 5);
    builder.addOrder(1, 2, 7, Side.SELL, 10_010, 5);
    assertThatThrownBy(builder::build).hasMessageContaining("TAPE_MIXED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-08-08/usdm-btcusdt.gz",
        "2024-08-08/coinm-ethusd_perp.gz",
        "2024-08-08/spot-ethusdt.gz"
      })
  void aRecordingsLevelsAgreeWithItsBookTickers(String file) {
    RecordedFrames recording = RecordedFrames.load(file);
    FrameDecoder decoder = new FrameDecoder(recording.instrument());
    MarketFrame frame = new MarketFrame();
    FrameTape tape = new FrameTape(recording.instrument(), false, 0);
    List<long[]> tickers = new ArrayList<>();
    for (RecordedFrames.Frame next : recording.frames()) {
      byte[] payload = next.payload();
      RejectCode code =
          decoder.decode(payload, 0, payload.length, next.kind(), next.receiveTimeNs(), frame);
      if (code == RejectCode.NONE) {
        tape.onFrame(frame);
        if (frame.kind == FrameKind.BOOK_TICKER) {
          tickers.add(new long[] {frame.bidPrices[0], frame.askPrices[0]});
        }
      }
    }
    EventTape built = tape.build();
    DepthBook book = new DepthBook(built);
    java.util.Set<String> touches = new java.util.HashSet<>();
    for (int i = 0; i < built.size(); i++) {
      if (TapeKind.isBook(built.kind(i))) {
        book.apply(built.kind(i), built.ticks[i], built.quantity(i));
      }
      if (built.isLast(i)) {
        touches.add(book.bidPrice() + "/" + book.askPrice());
      }
      assertThat(built.localNs(i)).isGreaterThanOrEqualTo(built.venueNs(i));
    }
    // Diffs come in batches, so not every ticker's touch stands at the end of one.
    long seen = tickers.stream().filter(t -> touches.contains(t[0] + "/" + t[1])).count();
    assertThat((double) seen / tickers.size()).isGreaterThan(0.5);
  }
}
