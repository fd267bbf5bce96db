package io.cryptoscalp.engine.barsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do orders on bars fill as in a walk that looks at every tick and every order? */
class BarTwinTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final int BARS = 150;

  private int compared;

  /** What is done at the close of a bar. */
  private record Action(
      int bar,
      char kind,
      double quantity,
      double limit,
      double stop,
      boolean reduces,
      double target,
      double loss,
      int cancels) {}

  /** Bars in ticks of 1: open, high, low, close, volume. */
  private static double[][] bars(Random random) {
    double[][] bars = new double[BARS][];
    double price = 1_000;
    for (int i = 0; i < BARS; i++) {
      double gap = random.nextInt(4) == 0 ? random.nextInt(21) - 10 : 0;
      double open = price + gap;
      double close = open + random.nextInt(17) - 8;
      double high = Math.max(open, close) + random.nextInt(6);
      double low = Math.min(open, close) - random.nextInt(6);
      double volume = random.nextInt(12) == 0 ? 0 : 10 * (1 + random.nextInt(30));
      bars[i] = new double[] {open, high, low, close, volume};
      price = close;
    }
    return bars;
  }

  private static List<Action> script(Random random, double[][] bars) {
    List<Action> script = new ArrayList<>();
    for (int bar = 0; bar < BARS - 1; bar++) {
      for (int n = random.nextInt(3); n > 0; n--) {
        double close = bars[bar][3];
        char kind = "MLSP".charAt(random.nextInt(4));
        double sign = random.nextBoolean() ? 1 : -1;
        // Mostly where they have to wait, now and then where they are due at once.
        double away = random.nextInt(12) - 2;
        double stop = close + sign * away;
        double limit = kind == 'P' ? stop + random.nextInt(7) - 3 : close - sign * away;
        boolean brackets = random.nextInt(3) == 0;
        script.add(
            new Action(
                bar,
                kind,
                sign * (1 + random.nextInt(40)),
                limit,
                stop,
                !brackets && random.nextInt(5) == 0,
                brackets ? 0.002 + random.nextInt(8) / 1_000.0 : 0,
                0.002 + random.nextInt(8) / 1_000.0,
                random.nextInt(6) == 0 && !script.isEmpty() ? random.nextInt(script.size()) : -1));
      }
    }
    return script;
  }

  @ParameterizedTest
  @CsvSource({
    "OHLC, THROUGH, 0.1",
    "OHLC, TOUCH, 0",
    "OLHC, THROUGH, 0",
    "OLHC, TOUCH, 0.1",
    "PESSIMISTIC, THROUGH, 0.1",
    "PESSIMISTIC, TOUCH, 0.1",
    "PESSIMISTIC, THROUGH, 0"
  })
  void randomBarsAndOrders(IntrabarRule rule, LimitRule limits, double share) {
    Properties.forSeeds(
        60,
        (random, seed) -> {
          double[][] bars = bars(random);
          List<Action> script = script(random, bars);
          BarResult result = run(bars, script, rule, limits, share);
          List<NaiveBars.Filled> own = new ArrayList<>();
          BarFills fills = result.fills();
          for (int i = 0; i < fills.size(); i++) {
            own.add(
                new NaiveBars.Filled(
                    fills.price(i), fills.quantity(i), fills.fee(i), fills.maker(i)));
          }
          NaiveBars naive = naive(bars, script, rule, limits, share, own);
          for (int i = 0; i < Math.min(own.size(), naive.fills().size()); i++) {
            assertThat(own.get(i)).as("fill %d", i).isEqualTo(naive.fills().get(i));
          }
          assertThat(own).hasSameSizeAs(naive.fills());
          assertThat(result.net()).isCloseTo(naive.cash(), within(1e-3));
          compared += own.size();
        });
    assertThat(compared).isGreaterThan(1_000);
  }

  private static BarResult run(
      double[][] bars, List<Action> script, IntrabarRule rule, LimitRule limits, double share) {
    BarSeriesBuilder series = new BarSeriesBuilder("X");
    for (int i = 0; i < bars.length; i++) {
      double[] bar = bars[i];
      // Minutes are left out now and then: orders wait.
      series.add((i + i / 7) * MINUTE, bar[0], bar[1], bar[2], bar[3], bar[4]);
    }
    BarMarket market =
        new BarMarket(
            series.build(MINUTE),
            null,
            FundingSeries.NONE,
            1,
            0,
            NaiveBars.MAKER,
            NaiveBars.TAKER,
            0);
    BarTerms terms =
        BarTerms.free(1e9, 1)
            .withRule(rule)
            .withLimits(limits)
            .withSlippage(1, 0)
            .withVolumeShare(share)
            .withEquityPeriod(MINUTE);
    return new BarBacktest(List.of(market), terms).run(new Player(script), BarSpan.ALL);
  }

  /** Does the script's actions and remembers the orders. */
  private static final class Player implements BarStrategy {
    private final List<Action> script;
    private final long[] ids;
    private int next;
    private int bar;

    Player(List<Action> script) {
      this.script = script;
      this.ids = new long[script.size()];
    }

    @Override
    public void onBar(BarContext context) {
      while (next < script.size() && script.get(next).bar() == bar) {
        Action action = script.get(next);
        if (action.cancels() >= 0) {
          context.cancel(0, ids[action.cancels()]);
        }
        double quantity = action.quantity();
        boolean reduces = action.reduces();
        ids[next] =
            switch (action.kind()) {
              case 'M' -> context.market(0, quantity);
              case 'L' -> context.limit(0, quantity, action.limit(), reduces);
              case 'S' -> context.stop(0, quantity, action.stop(), reduces);
              default -> context.stopLimit(0, quantity, action.stop(), action.limit(), reduces);
            };
        if (action.target() > 0) {
          context.bracket(0, ids[next], action.target(), action.loss(), 0);
        }
        next++;
      }
      bar++;
    }
  }

  private static NaiveBars naive(
      double[][] bars,
      List<Action> script,
      IntrabarRule rule,
      LimitRule limits,
      double share,
      List<NaiveBars.Filled> compared) {
    NaiveBars naive = new NaiveBars(limits == LimitRule.TOUCH, share, compared);
    char way = rule == IntrabarRule.OHLC ? 'H' : rule == IntrabarRule.OLHC ? 'L' : 'B';
    int next = 0;
    for (int bar = 0; bar < bars.length; bar++) {
      double[] at = bars[bar];
      if (at[4] > 0) {
        naive.bar(way, at[0], at[1], at[2], at[3], at[4]);
      }
      for (; next < script.size() && script.get(next).bar() == bar; next++) {
        Action action = script.get(next);
        naive.cancel(action.cancels());
        boolean reduces = action.reduces() && action.kind() != 'M';
        NaiveBars.Working order =
            new NaiveBars.Working(
                next, action.kind(), action.quantity(), action.limit(), action.stop(), reduces);
        naive.place(order);
        if (action.target() > 0) {
          naive.bracket(order, action.target(), action.loss());
        }
      }
    }
    naive.close(bars[bars.length - 1][3]);
    return naive;
  }
}
