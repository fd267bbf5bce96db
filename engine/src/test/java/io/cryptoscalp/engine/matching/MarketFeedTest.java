package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does a market that comes in message by message do what the whole tape of it does? */
class MarketFeedTest {
  private static final long MS = Tapes.MS;
  private static final long START = 1_700_000_000_000L * MS;
  private static final List<OrderType> TYPES = List.of(OrderType.values());
  private static final long LONGEST = 40 * MS;
  private static final Map<String, Instrument> INSTRUMENTS =
      Map.of("BTC", Tapes.BTC, "ETH", Tapes.instrument("ETH", 1));

  private final List<MarketEvents> messages = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();

  /** What an owner does at a time; a cancellation when there is no order. */
  private record Action(long atNs, Order order, boolean cancels) {}

  @Test
  void itReportsWhatTheTapeReports() {
    int forced = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      market(random);
      act(random);
      VenueOptions options = options(random, seed);
      List<String> expected = onTape(options);
      assertThat(expected).as("seed %s", seed).hasSizeGreaterThan(50);
      assertThat(streamed(options, random, -1)).as("seed %s", seed).isEqualTo(expected);
      forced += (int) expected.stream().filter(report -> report.contains("autoclose")).count();
    }
    assertThat(forced).as("fills of liquidations").isGreaterThan(20);
  }

  @Test
  void aSnapshotAnywhereChangesNothing() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      market(random);
      act(random);
      VenueOptions options = options(random, seed);
      List<String> expected = onTape(options);
      assertThat(streamed(options, random, random.nextInt(messages.size())))
          .as("seed %s", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void itHoldsWhatIsRecentAndNoMore() {
    market(new Random(1));
    MarketFeed feed = feed();
    feed.market("BTC");
    feed.market("ETH");
    int most = 0;
    for (MarketEvents message : messages) {
      feed.add(message);
      feed.release(message.receiveTimeNs() - LONGEST - 1);
      most = Math.max(most, feed.size());
    }
    assertThat(messages.size()).isGreaterThan(2000);
    assertThat(most).isBetween(10, 500);
  }

  private static MarketFeed feed() {
    return new MarketFeed(INSTRUMENTS::get, null, LONGEST);
  }

  private static VenueOptions options(Random random, int seed) {
    QueueModel[] queues = {
      QueueModel.riskAverse(), QueueModel.power(2), QueueModel.logarithm(), QueueModel.throughOnly()
    };
    LatencyModel latency =
        seed % 3 == 0
            ? LatencyModel.constant(0, 0)
            : LatencyModel.logNormal(2 * MS, 3 * MS, 0.7, seed);
    VenueOptions options =
        VenueOptions.standard(latency)
            .withQueue(queues[seed % 4])
            .withRules(
                new VenueRules(true, 200, Double.POSITIVE_INFINITY, 0, true, random.nextBoolean()))
            .withImpact(seed % 2 == 0 ? ImpactModel.none() : ImpactModel.consuming())
            .withOutages(
                new Outages(
                    new long[] {START + 300 * MS},
                    new long[] {START + 330 * MS},
                    new boolean[] {random.nextBoolean()}));
    if (seed % 3 == 2) {
      return options;
    }
    // Little equity, and a maintenance rate near the margin of new positions.
    MarginModel margin = new MarginModel(20, new double[] {15}, new double[] {0.035, 0.04}, 0.002);
    return options.withMargin(seed % 2 == 0 ? margin : margin.withMode(MarginModel.Mode.ISOLATED));
  }

  private static double equity(VenueOptions options) {
    return options.margin() == null ? 10_000 : 6;
  }

  /** Walks of two touches; messages overtake each other, and some are off the tick size. */
  private void market(Random random) {
    messages.clear();
    for (String instrument : List.of("BTC", "ETH")) {
      MarketMessages out = new MarketMessages(instrument, messages::add);
      long now = START;
      int mid = 1000;
      for (int m = 0; m < 1200; m++) {
        now += random.nextInt(3) * MS;
        message(random, out, now, now + random.nextInt(9) * MS, mid, m == 700);
        mid += random.nextInt(6) == 0 ? random.nextInt(3) - 1 : 0;
      }
    }
    messages.sort(Comparator.comparingLong(MarketEvents::receiveTimeNs));
  }

  private static void message(
      Random random, MarketMessages out, long now, long local, int mid, boolean offTick) {
    int kind = random.nextInt(12);
    boolean buy = random.nextBoolean();
    if (kind < 3) {
      int through = random.nextInt(6) == 0 ? random.nextInt(3) : 0;
      int tick = buy ? mid + 1 + through : mid - 1 - through;
      out.trade(now, local, Tapes.side(buy), tick * 10L, 5L * (1 + random.nextInt(12)));
    } else if (kind == 3) {
      out.mark(now, local, mid * 10L + 3, 0.0001, START + 700 * MS);
    } else if (kind == 4) {
      out.touch(now, local, Side.BUY, (mid - 1) * 10L, 5L * (1 + random.nextInt(60)));
    } else {
      for (int i = random.nextInt(5); i >= 0; i--) {
        boolean bid = random.nextBoolean();
        int tick = bid ? mid - 1 - random.nextInt(6) : mid + 1 + random.nextInt(6);
        long quantity = random.nextInt(4) == 0 ? 0 : 5L * (1 + random.nextInt(60));
        out.level(now, local, Tapes.side(bid), tick * 10L + (offTick ? 5 : 0), quantity);
      }
    }
    out.endMessage();
  }

  private void act(Random random) {
    actions.clear();
    for (int i = 0; i < 150; i++) {
      long at = START + random.nextInt(1200) * MS;
      boolean buy = random.nextBoolean();
      OrderType type = TYPES.get(random.nextInt(TYPES.size()));
      boolean market = type == OrderType.MARKET;
      boolean stop = type == OrderType.STOP_MARKET || type == OrderType.TAKE_PROFIT_MARKET;
      long price = (1000 + random.nextInt(9) - 4) * 10L;
      Order order =
          new Order(
              "o" + i,
              Order.Kind.NEW,
              "a",
              "s",
              random.nextBoolean() ? "BTC" : "ETH",
              Tapes.side(buy),
              type,
              market || stop ? 0 : price,
              stop ? price : 0,
              5L * (2 + random.nextInt(40)),
              random.nextInt(5) == 0,
              "i",
              "",
              "",
              at,
              at);
      actions.add(new Action(at, order, false));
      if (random.nextInt(3) == 0) {
        actions.add(new Action(at + random.nextInt(200) * MS, order, true));
      }
    }
    actions.sort(Comparator.comparingLong(Action::atNs));
  }

  private List<String> onTape(VenueOptions options) {
    List<EventTape> tapes = new ArrayList<>();
    for (String instrument : List.of("BTC", "ETH")) {
      EventTapeBuilder tape = new EventTapeBuilder(INSTRUMENTS.get(instrument), 0);
      for (MarketEvents message : messages) {
        if (message.instrument().equals(instrument)) {
          put(message, tape);
        }
      }
      tapes.add(tape.build());
    }
    SimulatedExecutor executor =
        new SimulatedExecutor(tapes, List.of(options, options), equity(options));
    List<String> reports = new ArrayList<>();
    int next = act(executor, 0, START + 1500 * MS, reports);
    assertThat(next).isEqualTo(actions.size());
    return reports;
  }

  private static void put(MarketEvents message, MarketSink out) {
    long venue = message.venueTimeNs();
    long local = message.receiveTimeNs();
    for (int i = 0; i < message.size(); i++) {
      long price = message.price(i);
      long quantity = message.quantity(i);
      switch (message.kind(i)) {
        case TapeKind.BID -> out.level(venue, local, Side.BUY, price, quantity);
        case TapeKind.ASK -> out.level(venue, local, Side.SELL, price, quantity);
        case TapeKind.TRADE_BUY -> out.trade(venue, local, Side.BUY, price, quantity);
        case TapeKind.TRADE_SELL -> out.trade(venue, local, Side.SELL, price, quantity);
        case TapeKind.TOUCH_BID -> out.touch(venue, local, Side.BUY, price, quantity);
        case TapeKind.MARK ->
            out.mark(venue, local, quantity, message.fundingRate(), message.nextFundingTimeNs());
        default -> throw new IllegalStateException("kind " + message.kind(i));
      }
    }
    out.endMessage();
  }

  /** Does what is due up to a time and hears the reports; returns the next action. */
  private int act(SimulatedExecutor executor, int from, long toNs, List<String> reports) {
    int next = from;
    while (next < actions.size() && actions.get(next).atNs <= toNs) {
      Action action = actions.get(next++);
      hear(executor, action.atNs - 1, reports);
      Order order = action.order;
      if (action.cancels) {
        executor.cancel(order.clientOrderId(), order.instrument(), 0, action.atNs, report -> {});
      } else {
        executor.submit(order, INSTRUMENTS.get(order.instrument()), report -> {});
      }
    }
    hear(executor, toNs, reports);
    return next;
  }

  private static void hear(SimulatedExecutor executor, long toNs, List<String> reports) {
    for (long at = executor.nextReportNs(toNs); at <= toNs; at = executor.nextReportNs(toNs)) {
      long time = at;
      executor.onTime(at, report -> reports.add(time + " " + report));
    }
  }

  /** Gives message after message; at the cut everything is replaced by what was stored. */
  private List<String> streamed(VenueOptions options, Random random, int cut) {
    MarketFeed feed = feed();
    SimulatedExecutor executor = executor(feed, options);
    List<String> reports = new ArrayList<>();
    int next = 0;
    for (int m = 0; m < messages.size(); m++) {
      if (m == cut) {
        StateWriter out = new StateWriter();
        feed.write(out);
        executor.write(out);
        feed = feed();
        executor = executor(feed, options);
        StateReader in = new StateReader(out.toByteArray());
        feed.read(in);
        executor.read(in, INSTRUMENTS::get);
        assertThat(in.remaining()).isZero();
      }
      feed.add(messages.get(m));
      long known = messages.get(m).receiveTimeNs() - LONGEST - 1;
      boolean isLast = m + 1 == messages.size();
      if (isLast || (random.nextInt(4) == 0 && known > START)) {
        long to = isLast ? START + 1500 * MS : known;
        next = act(executor, next, to, reports);
        feed.release(to);
      }
    }
    return reports;
  }

  private static SimulatedExecutor executor(MarketFeed feed, VenueOptions options) {
    return new SimulatedExecutor(
        List.of(feed.market("BTC"), feed.market("ETH")),
        List.of(options, options),
        equity(options));
  }
}
