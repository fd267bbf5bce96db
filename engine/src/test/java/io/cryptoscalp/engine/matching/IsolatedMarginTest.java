package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.matching.MarginModel.Mode;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does an isolated position live and die by its own margin? */
class IsolatedMarginTest {
  private static final long MS = Tapes.MS;
  private static final double FEE = 0.0004;

  private static MarginModel model(double leverage, double liquidationFee) {
    return new MarginModel(
        Mode.ISOLATED,
        leverage,
        new double[] {2_000, 20_000},
        new double[] {0.004, 0.01, 0.05},
        liquidationFee);
  }

  /**
   * The two positions of the venue's own example (Binance, "How to Calculate Liquidation Price of
   * USD-M Futures Contracts"): what covers each there is the wallet less the other's maintenance
   * margin and loss.
   */
  @Test
  void theVenuesOwnExampleComesOut() {
    assertThat(
            single(0.1, 135_365.00)
                .liquidationPrice(
                    true, 3_683.979, 1_456.84, 1_535_443.01 - 71_200.81144 - 56_354.57))
        .isCloseTo(1_153.26, within(0.01));
    assertThat(
            single(0.025, 16_300.00)
                .liquidationPrice(
                    true, 109.488, 32_481.98, 1_535_443.01 - 356_512.508 - 448_192.89))
        .isCloseTo(26_316.89, within(0.01));
  }

  /** Tiers of which the second has a rate and a deduction. */
  private static MarginModel single(double rate, double deduction) {
    double cap = deduction / (rate - 0.004);
    return new MarginModel(Mode.ISOLATED, 10, new double[] {cap}, new double[] {0.004, rate}, 0);
  }

  @Test
  void theLossEndsWithTheMarginAndTheRestOfTheAccountStays() {
    EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
    step(tape, 1, 10_000);
    // A gap far beyond the price at which nothing is left.
    step(tape, 50, 7_000);
    step(tape, 60, 7_000);
    TickResult result = run(tape.build(), model(10, 0.01), List.of(new Ordered(10, true, 100_000)));
    assertThat(result.liquidations()).isEqualTo(1);
    double opening = 100 * 100.1;
    assertThat(result.equity())
        .as("margin of a tenth and the fee of the opening")
        .isCloseTo(10_000 - opening / 10 - FEE * opening, within(1e-6));
    assertThat(result.cash().kind(result.cash().size() - 1)).isEqualTo(CashLog.INSURANCE);
  }

  @Test
  void marginsOfPositionsAreNotThereForOrders() {
    EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
    step(tape, 1, 10_000);
    step(tape, 30, 10_500);
    step(tape, 60, 10_500);
    List<Ordered> orders =
        List.of(
            new Ordered(10, true, 600_000),
            // Half of the equity is set aside for it, and its profit is not to be spent.
            new Ordered(40, true, 500_000),
            new Ordered(45, false, 300_000),
            // A reduction has released half of the margin and the profit.
            new Ordered(50, true, 500_000));
    TickResult result = run(tape.build(), model(10, 0), orders);
    List<Long> filled = new ArrayList<>();
    for (int i = 0; i < result.fills().size(); i++) {
      filled.add(result.fills().quantity(i));
    }
    assertThat(filled).containsExactly(600_000L, 300_000L, 500_000L);
  }

  private record Ordered(long ms, boolean buys, long quantity) {}

  /** Marks and a touch one tick off it, deep enough for everything. */
  private static void step(EventTapeBuilder tape, long ms, long mark) {
    tape.clear(ms * MS, ms * MS);
    tape.level(ms * MS, ms * MS, Side.BUY, mark - 10, 1_000_000_000);
    tape.level(ms * MS, ms * MS, Side.SELL, mark + 10, 1_000_000_000);
    tape.mark(ms * MS, ms * MS, mark, 0, 0);
    tape.endMessage();
  }

  private static TickResult run(EventTape tape, MarginModel margin, List<Ordered> orders) {
    VenueOptions options =
        VenueOptions.standard(LatencyModel.constant(0, 0))
            .withRules(new VenueRules(false, 10_000, Double.POSITIVE_INFINITY, 0, true, false))
            .withImpact(ImpactModel.none())
            .withMargin(margin);
    return new TickTrial(List.of(tape), List.of(options), 10_000, 0).run(new Player(orders));
  }

