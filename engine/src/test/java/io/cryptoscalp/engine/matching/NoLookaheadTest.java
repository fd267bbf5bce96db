package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does nothing that a strategy sees or gets before a moment depend on what the tape says later? */
class NoLookaheadTest {
  /** Notes all it is told, and trades on all of it. */
  private static final class Witness implements TickStrategy {
    private final List<String> seen = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int turn;

    private void note(TickContext context, String what) {
      DepthBook book = context.book(0);
      seen.add(
          what
              + " "
              + book.bestBid()
              + "/"
              + book.bestAsk()
              + " "
              + book.bidQuantity(book.bestBid())
              + " "
              + context.position(0)
              + " "
              + context.orderCount(0));
      times.add(context.nowNs());
    }

    @Override
    public int listens() {
      return BOOK + TRADES;
    }

    @Override
    public void onStart(TickContext context) {
      context.schedule(context.nowNs() + 10 * Tapes.MS);
    }

    @Override
    public void onTimer(TickContext context) {
      note(context, "timer");
      context.schedule(context.nowNs() + 10 * Tapes.MS);
    }

    @Override
    public void onBook(TickContext context, int instrument) {
      note(context, "book");
      DepthBook book = context.book(0);
      if (book.isTwoSided() && ++turn % 5 == 0 && context.orderCount(0) < 6) {
        boolean buy = turn % 2 == 0;
        int tick = buy ? book.bestBid() : book.bestAsk();
        context.limit(0, buy ? Side.BUY : Side.SELL, book.price(tick), 20, TimeInForce.GTC);
      }
    }

    @Override
    public void onTrade(
        TickContext context, int instrument, boolean buyerTook, long price, long quantity) {
      note(context, "trade " + buyerTook + " " + price + " " + quantity);
      if (context.orderCount(0) > 4) {
        context.cancel(context.order(0, 0));
      }
    }

    @Override
    public void onReport(TickContext context, TickOrder order, OrderReport report) {
      note(context, order.id() + " " + report.status() + " " + report.quantity());
    }

    List<String> before(long timeNs) {
      List<String> list = new ArrayList<>();
      for (int i = 0; i < seen.size() && times.get(i) < timeNs; i++) {
        list.add(times.get(i) + " " + seen.get(i));
      }
      return list;
    }
  }

  @Test
  void anotherFutureLeavesThePastAsItIs() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          int[] mids = new int[1200];
          EventTape tape = Tapes.random(random, mids.length, mids);
          int from = tape.size() / 4 + random.nextInt(tape.size() / 2);
          long cut = tape.venueNs(from);
          Witness one = run(altered(tape, Long.MAX_VALUE, random));
          Witness two = run(altered(tape, cut, random));
          assertThat(two.before(cut)).isEqualTo(one.before(cut)).hasSizeGreaterThan(50);
          assertThat(two.seen).isNotEqualTo(one.seen);
        });
  }

  @Test
  void theSameTapeGivesTheSameTrial() {
    EventTape tape = Tapes.random(new Random(1), 2000, new int[2000]);
    Witness one = run(tape);
    Witness two = run(tape);
    assertThat(two.seen).isEqualTo(one.seen);
    assertThat(two.times).isEqualTo(one.times);
  }

  @Test
  void nothingIsKnownBeforeItsLocalTime() {
    EventTapeBuilder builder = new EventTapeBuilder(Tapes.BTC, 0);
    builder.level(1 * Tapes.MS, 2 * Tapes.MS, Side.BUY, 10_000, 100);
    builder.level(1 * Tapes.MS, 2 * Tapes.MS, Side.SELL, 10_010, 100);
    builder.endMessage();
    builder.level(5 * Tapes.MS, 65 * Tapes.MS, Side.BUY, 10_000, 0);
    builder.endMessage();
    builder.level(90 * Tapes.MS, 95 * Tapes.MS, Side.BUY, 9_000, 5);
    builder.endMessage();
    Witness witness = run(builder.build());
    assertThat(witness.before(65 * Tapes.MS)).isNotEmpty().allMatch(line -> line.contains("1000/"));
  }

  private static Witness run(EventTape tape) {
    Witness witness = new Witness();
    VenueOptions options =
        VenueOptions.standard(LatencyModel.logNormal(3 * Tapes.MS, 2 * Tapes.MS, 0.5, 7));
    new TickTrial(List.of(tape), List.of(options), 10_000, 0).run(witness);
    return witness;
  }

  /** The tape with everything from a venue time on changed. */
  private static EventTape altered(EventTape tape, long cut, Random random) {
    EventTapeBuilder out = new EventTapeBuilder(tape.instrument(), 0);
    for (int n = 0; n < tape.size(); n++) {
      int i = tape.localOrder(n);
      byte kind = tape.kind(i);
      long venue = tape.venueNs(i);
      long local = tape.localNs(i);
      long quantity = tape.quantity(i);
      long price = tape.price(i);
      if (venue >= cut) {
        quantity = quantity == 0 ? 0 : 5L * (1 + random.nextInt(90));
        price = price == 0 ? 0 : price + 10L * random.nextInt(3);
        local += random.nextInt(5) * Tapes.MS;
      }
      switch (kind) {
        case TapeKind.BID -> out.level(venue, local, Side.BUY, price, quantity);
        case TapeKind.ASK -> out.level(venue, local, Side.SELL, price, quantity);
        case TapeKind.TRADE_BUY -> out.trade(venue, local, Side.BUY, price, quantity);
        case TapeKind.TRADE_SELL -> out.trade(venue, local, Side.SELL, price, quantity);
        default -> out.clear(venue, local);
      }
      if (tape.isLast(i)) {
        out.endMessage();
      }
    }
    return out.build();
  }
}
