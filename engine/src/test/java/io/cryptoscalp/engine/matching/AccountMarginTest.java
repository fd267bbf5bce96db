package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.MarginModel.Mode;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Is an account that sends the same orders refused, filled and liquidated as a tick strategy is?
 */
class AccountMarginTest {
  private static final long MS = Tapes.MS;
  private static final long END = 2_000;
  private static final double EQUITY = 100;
  private static final List<Instrument> INSTRUMENTS =
      List.of(Tapes.BTC, Tapes.instrument("ETH", 1));

  /** What both do at a time; a cancellation takes back the order of a number. */
  private record Action(long ms, int number, int instrument, boolean cancels, OrderType type) {}

  private final List<Action> actions = new ArrayList<>();
  private final List<EventTape> tapes = new ArrayList<>();

  @Test
  void theSameOrdersEndTheSameForAnAccountAndATickStrategy() {
    int[] counts = new int[3];
    Properties.forSeeds(
        80,
        (random, seed) -> {
          market(random);
          act(random);
          List<VenueOptions> options = options(random, seed);
          Player player = new Player();
          TickResult expected = new TickTrial(tapes, options, EQUITY, 0).run(player);
          Account account = new Account(options);
          account.run();
          for (int i = 0; i < 2; i++) {
            assertThat(account.fills.get(i)).isEqualTo(fills(expected.fills(), i));
          }
          assertThat(account.equity(expected.cash())).isCloseTo(expected.equity(), within(1e-6));
          counts[0] += account.forced;
          counts[1] += account.rejected;
          counts[2] += expected.liquidations();
        });
    assertThat(counts[2]).as("liquidations").isGreaterThan(50);
    assertThat(counts[0]).as("their fills").isGreaterThan(counts[2] / 2);
    assertThat(counts[1]).as("beyond the margin").isGreaterThan(1_000);
  }

  private static List<VenueOptions> options(Random random, int seed) {
    List<VenueOptions> options = new ArrayList<>();
    MarginModel margin =
        new MarginModel(
            2 + random.nextInt(24), new double[] {400}, new double[] {0.01, 0.03}, 0.002);
    for (int i = 0; i < 2; i++) {
      Mode mode = seed % 3 == 0 || (seed % 3 == 1 && i == 0) ? Mode.ISOLATED : Mode.CROSS;
      options.add(
          VenueOptions.standard(LatencyModel.constant(3 * MS, 4 * MS))
              .withRules(new VenueRules(true, 200, Double.POSITIVE_INFINITY, 0, true, false))
              .withMargin(margin.withMode(mode)));
    }
    return options;
  }

  /** Walks with jumps; ETH tells no marks in every other market. */
  private void market(Random random) {
    tapes.clear();
    boolean marked = random.nextBoolean();
    for (int i = 0; i < 2; i++) {
      EventTapeBuilder tape = new EventTapeBuilder(INSTRUMENTS.get(i), 0);
      long mid = 1000;
      for (long ms = 1; ms < END; ms += 1 + random.nextInt(8)) {
        int jump = random.nextInt(60) == 0 ? 40 : 4;
        mid = Math.max(300, mid + random.nextInt(2 * jump + 1) - jump);
        long venue = ms * MS;
        long local = venue + MS;
        tape.clear(venue, local);
        for (int level = 1; level < 4; level++) {
          tape.level(venue, local, Side.BUY, (mid - level) * 10, 5L * (1 + random.nextInt(2_000)));
          tape.level(venue, local, Side.SELL, (mid + level) * 10, 5L * (1 + random.nextInt(2_000)));
        }
        if (random.nextInt(3) == 0 && (marked || i == 0)) {
          tape.mark(venue, local, mid * 10 + 3, 0.0003, 1_000 * MS);
        }
        tape.endMessage();
      }
      tapes.add(tape.build());
    }
  }

  private void act(Random random) {
    actions.clear();
    OrderType[] types = {
      OrderType.MARKET, OrderType.MARKET, OrderType.POST_ONLY, OrderType.STOP_MARKET
    };
    for (int i = 0; i < 120; i++) {
      long ms = 10L + random.nextInt((int) END - 200);
      OrderType type = types[random.nextInt(types.length)];
      int instrument = random.nextInt(2);
      actions.add(new Action(ms, i, instrument, false, type));
      if (type != OrderType.MARKET && random.nextBoolean()) {
        actions.add(new Action(ms + 20 + random.nextInt(80), i, instrument, true, type));
      }
    }
    actions.sort(Comparator.comparingLong(Action::ms).thenComparingInt(Action::number));
  }

  /** The order of a number: the same for both. */
  private static Order order(Action action) {
    Random random = new Random(action.number * 31L + action.instrument);
    Side side = Tapes.side(random.nextBoolean());
    long price = (1000 + random.nextInt(81) - 40) * 10L;
    boolean market = action.type == OrderType.MARKET;
    boolean stop = action.type == OrderType.STOP_MARKET;
    return new Order(
        "o" + action.number,
        Order.Kind.NEW,
        "a",
        "s",
        INSTRUMENTS.get(action.instrument).id(),
        side,
        action.type,
        market || stop ? 0 : price,
        stop ? price : 0,
        5L * (2 + random.nextInt(1_000)),
        stop || (market && random.nextInt(6) == 0),
        "i",
        "",
        "",
        action.ms * MS,
        action.ms * MS);
  }

