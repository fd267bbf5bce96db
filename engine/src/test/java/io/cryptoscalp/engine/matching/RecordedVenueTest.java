package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Does a grid of quotes on a recording fill as it does in hftbacktest 2.4.4? The numbers are those
 * of {@code bench/peers/hftbacktest/grid.py}; the sums are of own fills that {@code bench/run
 * backtest-ticks} found equal to the peer's one by one.
 */
class RecordedVenueTest {
  private static final long MS = Tapes.MS;
  private static final VenueRules NO_FILTERS =
      new VenueRules(false, 1000, Double.POSITIVE_INFINITY, 0, true, false);

  @ParameterizedTest
  @CsvSource({
    "risk-averse, 1502, 6414055501890098703",
    "power, 1506, -7361674530303422727",
    "log, 1546, 5153573136515375697"
  })
  void theGridFillsAsInThePeer(String queue, int fills, long sum) {
    EventTape tape = tape("2024-08-08/usdm-btcusdt.gz");
    QueueModel model =
        switch (queue) {
          case "power" -> QueueModel.power(3);
          case "log" -> QueueModel.logarithm();
          default -> QueueModel.riskAverse();
        };
    VenueOptions options =
        VenueOptions.standard(LatencyModel.constant(10 * MS, 10 * MS))
            .withRules(NO_FILTERS)
            .withQueue(model)
            .withFills(VenueOptions.Fills.WHOLE)
            .withImpact(ImpactModel.none());
    long lot = tape.instrument().lotSize();
    TickResult result =
        new TickTrial(List.of(tape), List.of(options), 1e6, 0).run(new Grid(5, lot, 20 * lot));
    assertThat(result.fills().size()).isEqualTo(fills);
    assertThat(sum(result.fills(), tape)).isEqualTo(sum);
  }

  /** Depends on the time, direction and price of every fill and on their order. */
  private static long sum(FillLog log, EventTape tape) {
    long sum = 0;
    for (int i = 0; i < log.size(); i++) {
      long tick = log.price(i) / tape.step();
      sum = sum * 31 + log.timeNs(i) / MS * 7 + (log.isBuy(i) ? tick : -tick);
    }
    return sum;
  }

  private static EventTape tape(String file) {
    RecordedFrames recording = RecordedFrames.load(file);
    FrameDecoder decoder = new FrameDecoder(recording.instrument());
    MarketFrame frame = new MarketFrame();
    FrameTape tape = new FrameTape(recording.instrument(), false, MS);
    for (RecordedFrames.Frame next : recording.frames()) {
      byte[] payload = next.payload();
      RejectCode code =
          decoder.decode(payload, 0, payload.length, next.kind(), next.receiveTimeNs(), frame);
      if (code == RejectCode.NONE) {
        tape.onFrame(frame);
      }
    }
    return tape.build();
  }

  /** Quotes the touch and the levels behind it every 100 ms, as far as the limit allows. */
  private static final class Grid implements TickStrategy {
    private final int levels;
    private final long quantity;
    private final long limit;

    Grid(int levels, long quantity, long limit) {
      this.levels = levels;
      this.quantity = quantity;
      this.limit = limit;
    }

    @Override
    public void onStart(TickContext context) {
      context.schedule(context.nowNs() + 100 * MS);
    }

    @Override
    public void onTimer(TickContext context) {
      context.schedule(context.nowNs() + 100 * MS);
      DepthBook book = context.book(0);
      if (!book.isTwoSided()) {
        return;
      }
      int bids = context.position(0) < limit ? levels : 0;
      int asks = context.position(0) > -limit ? levels : 0;
      for (int i = 0; i < context.orderCount(0); i++) {
        TickOrder order = context.order(0, i);
        int behind =
            order.side() == Side.BUY
                ? book.bestBid() - order.tick()
                : order.tick() - book.bestAsk();
        if (behind < 0 || behind >= (order.side() == Side.BUY ? bids : asks)) {
          context.cancel(order);
        }
      }
      for (int i = 0; i < bids; i++) {
        quote(context, Side.BUY, book.bestBid() - i);
      }
      for (int i = 0; i < asks; i++) {
        quote(context, Side.SELL, book.bestAsk() + i);
      }
    }

    private void quote(TickContext context, Side side, int tick) {
      for (int i = 0; i < context.orderCount(0); i++) {
        if (context.order(0, i).tick() == tick && context.order(0, i).side() == side) {
          return;
        }
      }
      context.postOnly(0, side, context.book(0).price(tick), quantity);
    }
  }
}
