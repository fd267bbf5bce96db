package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the feed has single orders: is the place in the queue the true one? */
class OrderQueueTest {
  private static final long MS = Tapes.MS;

  private final EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);

  private List<String> fills(VenueOptions.Fills rule) {
    TickStrategy strategy =
        new TickStrategy() {
          @Override
          public void onStart(TickContext context) {
            context.schedule(10 * MS);
          }

          @Override
          public void onTimer(TickContext context) {
            context.postOnly(0, Side.BUY, 10_000, 100);
          }
        };
    VenueOptions options = VenueOptions.standard(LatencyModel.constant(MS, MS)).withFills(rule);
    FillLog log =
        new TickTrial(List.of(tape.build()), List.of(options), 10_000, 0).run(strategy).fills();
    List<String> fills = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      fills.add(log.timeNs(i) / MS + " " + log.quantity(i));
    }
    return fills;
  }

  private void queue() {
    tape.addOrder(MS, MS, 1, Side.BUY, 10_000, 50);
    tape.addOrder(MS, MS, 2, Side.BUY, 10_000, 60);
    tape.addOrder(MS, MS, 9, Side.SELL, 10_010, 500);
    // Joins behind the own order.
    tape.addOrder(20 * MS, 20 * MS, 3, Side.BUY, 10_000, 500);
  }

  @Test
  void whoIsAheadGoesFirstAndWhoIsBehindNeverDoes() {
    queue();
    tape.executeOrder(30 * MS, 30 * MS, 1, 10_000, 50);
    tape.executeOrder(31 * MS, 31 * MS, 2, 10_000, 20);
    // Without the own order these 40 went to order 3: the own one was ahead of it.
    tape.executeOrder(32 * MS, 32 * MS, 3, 10_000, 40);
    tape.executeOrder(33 * MS, 33 * MS, 3, 10_000, 400);
    tape.endMessage();
    assertThat(fills(VenueOptions.Fills.PARTIAL)).containsExactly("32 40", "33 60");
    assertThat(fills(VenueOptions.Fills.WHOLE)).containsExactly("32 100");
  }

  @Test
  void lossOfPriorityMovesTheOwnOrderUp() {
    queue();
    // More quantity and a new price both cost the place; less quantity does not.
    tape.modifyOrder(25 * MS, 25 * MS, 1, 10_000, 70);
    tape.modifyOrder(26 * MS, 26 * MS, 2, 10_000, 30);
    tape.executeOrder(30 * MS, 30 * MS, 2, 10_000, 30);
    tape.executeOrder(31 * MS, 31 * MS, 1, 10_000, 70);
    tape.endMessage();
    assertThat(fills(VenueOptions.Fills.PARTIAL)).containsExactly("31 70");
  }

  @Test
  void theBookIsTheSumOfItsOrders() {
    queue();
    tape.cancelOrder(40 * MS, 40 * MS, 2, 10_000);
    tape.executeOrder(41 * MS, 41 * MS, 1, 10_000, 20);
    tape.endMessage();
    long[] seen = new long[1];
    new TickTrial(
            List.of(tape.build()),
            List.of(VenueOptions.standard(LatencyModel.constant(0, 0))),
            10_000,
            0)
        .run(
            new TickStrategy() {
              @Override
              public void onStart(TickContext context) {}

              @Override
              public void onEnd(TickContext context) {
                seen[0] = context.book(0).bidQuantity(1000);
              }
            });
    assertThat(seen[0]).isEqualTo(30 + 500);
  }
}