  private static final class Player implements TickStrategy {
    private final List<Ordered> orders;
    private int next;

    Player(List<Ordered> orders) {
      this.orders = orders;
    }

    @Override
    public void onStart(TickContext context) {
      orders.forEach(order -> context.schedule(order.ms() * MS));
    }

    @Override
    public void onTimer(TickContext context) {
      Ordered order = orders.get(next++);
      context.market(0, order.buys() ? Side.BUY : Side.SELL, order.quantity(), false);
    }
  }

  @Test
  void aTwinThatGoesByTheLiquidationPriceEndsWithTheSameEquity() {
    int[] liquidated = new int[1];
    Properties.forSeeds(
        60,
        (random, seed) -> {
          EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
          MarginModel model = model(2 + random.nextInt(30), 0.002 * random.nextInt(3));
          Twin twin = new Twin(model);
          List<Ordered> orders = new ArrayList<>();
          long mark = 10_000;
          for (int i = 1; i <= 200; i++) {
            mark = Math.max(2_000, mark + 10L * (random.nextInt(81) - 40));
            step(tape, 10L * i, mark);
            twin.mark(mark / 100.0);
            if (random.nextInt(4) == 0) {
              Ordered order = ordered(random, 10L * i + 5);
              orders.add(order);
              twin.order(order, mark);
            }
          }
          step(tape, 3_000, mark);
          TickResult result = run(tape.build(), model, orders);
          assertThat(result.liquidations()).isEqualTo(twin.liquidations);
          assertThat(result.equity()).isCloseTo(twin.equity(mark / 100.0), within(1e-6));
          liquidated[0] += twin.liquidations;
        });
    assertThat(liquidated[0]).isGreaterThan(60);
  }

  private static Ordered ordered(Random random, long ms) {
    return new Ordered(ms, random.nextBoolean(), 5L * (1 + random.nextInt(12_000)));
  }

  /**
   * Money of one position in plain numbers; it looks at prices where the venue looks at margins.
   */
  private static final class Twin {
    private final MarginModel model;
    private double cash = 10_000;
    private double held;
    private double entry;
    private double margin;
    private int liquidations;

    Twin(MarginModel model) {
      this.model = model;
    }

    double equity(double mark) {
      return cash + held * (mark - entry);
    }

    void mark(double mark) {
      if (held == 0) {
        return;
      }
      double limit = model.liquidationPrice(held > 0, Math.abs(held), entry, margin);
      if (limit > 0 && (held > 0 ? mark <= limit : mark >= limit)) {
        double aside = cash - margin;
        double close = held > 0 ? mark - 0.1 : mark + 0.1;
        double size = Math.abs(held);
        cash += held * (close - entry) - size * close * FEE - size * mark * model.liquidationFee();
        cash = Math.max(cash, aside);
        held = 0;
        entry = 0;
        margin = 0;
        liquidations++;
      }
    }

    void order(Ordered order, long mark) {
      double price = (order.buys() ? mark + 10 : mark - 10) / 100.0;
      double quantity = order.quantity() / 1_000.0;
      double signed = order.buys() ? quantity : -quantity;
      if (quantity * price / model.leverage() > cash - margin) {
        return;
      }
      cash -= quantity * price * FEE;
      double closed = held * signed < 0 ? Math.min(quantity, Math.abs(held)) : 0;
      if (closed > 0) {
        cash += Math.signum(held) * closed * (price - entry);
        margin -= margin * closed / Math.abs(held);
      }
      double opened = quantity - closed;
      double left = held + Math.signum(signed) * closed;
      if (opened > 0) {
        double size = Math.abs(left);
        entry = (size * entry + opened * price) / (size + opened);
        margin += opened * price / model.leverage();
        left += Math.signum(signed) * opened;
      }
      held = Math.abs(left) < 1e-9 ? 0 : left;
      margin = held == 0 ? 0 : margin;
      mark(mark / 100.0);
    }
  }
}
