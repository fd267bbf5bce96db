package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Are answers about positions held to the venue's clock, whose time in them may be old? */
class PolledStampsTest {
  private static final long MINUTE = 60_000;

  private final VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 3);
  private final List<String> faults = new ArrayList<>();
  private final FeedPipeline feed = fresh();

  private FeedPipeline fresh() {
    return new FeedPipeline(
        venue.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> faults.add(code));
  }

  @BeforeEach
  void theMarketRuns() {
    Frame trade = venue.trade();
    feed.accept(trade.payload(), trade.kind(), trade.receiveTimeNs());
  }

  @Test
  void anAnswerMayBeMinutesOldAndNoOlder() {
    long reached = feed.engineTimeNs();
    assertThat(openInterest(14 * MINUTE, 5)).isEqualTo(RejectCode.NONE);
    assertThat(feed.frame().openInterest).isEqualTo(5);
    assertThat(feed.frame().eventTimeNs).isGreaterThanOrEqualTo(reached);
    assertThat(openInterest(16 * MINUTE, 5)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.rejectDetail()).startsWith("field=time skewMs=96").endsWith("limitMs=900000");
    assertThat(openInterest(-11_000, 5)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.rejectDetail()).endsWith("limitMs=10000");
    assertThat(openInterest(-9_000, 6)).isEqualTo(RejectCode.NONE);
    // The venue's time in the answer never moves the clock of the feed.
    assertThat(feed.engineTimeNs() - reached).isLessThan(1_000_000_000L);
    assertThat(faults).isEmpty();
  }

  @Test
  void aRepetitionHasNoValueAndAnOlderAnswerIsStale() {
    assertThat(openInterest(1000, 5)).isEqualTo(RejectCode.NONE);
    assertThat(openInterest(1000, 5)).isEqualTo(RejectCode.NONE);
    assertThat(feed.frame().openInterest).isNaN();
    assertThat(openInterest(1001, 5)).isEqualTo(RejectCode.SEQUENCE_STALE);
    assertThat(feed.rejectDetail()).startsWith("field=id id=");
    assertThat(history(1002)).isEqualTo(RejectCode.SEQUENCE_STALE);
    assertThat(ratio(5 * MINUTE, 2)).as("another sequence").isEqualTo(RejectCode.NONE);
    assertThat(feed.frame().longShortRatio).isEqualTo(2);
    assertThat(ratio(5 * MINUTE, 2)).isEqualTo(RejectCode.NONE);
    assertThat(feed.frame().longShortRatio).isNaN();
    assertThat(history(900)).isEqualTo(RejectCode.NONE);
    assertThat(feed.frame().openInterest).isEqualTo(7.5);
  }

  @Test
  void theTimesOutliveARestore() {
    openInterest(1000, 5);
    ratio(5 * MINUTE, 2);
    StateWriter out = new StateWriter();
    feed.write(out);
    FeedPipeline restored = fresh();
    restored.read(new StateReader(out.toByteArray()));
    Frame again = openInterestFrame(1000, 5);
    assertThat(restored.accept(again.payload(), again.kind(), again.receiveTimeNs()))
        .isEqualTo(RejectCode.NONE);
    assertThat(restored.frame().openInterest).isNaN();
  }

  private RejectCode openInterest(long ageMs, double value) {
    return accept(openInterestFrame(ageMs, value));
  }

  private Frame openInterestFrame(long ageMs, double value) {
    return VenueFeed.of(
        FrameKind.OPEN_INTEREST,
        venue.nowMs() + 4,
        "{'openInterest':'%s','symbol':'BTCUSDT','time':%d}"
            .formatted(value, venue.nowMs() - ageMs));
  }

  private RejectCode history(long ageMs) {
    return accept(
        VenueFeed.of(
            FrameKind.OPEN_INTEREST_HIST,
            venue.nowMs() + 4,
            "[{'symbol':'BTCUSDT','sumOpenInterest':'7.5','timestamp':%d}]"
                .formatted(venue.nowMs() - ageMs)));
  }

  private RejectCode ratio(long ageMs, double value) {
    return accept(
        VenueFeed.of(
            FrameKind.LONG_SHORT_RATIO,
            venue.nowMs() + 4,
            "[{'symbol':'BTCUSDT','longShortRatio':'%s','timestamp':%d}]"
                .formatted(value, venue.nowMs() - ageMs)));
  }

  private RejectCode accept(Frame frame) {
    return feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
  }
}
