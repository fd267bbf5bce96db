package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.BarPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two recorded venues, one of which leaves the other: is a feed that mark price and peer contradict
 * kept from everything, and only from then on?
 */
class PeerQuarantineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double OFF = 1.02;
  private static final Pattern PRICES = Pattern.compile("\"(p|b|a)\":\"([0-9.]+)\"");

  private RecordedFrames own;
  private RecordedFrames peer;
  private BarPipeline bars;
  private QualityRun run;

  @BeforeEach
  void load() {
    own = RecordedFrames.load("2023-04-04/usdm-btcusdt.gz,2023-04-05/usdm-btcusdt.gz");
    peer = RecordedFrames.load("2023-04-05/spot-btcusdt.gz");
    PipelineOptions options =
        new PipelineOptions(
            250_000_000L,
            FeedOptions.DEFAULT,
            QualityOptions.DEFAULT,
            BarOptions.defaults(),
            FeatureOptions.defaults(),
            ConsensusOptions.secondBars());
    bars = new BarPipeline(peer.instrument(), options, BarOptions.defaults());
    run = new QualityRun(own.instrument(), QualityOptions.DEFAULT);
  }

  @Test
  void theSoundRecordingsAreNotApart() {
    run(own.frames(), false);
    assertThat(run.anomalies).isEmpty();
  }

  @Test
  void aFeedThatBothContradictMovesNothing() {
    List<Frame> frames = own.frames().stream().filter(PeerQuarantineTest::isNoDepth).toList();
    run(frames, true);
    assertThat(run.codes).containsKeys("QUALITY_PEER_APART", "QUALITY_PEER_REFUSED");
    List<FeedFault> refused =
        run.anomalies.stream().filter(a -> a.code().equals("QUALITY_PEER_REFUSED")).toList();
    assertThat(refused).hasSizeGreaterThan(300);
    long from = refused.get(0).eventTimeNs();
    long to = refused.get(refused.size() - 1).eventTimeNs();
    // Apart for three seconds it is believed; the stretch holds for 30 s.
    assertThat((to - from) / SECOND).isBetween(20L, 40L);
    assertThat(run.outputsAt(refused)).as("outputs of refused frames").isZero();
  }

  @Test
  void aBookThatIdsProveIsBelieved() {
    List<Frame> frames = new ArrayList<>(own.frames());
    run(frames, true);
    assertThat(run.codes).doesNotContainKey("QUALITY_PEER_REFUSED");
  }

  /** Both recordings by receive time; between 150 s and 190 s the own one leaves by 2 %. */
  private void run(List<Frame> frames, boolean apart) {
    long start = peer.frames().get(0).receiveTimeNs();
    int next = 0;
    for (Frame frame : frames) {
      while (next < peer.frames().size()
          && peer.frames().get(next).receiveTimeNs() <= frame.receiveTimeNs()) {
        Frame theirs = peer.frames().get(next++);
        bars.onFrame(
            theirs.payload(),
            theirs.kind(),
            theirs.receiveTimeNs(),
            bar -> run.accept(close(bar, theirs.receiveTimeNs())));
      }
      double seconds = (frame.receiveTimeNs() - start) / 1e9;
      run.accept(apart && isNoDepth(frame) ? moved(frame, seconds) : frame);
    }
  }

  private ForeignClose close(Bar bar, long receiveTimeNs) {
    Instrument theirs = peer.instrument();
    return new ForeignClose(
        theirs.id(),
        Role.PEER,
        bar.trades() == 0 ? "none" : bar.spec(),
        bar.closeTimeNs(),
        theirs.price(bar.close()),
        bars.bid(),
        bars.ask(),
        receiveTimeNs);
  }

  private static boolean isNoDepth(Frame frame) {
    return frame.kind() != FrameKind.DEPTH_DIFF && frame.kind() != FrameKind.DEPTH_SNAPSHOT;
  }

  private static Frame moved(Frame frame, double seconds) {
    if (frame.kind() == FrameKind.MARK_PRICE || seconds < 150 || seconds > 190) {
      return frame;
    }
    double ramp = Math.min(1, Math.min((seconds - 150) / 5, (190 - seconds) / 5));
    double factor = 1 + (OFF - 1) * ramp;
    String text = new String(frame.payload(), StandardCharsets.UTF_8);
    Matcher matcher = PRICES.matcher(text);
    String changed =
        matcher.replaceAll(
            found ->
                String.format(
                    Locale.ROOT,
                    "\"%s\":\"%.2f\"",
                    found.group(1),
                    Double.parseDouble(found.group(2)) * factor));
    return new Frame(frame.kind(), frame.receiveTimeNs(), changed.getBytes(StandardCharsets.UTF_8));
  }
}
