package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A request of a script.
 *
 * @param timeNs when it is sent
 * @param order number of the order it is about, from 0
 * @param kind of {@link RequestQueue}
 */
record ScriptedAction(
    long timeNs,
    int order,
    byte kind,
    boolean buy,
    OrderType type,
    TimeInForce timeInForce,
    int tick,
    int trigger,
    long quantity) {

  /** Orders around the walk's touch, some of which are cancelled or amended later. */
  static List<ScriptedAction> random(Random random, EventTape tape, int[] mids, int orders) {
    List<ScriptedAction> script = new ArrayList<>();
    long start = tape.startNs();
    long span = tape.venueNs(tape.size() - 1) - start;
    for (int i = 0; i < orders; i++) {
      long at = start + 1 + (long) (random.nextDouble() * span);
      int mid = mids[(int) ((double) (at - start) / (span + 1) * mids.length)];
      boolean buy = random.nextBoolean();
      int tick = mid + (buy ? -1 : 1) * (random.nextInt(5) - 1);
      OrderType type =
          switch (random.nextInt(8)) {
            case 0 -> OrderType.MARKET;
            case 1 -> OrderType.STOP_MARKET;
            case 2 -> OrderType.TAKE_PROFIT_MARKET;
            case 3, 4 -> OrderType.POST_ONLY;
            default -> OrderType.LIMIT;
          };
      TimeInForce force = type == OrderType.LIMIT ? force(random.nextInt(3)) : TimeInForce.GTC;
      boolean stop = type == OrderType.STOP_MARKET || type == OrderType.TAKE_PROFIT_MARKET;
      boolean up = buy == (type == OrderType.STOP_MARKET);
      int limit = stop || type == OrderType.MARKET ? 0 : tick;
      int trigger = stop ? mid + (up ? 2 : -2) : 0;
      long quantity = 5L * (2 + random.nextInt(30));
      script.add(
          new ScriptedAction(at, i, RequestQueue.NEW, buy, type, force, limit, trigger, quantity));
      long later = at + 50 * Tapes.MS + (long) (random.nextDouble() * span / 10);
      if (random.nextInt(3) == 0) {
        script.add(new ScriptedAction(later, i, RequestQueue.CANCEL, buy, type, force, 0, 0, 0));
      } else if (limit != 0 && random.nextInt(3) == 0) {
        int other = tick + random.nextInt(3) - 1;
        long amended = 5L * (2 + random.nextInt(30));
        script.add(
            new ScriptedAction(later, i, RequestQueue.AMEND, buy, type, force, other, 0, amended));
      }
    }
    script.sort(Comparator.comparingLong(ScriptedAction::timeNs));
    return script;
  }

  private static TimeInForce force(int number) {
    return switch (number) {
      case 0 -> TimeInForce.GTC;
      case 1 -> TimeInForce.IOC;
      default -> TimeInForce.FOK;
    };
  }

  /** Sends the script's requests at their times. */
  static final class Player implements TickStrategy {
    private final List<ScriptedAction> script;
    private final TickOrder[] orders;
    private int next;

    Player(List<ScriptedAction> script) {
      this.script = script;
      this.orders = new TickOrder[script.size()];
    }

    @Override
    public void onStart(TickContext context) {
      if (!script.isEmpty()) {
        context.schedule(script.get(0).timeNs());
      }
    }

    @Override
    public void onTimer(TickContext context) {
      while (next < script.size() && script.get(next).timeNs() <= context.nowNs()) {
        send(context, script.get(next++));
      }
      if (next < script.size()) {
        context.schedule(script.get(next).timeNs());
      }
    }

    private void send(TickContext context, ScriptedAction action) {
      if (action.kind == RequestQueue.CANCEL) {
        context.cancel(orders[action.order]);
      } else if (action.kind == RequestQueue.AMEND) {
        context.amend(orders[action.order], action.tick * 10L, action.quantity);
      } else {
        orders[action.order] = place(context, action);
      }
    }

    private static TickOrder place(TickContext context, ScriptedAction action) {
      var side = Tapes.side(action.buy);
      return switch (action.type) {
        case MARKET -> context.market(0, side, action.quantity, false);
        case STOP_MARKET -> context.stop(0, side, action.trigger * 10L, action.quantity, false);
        case TAKE_PROFIT_MARKET ->
            context.takeProfit(0, side, action.trigger * 10L, action.quantity, false);
        case POST_ONLY -> context.postOnly(0, side, action.tick * 10L, action.quantity);
        case LIMIT ->
            context.limit(0, side, action.tick * 10L, action.quantity, action.timeInForce);
      };
    }
  }
}
