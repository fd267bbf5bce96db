package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Is a frame with a wrong clock found, alone, and without harm to what follows it? */
class WrongClockTest {
  private static final long START_MS = 1_723_161_253_000L;
  private static final long HOUR_MS = 3_600_000L;

  private final List<String> faults = new ArrayList<>();
  private final FeedPipeline feed =
      new FeedPipeline(
          Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_SPOT, "BTCUSDT")),
          FeedOptions.DEFAULT,
          (code, detail, stream) -> faults.add(code + " " + detail));

  @Test
  void aTickerWithoutEventTimeDoesNotCarryTheClockAway() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(trade(2, START_MS + 100, START_MS + 90)).isEqualTo(RejectCode.NONE);
    long reached = feed.engineTimeNs();
    assertThat(ticker(7, START_MS + HOUR_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.rejectDetail()).contains("field=receiveTime skewMs=3599");
    assertThat(ticker(7, START_MS - HOUR_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.engineTimeNs()).isEqualTo(reached);
    assertThat(ticker(7, START_MS + 200)).isEqualTo(RejectCode.NONE);
    assertThat(feed.engineTimeNs()).isEqualTo((START_MS + 210) * 1_000_000);
    assertThat(faults).isEmpty();
  }

  @Test
  void aWrongClockOnATradeIsNoGapOnTop() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(trade(2, START_MS + HOUR_MS, START_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(trade(3, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(faults).isEmpty();
    assertThat(trade(5, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(faults).containsExactly("TRADE_GAP missing=1 after=3 found=5");
  }

  private RejectCode trade(long id, long eventMs, long receiveMs) {
    return accept(
        FrameKind.TRADE,
        "{'e':'trade','E':%d,'s':'BTCUSDT','t':%d,'p':'61700.1','q':'0.1','T':%d,'m':true,'M':true}"
            .formatted(eventMs, id, eventMs),
        receiveMs);
  }

  private RejectCode ticker(long id, long receiveMs) {
    return accept(
        FrameKind.BOOK_TICKER,
        "{'u':%d,'s':'BTCUSDT','b':'61700.1','B':'1','a':'61700.2','A':'2'}".formatted(id),
        receiveMs);
  }

  private RejectCode accept(FrameKind kind, String text, long receiveMs) {
    byte[] payload = text.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
    return feed.accept(payload, kind, receiveMs * 1_000_000);
  }
}
