package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Do answers about positions become features, and do these go stale by the venue's time? */
class PositionFeaturesTest {
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults().withSelect(List.of("open_interest_*", "long_share*")),
          ConsensusOptions.secondBars());

  private final VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 3);
  private final FeatureCatalogue catalogue = FeatureCatalogue.of(OPTIONS.features());
  private final InstrumentPipeline pipeline = new InstrumentPipeline(venue.instrument(), OPTIONS);
  private final Last out = new Last();

  @BeforeEach
  void theMarketRuns() {
    trade();
  }

  @Test
  void theValuesAreThoseOfTheAnswers() {
    openInterest(1000, 0);
    later(10_000);
    assertThat(value("open_interest_change")).as("one input").isNaN();
    assertThat(value("long_share")).isNaN();
    openInterest(1010, 0);
    ratio(3, 240_000);
    later(10_000);
    assertThat(value("open_interest_change")).isCloseTo(1, within(1e-12));
    assertThat(value("long_share")).isCloseTo(0.75, within(1e-15));
    assertThat(value("long_share_change")).isNaN();
    openInterest(505, 0);
    ratio(1, 0);
    later(10_000);
    assertThat(value("open_interest_change")).isCloseTo(-50, within(1e-12));
    // The mean of what was before: 1000 + (1010 - 1000) / 8.
    assertThat(value("open_interest_drift")).isCloseTo((505 / 1001.25 - 1) * 100, within(1e-12));
    assertThat(value("long_share_change")).isCloseTo(-0.25, within(1e-15));
  }

  @Test
  void anAnswerThatRepeatsTheOneBeforeChangesNothing() {
    openInterest(1000, 0);
    later(10_000);
    openInterest(1010, 0);
    // The trade itself takes 2 ms.
    later(998);
    openInterest(1010, 1000);
    later(1000);
    assertThat(value("open_interest_change")).isCloseTo(1, within(1e-12));
  }

  @Test
  void isStaleFifteenMinutesAfterTheVenuesTime() {
    openInterest(1000, 300_000);
    later(1000);
    openInterest(1010, 240_000);
    ratio(3, 300_000);
    later(599_000);
    assertThat(value("open_interest_change")).isCloseTo(1, within(1e-12));
    assertThat(value("long_share")).isCloseTo(0.75, within(1e-15));
    later(30_000);
    assertThat(value("open_interest_change")).isCloseTo(1, within(1e-12));
    assertThat(value("long_share")).isNaN();
    later(40_000);
    assertThat(value("open_interest_change")).isNaN();
  }

  private void later(long ms) {
    venue.sleepMs(ms);
    trade();
  }

  private void trade() {
    accept(venue.trade());
  }

  private void openInterest(double value, long ageMs) {
    accept(
        VenueFeed.of(
            FrameKind.OPEN_INTEREST,
            venue.nowMs() + 4,
            "{'openInterest':'%s','symbol':'BTCUSDT','time':%d}"
                .formatted(value, venue.nowMs() - ageMs)));
  }

  private void ratio(double value, long ageMs) {
    accept(
        VenueFeed.of(
            FrameKind.LONG_SHORT_RATIO,
            venue.nowMs() + 4,
            "[{'symbol':'BTCUSDT','longShortRatio':'%s','timestamp':%d}]"
                .formatted(value, venue.nowMs() - ageMs)));
  }

  private void accept(Frame frame) {
    assertThat(pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), out))
        .as(pipeline.rejectDetail())
        .isEqualTo(RejectCode.NONE);
  }

  /** Of the newest snapshot; NaN when its bit is clear. */
  private double value(String id) {
    FeatureSnapshot newest = Objects.requireNonNull(out.newest);
    int at = catalogue.indexOf(id);
    assertThat(at).as(id).isNotNegative();
    return (newest.valid()[at >>> 6] >>> (at & 63) & 1) != 0 ? newest.values()[at] : Double.NaN;
  }

  private static final class Last implements SnapshotOutput {
    private @Nullable FeatureSnapshot newest;

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      newest = snapshot;
    }
  }
}
