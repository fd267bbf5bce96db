package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.RiskCommand.Kind;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever strategies want and the venue does: do the sums and the limits hold? */
class AccountPropertyTest {
  private static final List<Action> ACTIONS =
      List.of(Action.ENTER_LONG, Action.ENTER_SHORT, Action.EXIT);
  private static final double FEE_RATE = 0.0004;

  /** A venue that fills, cancels, rejects, repeats and forgets at random. */
  private static final class Venue {
    private final AccountFixture account = AccountFixture.gateway();
    private final Random random;
    private final Map<String, Long> filled = new HashMap<>();
    private final List<Order> working = new ArrayList<>();
    private final List<ExecutionReport> sent = new ArrayList<>();
    private int read;
    private long position;
    private double cash = 10_000;
    private double price = 10_000;

    Venue(Random random) {
      this.random = random;
    }

    private void takeOrders() {
      while (read < account.orders.size()) {
        Order order = account.orders.get(read++);
        if (order.kind() == Order.Kind.NEW) {
          assertThat(filled.put(order.clientOrderId(), 0L)).as("a new id").isNull();
          working.add(order);
        } else if (random.nextInt(4) > 0 && working.removeIf(each -> same(each, order))) {
          report(order, Status.CANCELED, 0);
        }
      }
    }

    private static boolean same(Order a, Order b) {
      return a.clientOrderId().equals(b.clientOrderId());
    }

    private void act() {
      takeOrders();
      if (working.isEmpty()) {
        return;
      }
      Order order = working.get(random.nextInt(working.size()));
      long open = order.quantity() - filled.getOrDefault(order.clientOrderId(), 0L);
      int what = random.nextInt(20);
      if (what == 0 && !order.reduceOnly()) {
        working.remove(order);
        report(order, Status.REJECTED, 0);
      } else if (what == 1) {
        report(order, Status.UNKNOWN, 0);
      } else if (what < 12 || !order.parentId().isEmpty()) {
        report(order, Status.NEW, 0);
      } else {
        long part = random.nextBoolean() ? open : 1 + random.nextInt((int) open);
        if (part == open) {
          working.remove(order);
        }
        report(order, part == open ? Status.FILLED : Status.PARTIALLY_FILLED, part);
      }
      if (!sent.isEmpty() && random.nextInt(3) == 0) {
        account.engine.onReport(sent.get(random.nextInt(sent.size())), account);
      }
    }

    private void report(Order order, Status status, long part) {
      long cumulative = filled.merge(order.clientOrderId(), part, Long::sum);
      long scaled = AccountFixture.INSTRUMENT.scalePrice(price);
      double notional = AccountFixture.INSTRUMENT.notional(scaled, part);
      position += order.side().sign() * part;
      cash -= order.side().sign() * notional + notional * FEE_RATE;
      ExecutionReport report =
          new ExecutionReport(
              order.clientOrderId() + "/" + status + cumulative,
              order.clientOrderId(),
              order.account(),
              order.strategy(),
              order.instrument(),
              order.side(),
              status,
              part,
              scaled,
              cumulative,
              order.quantity() - cumulative,
              notional * FEE_RATE,
              false,
              "",
              1);
      sent.add(report);
      account.engine.onReport(report, account);
    }
  }

  private static Intent intent(Random random, int step, double price) {
    Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    int direction = action == Action.ENTER_SHORT ? -1 : 1;
    double distance = 0.002 + 0.05 * random.nextDouble();
    Intent like =
        AccountFixture.intent(
            step,
            action,
            price,
            price * (1 - direction * distance),
            price * (1 + direction * 2 * distance));
    String strategy = "s" + random.nextInt(5);
    return new Intent(
        strategy + "/" + step,
        strategy,
        like.account(),
        like.instrument(),
        action,
        like.type(),
        0,
        like.referencePrice(),
        like.stopPrice(),
        like.takeProfitPrice(),
        random.nextDouble(),
        0.5,
        "",
        false,
        0,
        like.regime(),
        "",
        like.eventTimeNs(),
        like.receiveTimeNs(),
        step);
  }

  @Test
  void sumsAndLimitsHold() {
    int[] entries = new int[1];
    Properties.forSeeds(
        60,
        (random, seed) -> {
          Venue venue = new Venue(random);
          for (int step = 1; step <= 300; step++) {
            venue.price *= 1 + 0.001 * random.nextGaussian();
            venue.price = Math.round(venue.price * 100) / 100.0;
            venue.account.tick(step, venue.price, venue.account.engine);
            if (random.nextInt(50) == 0) {
              venue.account.command("c" + step, random.nextBoolean() ? Kind.HALT : Kind.RESUME);
            }
            TradingState before = venue.account.engine.state();
            venue.account.engine.onIntent(intent(random, step, venue.price), venue.account);
            entries[0] += limitsHold(venue, before) ? 1 : 0;
            venue.act();
            venue.act();
            sumsHold(venue);
          }
        });
    assertThat(entries[0]).as("entries that were let through").isGreaterThan(500);
  }

  /** True when the last decision let an entry through. */
  private static boolean limitsHold(Venue venue, TradingState before) {
    List<Decision> decisions = venue.account.decisions;
    Decision last = decisions.get(decisions.size() - 1);
    List<OrderState> open = venue.account.engine.ledger().openOrders();
    OrderState newest = open.isEmpty() ? null : open.get(open.size() - 1);
    if (!last.accepted()
        || newest == null
        || newest.order().reduceOnly()
        || !newest.order().intentId().equals(last.intentId())) {
      return false;
    }
    assertThat(before).as("an entry").isEqualTo(TradingState.ACTIVE);
    Portfolio portfolio = venue.account.engine.portfolio();
    double gross = portfolio.grossNotional();
    double net = portfolio.netNotional();
    for (OrderState state : open) {
      if (!state.order().reduceOnly()) {
        double notional = state.leaves() / 1e3 * venue.price;
        gross += notional;
        net += state.order().side().sign() * notional;
      }
    }
    double equity = portfolio.equity();
    assertThat(last.quantity() / 1e3 * venue.price).isLessThanOrEqualTo(0.25 * equity * 1.0001);
    assertThat(gross).isLessThanOrEqualTo(0.5 * equity * 1.0001);
    assertThat(Math.abs(net)).isLessThanOrEqualTo(1.0 * equity * 1.0001);
    assertThat(newest.stopPrice()).isPositive();
    assertThat(newest.takeProfitPrice()).isPositive();
    return true;
  }

  private static void sumsHold(Venue venue) {
    Portfolio portfolio = venue.account.engine.portfolio();
    long held = 0;
    double unrealised = 0;
    double invested = 0;
    for (Position position : portfolio.positions()) {
      held += position.quantity();
      unrealised += position.unrealizedPnl();
      invested += position.quantity() / 1e3 * position.averagePrice();
    }
    assertThat(held).isEqualTo(venue.position);
    assertThat(portfolio.equity()).isEqualTo(venue.cash + invested + unrealised, within(1e-6));
  }
}
