package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.event.Side;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the venue's loop leave the collector alone? By the JVM's own count of the thread. */
class VenueAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long EVERY_NS = 20 * Tapes.MS;

  private final EventTape tape = Tapes.random(new Random(5), 60_000, new int[60_000]);
  private final EventTape begin = Tapes.random(new Random(5), 10_000, new int[10_000]);

  @Test
  void eventsThatAStrategyHearsOfAllocateNothing() {
    Listener few = new Listener();
    Listener many = new Listener();
    long bytes = allocated(tape, many) - allocated(begin, few);
    assertThat(many.heard).isGreaterThan(5 * few.heard).isGreaterThan(50_000);
    // Some of it: the ladders grow with the way that prices have gone.
    assertThat(perEvent(bytes)).isLessThan(0.5);
  }

  @Test
  void anOrderAllocatesItselfAndItsEventsNothing() {
    Quoter few = new Quoter();
    Quoter many = new Quoter();
    long bytes = allocated(tape, many) - allocated(begin, few);
    long orders = many.placed - few.placed;
    assertThat(orders).isGreaterThan(1_000);
    assertThat(many.fills).isGreaterThan(200);
    assertThat((double) bytes / orders).isLessThan(400);
  }

  private double perEvent(long bytes) {
    return (double) bytes / (tape.size() - begin.size());
  }

  /** Of the second run: what is loaded and made once for all is not the loop's. */
  private static long allocated(EventTape tape, TickStrategy strategy) {
    TickTrial trial =
        new TickTrial(
            List.of(tape),
            List.of(VenueOptions.standard(LatencyModel.constant(3 * Tapes.MS, 2 * Tapes.MS))),
            100_000,
            0);
    var unused = trial.run(new Quoter());
    var unusedToo = trial.run(new Listener());
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var last = trial.run(strategy);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(last.endNs()).isPositive();
    return bytes;
  }

  /** Looks at everything and does nothing. */
  private static final class Listener implements TickStrategy {
    private long heard;

    @Override
    public int listens() {
      return BOOK | TRADES;
    }

    @Override
    public void onStart(TickContext context) {
      context.schedule(context.nowNs() + EVERY_NS);
    }

    @Override
    public void onTimer(TickContext context) {
      context.schedule(context.nowNs() + EVERY_NS);
    }

    @Override
    public void onBook(TickContext context, int instrument) {
      heard += context.book(instrument).isTwoSided() ? 1 : 0;
    }

    @Override
    public void onTrade(
        TickContext context, int instrument, boolean buyerTook, long price, long quantity) {
      heard++;
    }
  }

  /** Keeps a bid and an ask at the touch. */
  private static final class Quoter implements TickStrategy {
    private long placed;
    private long fills;

    @Override
    public void onStart(TickContext context) {
      context.schedule(context.nowNs() + EVERY_NS);
    }

    @Override
    public void onTimer(TickContext context) {
      context.schedule(context.nowNs() + EVERY_NS);
      DepthBook book = context.book(0);
      if (!book.isTwoSided()) {
        return;
      }
      for (int i = 0; i < context.orderCount(0); i++) {
        context.cancel(context.order(0, i));
      }
      context.postOnly(0, Side.BUY, book.price(book.bestBid()), 50);
      context.postOnly(0, Side.SELL, book.price(book.bestAsk()), 50);
      placed += 2;
    }

    @Override
    public void onReport(TickContext context, TickOrder order, OrderReport report) {
      fills += report.quantity() > 0 ? 1 : 0;
    }
  }
}
