package io.cryptoscalp.operators.cross;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.operators.instrument.Messages;
import io.cryptoscalp.operators.stream.ForeignCloses;
import io.cryptoscalp.operators.stream.RawFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Does each subscriber get each close once, when it is known, across restores? */
class CrossBarOperatorTest {
  private static final long MS = 1_000_000;
  private static final String SPOT = "BTCUSDT.BINANCE";

  @Test
  void everySubscriberGetsEveryClose() throws Exception {
    List<RawFrame> frames = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long ms = Messages.START_MS + 1000L * i;
      byte[] payload = Messages.trade(i, 600_000 + i, ms);
      frames.add(Messages.frame(FrameKind.TRADE, "trade", (ms + 3) * MS, i, payload));
    }
    frames.add(Messages.frame(null, "", 1, 1, new byte[0]));
    List<RawFrame> whole = run(frames, -1);
    assertThat(run(frames, 77)).usingRecursiveComparison().isEqualTo(whole);
    List<ForeignClose> reference = new ArrayList<>();
    List<ForeignClose> peer = new ArrayList<>();
    int seconds = 0;
    for (RawFrame sent : whole) {
      assertThat(ForeignCloses.isClose(sent)).isTrue();
      ForeignClose close = ForeignCloses.close(sent);
      assertThat(sent.key()).isNotEqualTo(Messages.ID);
      if (close.spec().equals(DataQuality.PEER_SPEC)) {
        // For data quality: none but the peer's.
        assertThat(sent.key()).isEqualTo(SPOT);
        assertThat(close.role()).isEqualTo(Role.PEER);
        seconds++;
      } else if (close.role() == Role.PEER) {
        assertThat(sent.key()).isEqualTo(SPOT);
        peer.add(close);
      } else if (sent.key().equals("ETHUSDT-PERP.BINANCE")) {
        reference.add(close);
      }
    }
    assertThat(seconds).isEqualTo(199);
    // 200 s from 22:13:20 on hold the ends of three minutes and of one span of five.
    assertThat(peer).hasSize(4);
    assertThat(reference).hasSize(4);
    for (int i = 0; i < 4; i++) {
      ForeignClose each = peer.get(i);
      assertThat(reference.get(i).close()).isEqualTo(each.close());
      assertThat(each.instrument()).isEqualTo(Messages.ID);
      assertThat(each.receiveTimeNs() - each.closeTimeNs()).isBetween(0L, 1003 * MS);
      long second = (each.closeTimeNs() / MS - Messages.START_MS) / 1000;
      assertThat(each.close())
          .as("last trade before the end")
          .isEqualTo((600_000 + second - 1) / 10.0);
    }
    int usdm = 0;
    for (var instrument : InstrumentCatalogue.builtIn().all()) {
      usdm += instrument.venue() == Venue.BINANCE_USDM ? 1 : 0;
    }
    assertThat(whole).hasSize(4 * (usdm - 1) + 4 + seconds);
  }

  /** Savepoints may hold closes from before the touch travelled with them. */
  @Test
  void aCloseWithoutTouchIsRead() {
    ForeignClose close =
        new ForeignClose(
            SPOT, Role.PEER, "time-1m", 60_000_000_000L, 61_800.5, 1, 2, 70_000_000_000L);
    RawFrame now = ForeignCloses.frame(Messages.ID, Venue.BINANCE_SPOT, close);
    assertThat(ForeignCloses.close(now)).isEqualTo(close);
    RawFrame before =
        new RawFrame(
            now.key(),
            now.venue(),
            now.symbol(),
            null,
            now.stream(),
            now.receiveTimeNs(),
            0,
            0,
            now.partition(),
            now.offset(),
            Arrays.copyOf(now.payload(), 9));
    assertThat(ForeignCloses.close(before))
        .isEqualTo(
            new ForeignClose(
                SPOT, Role.PEER, "time-1m", 60_000_000_000L, 61_800.5, 0, 0, 70_000_000_000L));
  }

  @Test
  void anUnknownInstrumentIsNamed() {
    assertThatThrownBy(
            () ->
                CrossRoutes.of(
                    InstrumentCatalogue.builtIn(), List.of(), "", Map.of(SPOT, "NOPE.BINANCE")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CROSS_INSTRUMENT_UNKNOWN: id=NOPE.BINANCE");
  }

  private static List<RawFrame> run(List<RawFrame> frames, int cut) throws Exception {
    List<RawFrame> out = new ArrayList<>();
    var harness = harness();
    harness.open();
    for (int i = 0; i < frames.size(); i++) {
      if (i == cut) {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
      }
      harness.processElement(frames.get(i), i);
      out.addAll(harness.extractOutputValues());
      harness.getOutput().clear();
    }
    harness.close();
    return out;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RawFrame, RawFrame> harness()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CrossBarOperator(
                InstrumentCatalogue::builtIn,
                CrossBarOperatorTest::options,
                () ->
                    CrossRoutes.of(
                        InstrumentCatalogue.builtIn(),
                        List.of(Venue.BINANCE_USDM),
                        Messages.ID,
                        Map.of(SPOT, Messages.ID))),
            RawFrame::key,
            Types.STRING);
    harness.setup(
        RawFrame.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private static PipelineOptions options() {
    return new PipelineOptions(
        250_000_000,
        FeedOptions.DEFAULT,
        BarOptions.defaults(),
        FeatureOptions.defaults().withSelect(List.of("family:cross")),
        ConsensusOptions.secondBars());
  }
}
