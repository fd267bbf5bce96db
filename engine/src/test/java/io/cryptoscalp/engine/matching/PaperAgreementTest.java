package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.Executor;
import io.cryptoscalp.engine.execution.PaperExecutor;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Without any latency, the feed's included, and with the rules of paper execution: does the venue
 * fill what paper fills, at the same prices?
 */
class PaperAgreementTest {
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());

  /** What an order traded altogether. */
  private record Filled(long quantity, double value, boolean maker) {
    double average() {
      return value / quantity;
    }
  }

  private final Map<String, Filled> paperFills = new TreeMap<>();
  private final Map<String, Filled> venueFills = new TreeMap<>();
  private int ticks;
  private int sent;

  @Test
  void theSameFills() {
    RecordedFrames recording = RecordedFrames.load("2024-08-08/usdm-btcusdt.gz");
    VenueOptions options =
        VenueOptions.standard(LatencyModel.constant(0, 0))
            .withQueue(QueueModel.throughOnly())
            .withFills(VenueOptions.Fills.PARTIAL)
            .withImpact(ImpactModel.none())
            .withRules(new VenueRules(true, 10_000, Double.POSITIVE_INFINITY, 0, true, true));
    Executor venue = new SimulatedExecutor(List.of(tape(recording)), List.of(options), 1e6);
    Executor paper = new PaperExecutor(new PaperOptions(0, 0), (strategy, id) -> 0);
    InstrumentPipeline pipeline = new InstrumentPipeline(recording.instrument(), OPTIONS);
    PipelineOutput output =
        (PipelineOutput)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PipelineOutput.class},
                (self, method, arguments) -> {
                  if (arguments != null && arguments[0] instanceof MarketTick tick) {
                    onTick(tick, recording, paper, venue);
                  }
                  return null;
                });
    for (RecordedFrames.Frame frame : recording.frames()) {
      pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), output);
    }
    assertThat(paperFills.size()).isGreaterThan(300);
    assertThat(venueFills.keySet()).isEqualTo(paperFills.keySet());
    int otherPrices = 0;
    for (Map.Entry<String, Filled> fill : paperFills.entrySet()) {
      Filled other = venueFills.getOrDefault(fill.getKey(), new Filled(0, 0, false));
      assertThat(other.quantity).as(fill.getKey()).isEqualTo(fill.getValue().quantity);
      assertThat(other.maker).as(fill.getKey()).isEqualTo(fill.getValue().maker);
      // Paper reports the average of the levels, to the scaled unit; the venue each level.
      double difference = Math.abs(other.average() - fill.getValue().average());
      otherPrices += difference > 1 ? 1 : 0;
      assertThat(other.average()).isCloseTo(fill.getValue().average(), withinPercentage(0.001));
    }
    // A book ticker that passed levels removes them here; paper still shows them.
    assertThat(otherPrices).isLessThanOrEqualTo(2);
  }

  private void onTick(MarketTick tick, RecordedFrames recording, Executor paper, Executor venue) {
    paper.onTick(tick, report -> note(report, paperFills));
    venue.onTick(tick, report -> note(report, venueFills));
    if (!tick.bookHealthy() || ++ticks % 50 != 0) {
      return;
    }
    boolean buy = ticks % 100 == 0;
    boolean rests = ticks % 3 != 0;
    long near = buy ? tick.bestBid() : tick.bestAsk();
    Order order =
        new Order(
            "order-" + ++sent,
            Order.Kind.NEW,
            "a",
            "s",
            recording.instrument().id(),
            buy ? Side.BUY : Side.SELL,
            rests ? OrderType.POST_ONLY : OrderType.MARKET,
            rests ? near : 0,
            0,
            recording.instrument().lotSize() * 5,
            false,
            "i",
            "",
            "",
            tick.eventTimeNs(),
            tick.receiveTimeNs());
    paper.submit(order, recording.instrument(), report -> note(report, paperFills));
    venue.submit(order, recording.instrument(), report -> note(report, venueFills));
  }

  private static void note(ExecutionReport report, Map<String, Filled> fills) {
    if (report.lastQuantity() > 0) {
      double value = (double) report.lastQuantity() * report.lastPrice();
      fills.merge(
          report.clientOrderId(),
          new Filled(report.lastQuantity(), value, report.maker()),
          (before, now) ->
              new Filled(before.quantity + now.quantity, before.value + now.value, now.maker));
    }
  }

  /** A tape on which everything happens when the account hears of it. */
  private static EventTape tape(RecordedFrames recording) {
    FrameDecoder decoder = new FrameDecoder(recording.instrument());
    MarketFrame frame = new MarketFrame();
    FrameTape tape = new FrameTape(recording.instrument(), true, 0);
    for (RecordedFrames.Frame next : recording.frames()) {
      byte[] payload = next.payload();
      RejectCode code =
          decoder.decode(payload, 0, payload.length, next.kind(), next.receiveTimeNs(), frame);
      if (code == RejectCode.NONE) {
        frame.eventTimeNs = next.kind() == FrameKind.DEPTH_SNAPSHOT ? 0 : next.receiveTimeNs();
        frame.transactionTimeNs = frame.eventTimeNs;
        tape.onFrame(frame);
      }
    }
    return tape.build();
  }
}