  private static String fill(long timeNs, boolean buy, long quantity, long price, boolean maker) {
    return timeNs + (buy ? " buys " : " sells ") + quantity + "@" + price + (maker ? " maker" : "");
  }

  private static List<String> fills(FillLog log, int instrument) {
    List<String> fills = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      if (log.instrument(i) == instrument) {
        String kind = log.order(i) == 0 ? " forced" : "";
        fills.add(
            fill(log.timeNs(i), log.isBuy(i), log.quantity(i), log.price(i), log.isMaker(i))
                + kind);
      }
    }
    return fills;
  }

  /** Sends the orders through an executor and books the money of its reports. */
  private final class Account {
    private final SimulatedExecutor executor;
    private final List<List<String>> fills = List.of(new ArrayList<>(), new ArrayList<>());
    private final double[] held = new double[2];
    private double cash = EQUITY;
    private int forced;
    private int rejected;

    Account(List<VenueOptions> options) {
      executor = new SimulatedExecutor(tapes, options, EQUITY);
    }

    void run() {
      for (Action action : actions) {
        hear(action.ms * MS - 1);
        Order order = order(action);
        if (action.cancels) {
          executor.cancel(order.clientOrderId(), order.instrument(), 0, action.ms * MS, r -> {});
        } else {
          executor.submit(order, INSTRUMENTS.get(action.instrument), r -> {});
        }
      }
      hear(END * 2 * MS);
    }

    private void hear(long toNs) {
      for (long at = executor.nextReportNs(toNs); at <= toNs; at = executor.nextReportNs(toNs)) {
        executor.onTime(at, this::book);
      }
    }

    private void book(ExecutionReport report) {
      int index = report.instrument().equals("BTC") ? 0 : 1;
      rejected += report.reason().equals("MARGIN_INSUFFICIENT") ? 1 : 0;
      if (report.lastQuantity() > 0) {
        boolean isForced = OrderIds.isForced(report.clientOrderId());
        forced += isForced ? 1 : 0;
        fills
            .get(index)
            .add(
                fill(
                        report.eventTimeNs(),
                        report.side() == Side.BUY,
                        report.lastQuantity(),
                        report.lastPrice(),
                        report.maker())
                    + (isForced ? " forced" : ""));
        Instrument instrument = INSTRUMENTS.get(index);
        double signed = report.side().sign() * instrument.quantity(report.lastQuantity());
        held[index] += signed;
        cash -= signed * instrument.price(report.lastPrice()) + report.fee();
      }
    }

    /** At the last marks, with the funding that the twin was told of. */
    double equity(CashLog payments) {
      double equity = cash;
      for (int i = 0; i < payments.size(); i++) {
        equity += payments.kind(i) == CashLog.FUNDING ? payments.amount(i) : 0;
      }
      for (int i = 0; i < 2; i++) {
        equity += held[i] * lastMark(tapes.get(i), INSTRUMENTS.get(i));
      }
      return equity;
    }
  }

  /** The last mark price, else the middle of the last touch. */
  private static double lastMark(EventTape tape, Instrument instrument) {
    Map<Byte, Long> last = new TreeMap<>();
    long best = 0;
    long ask = Long.MAX_VALUE;
    for (int i = 0; i < tape.end; i++) {
      byte kind = tape.kinds[i];
      if (kind == TapeKind.MARK) {
        last.put(kind, tape.quantities[i]);
      } else if (kind == TapeKind.CLEAR) {
        best = 0;
        ask = Long.MAX_VALUE;
      } else if (kind == TapeKind.BID) {
        best = Math.max(best, tape.price(i));
      } else {
        ask = Math.min(ask, tape.price(i));
      }
    }
    Long mark = last.get(TapeKind.MARK);
    return mark != null
        ? instrument.price(mark)
        : (instrument.price(best) + instrument.price(ask)) / 2;
  }

  /** Sends the orders from a tick strategy. */
  private final class Player implements TickStrategy {
    private final Map<Integer, TickOrder> orders = new TreeMap<>();
    private int next;

    @Override
    public void onStart(TickContext context) {
      actions.stream().mapToLong(Action::ms).distinct().forEach(ms -> context.schedule(ms * MS));
    }

    @Override
    public void onTimer(TickContext context) {
      while (next < actions.size() && actions.get(next).ms * MS == context.nowNs()) {
        Action action = actions.get(next++);
        Order order = order(action);
        TickOrder known = orders.get(action.number);
        if (action.cancels && known != null) {
          context.cancel(known);
        } else {
          orders.put(action.number, place(context, action.instrument, order));
        }
      }
    }

    private TickOrder place(TickContext context, int instrument, Order order) {
      return switch (order.type()) {
        case MARKET ->
            context.market(instrument, order.side(), order.quantity(), order.reduceOnly());
        case STOP_MARKET ->
            context.stop(instrument, order.side(), order.triggerPrice(), order.quantity(), true);
        default -> context.postOnly(instrument, order.side(), order.price(), order.quantity());
      };
    }
  }
}
