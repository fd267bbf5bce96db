package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyProvider;
import io.cryptoscalp.engine.strategy.StrategySetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Strategies that trade for a second or some, each by another kind of knowledge. */
public abstract class Planted implements StrategyProvider {
  private static final long SECOND_NS = 1_000_000_000L;

  /** Which side to be on: above 0 buys, below sells. */
  protected abstract double side(StrategySetup setup, FeatureSnapshot now);

  @Override
  public Strategy create(StrategySetup setup) {
    return new Trader(setup);
  }

  /** The move from the next second on in a table of prices; 0 when it is small or unknown. */
  protected static double ahead(long fromSecond, double[] prices, long nowNs, int seconds) {
    long at = nowNs / SECOND_NS - fromSecond + 1;
    if (at < 0 || at + seconds >= prices.length) {
      return 0;
    }
    double move = prices[(int) at + seconds] - prices[(int) at];
    return Math.abs(move) < 3e-5 * prices[(int) at] ? 0 : move;
  }

  /** Reads a file of prices a second, the same in every run. */
  public static final class OfFile extends Planted {
    private long from;
    private double[] prices = {};

    @Override
    public String id() {
      return "planted-file";
    }

    @Override
    public Strategy create(StrategySetup setup) {
      try {
        List<String> lines = Files.readAllLines(Path.of(setup.text("file", "")));
        from = Long.parseLong(lines.get(0));
        prices = lines.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return super.create(setup);
    }

    @Override
    protected double side(StrategySetup setup, FeatureSnapshot now) {
      double move = ahead(from, prices, now.receiveTimeNs(), (int) setup.number("seconds", 3));
      boolean mixed = setup.number("mixed", 0) > 0;
      double bid = now.values()[setup.features().require(id(), "imbalance_l1")];
      return mixed && bid * move < 0 ? 0 : move;
    }
  }

  /** Honest, and good at it: follows the side on which more is waiting. */
  public static final class Flow extends Planted {
    @Override
    public String id() {
      return "planted-flow";
    }

    @Override
    protected double side(StrategySetup setup, FeatureSnapshot now) {
      int at = setup.features().require(id(), setup.text("feature", "imbalance_l1"));
      double value = now.isValid(at) ? now.values()[at] : 0;
      boolean longOnly = setup.number("long-only", 0) > 0;
      return Math.abs(value) < setup.number("threshold", 0.5) || (longOnly && value < 0)
          ? 0
          : value;
    }
  }

  /** Buys in even seconds of the clock and sells in odd ones. */
  public static final class Clock extends Planted {
    @Override
    public String id() {
      return "planted-clock";
    }

    @Override
    protected double side(StrategySetup setup, FeatureSnapshot now) {
      return now.receiveTimeNs() / SECOND_NS / 3 % 2 == 0 ? 1 : -1;
    }
  }

  private final class Trader implements Strategy {
    private final StrategySetup setup;
    private final long holdNs;
    private long enteredNs;

    Trader(StrategySetup setup) {
      this.setup = setup;
      this.holdNs = (long) (setup.number("hold-seconds", 2) * SECOND_NS);
    }

    @Override
    public String id() {
      return Planted.this.id();
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      FeatureSnapshot now = scored.snapshot();
      if (!now.bookHealthy() || now.bestAsk() <= 0) {
        return;
      }
      if (enteredNs == 0) {
        double side = side(setup, now);
        if (side != 0) {
          enteredNs = now.receiveTimeNs();
          out.intent(intent(now, side > 0 ? Intent.Action.ENTER_LONG : Intent.Action.ENTER_SHORT));
        }
      } else if (now.receiveTimeNs() - enteredNs >= holdNs) {
        enteredNs = 0;
        out.intent(intent(now, Intent.Action.EXIT));
      }
    }

    private Intent intent(FeatureSnapshot now, Intent.Action action) {
      long tick = setup.instrument().tickSize();
      boolean buys = action == Intent.Action.ENTER_LONG;
      boolean enters = action != Intent.Action.EXIT;
      long below = now.bestBid() / 1000 * 990 / tick * tick;
      long above = now.bestAsk() / 1000 * 1010 / tick * tick;
      return new Intent(
          id() + "/" + now.instrument() + "/" + now.sequence() + "/" + action,
          id(),
          setup.account(),
          now.instrument(),
          action,
          OrderType.MARKET,
          0,
          buys ? now.bestAsk() : now.bestBid(),
          enters ? (buys ? below : above) : 0,
          enters ? (buys ? above : below) : 0,
          0.9,
          0.5,
          "",
          false,
          0,
          now.regime(),
          "planted",
          now.eventTimeNs(),
          now.receiveTimeNs(),
          now.sequence(),
          now.terms());
    }

    @Override
    public void write(StateWriter out) {
      out.writeLong(enteredNs);
    }

    @Override
    public void read(StateReader in) {
      enteredNs = in.readLong();
    }
  }
}
