package io.cryptoscalp.engine.barsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.validation.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Do strategies that decide anew on resampled histories show what they live on? */
class BarBootstrapTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final int PATHS = 200;
  private static final double TINY = 1e-9;

  private static Resampling blocks(double length) {
    return new Resampling(Resampling.Kind.STATIONARY, length);
  }

  /** Bars whose volume is their number from 1, so that they are known again; some left out. */
  private static BarSeries numbered(String name, int size, int without, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeriesBuilder builder = new BarSeriesBuilder(name);
    double close = 100;
    for (int i = 0; i < size; i++) {
      double open = close * (1 + 0.01 * (random.nextDouble() - 0.5));
      double next = open * (1 + 0.05 * (random.nextDouble() - 0.5));
      if (without == 0 || i % without != 3) {
        builder.add(
            i * HOUR, open, 1.01 * Math.max(open, next), 0.99 * Math.min(open, next), next, i + 1);
      }
      close = next;
    }
    return builder.build(HOUR);
  }

  private static BarMarket free(BarSeries series) {
    return new BarMarket(series, null, FundingSeries.NONE, 0.01, 0, 0, 0, 0);
  }

  private static int numberOf(BarSeries series, int index) {
    return (int) series.volume(index) - 1;
  }

  @Test
  void barsKeepShapeGapAndCompany() {
    BarSeries first = numbered("A", 500, 0, 1);
    BarSeries second = numbered("B", 500, 7, 2);
    BarBacktest backtest = new BarBacktest(List.of(free(first), free(second)), BarTerms.standard());
    BarResampler resampler = new BarResampler(backtest, blocks(20));
    BarBacktest path = resampler.path(new SplittableRandom(3));
    BarSeries a = path.markets().get(0).series();
    BarSeries b = path.markets().get(1).series();
    assertThat(a.size()).isEqualTo(500);
    assertThat(a.open(0)).isCloseTo(first.open(0), within(TINY));
    int follows = 0;
    for (int i = 0; i < a.size(); i++) {
      int from = numberOf(a, i);
      assertThat(a.openNs(i)).isEqualTo(i * HOUR);
      assertThat(a.high(i) / a.open(i))
          .isCloseTo(first.high(from) / first.open(from), within(TINY));
      assertThat(a.low(i) / a.open(i)).isCloseTo(first.low(from) / first.open(from), within(TINY));
      assertThat(a.close(i) / a.open(i))
          .isCloseTo(first.close(from) / first.open(from), within(TINY));
      if (i > 0) {
        double gap = from == 0 ? 1 : first.open(from) / first.close(from - 1);
        assertThat(a.open(i) / a.close(i - 1)).isCloseTo(gap, within(TINY));
        follows += from == (numberOf(a, i - 1) + 1) % 500 ? 1 : 0;
      }
      // The other instrument has the bar of the same moment, or none as then.
      int other = b.indexAt(a.openNs(i));
      boolean there = other < b.size() && b.openNs(other) == a.openNs(i);
      assertThat(there).isEqualTo(from % 7 != 3);
      if (there) {
        assertThat(numberOf(b, other)).isEqualTo(from);
      }
    }
    assertThat(follows / 499.0).isBetween(0.92, 0.98);
    assertThat(resampler.path(new SplittableRandom(3)).markets().get(1).series().digest())
        .isEqualTo(b.digest());
    assertThat(resampler.path(new SplittableRandom(4)).markets().get(1).series().digest())
        .isNotEqualTo(b.digest());
  }

  @Test
  void shorterBarsAndFundingMoveWithTheirBar() {
    BarSeries series = numbered("A", 200, 0, 1);
    BarSeriesBuilder finer = new BarSeriesBuilder("A");
    for (int i = 0; i < 400; i++) {
      double price = i % 2 == 0 ? series.open(i / 2) : series.close(i / 2);
      finer.add(i * HOUR / 2, price, price, price, price, i + 1);
    }
    FundingSeries funding = new FundingSeries(new long[] {50 * HOUR + 1}, new double[] {0.01});
    BarMarket market = new BarMarket(series, finer.build(HOUR / 2), funding, 0.01, 0, 0, 0, 0);
    BarBacktest path =
        new BarResampler(new BarBacktest(List.of(market), BarTerms.standard()), blocks(5))
            .path(new SplittableRandom(9));
    BarSeries drawn = path.markets().get(0).series();
    BarSeries shorter = path.markets().get(0).finer();
    assertThat(shorter).isNotNull();
    assertThat(shorter.size()).isEqualTo(400);
    List<Long> settled = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      assertThat((int) shorter.volume(2 * i) - 1).isEqualTo(2 * numberOf(drawn, i));
      assertThat(shorter.open(2 * i)).isCloseTo(drawn.open(i), within(1e-6));
      assertThat(shorter.open(2 * i + 1)).isCloseTo(drawn.close(i), within(1e-6));
      if (numberOf(drawn, i) == 50) {
        settled.add(drawn.openNs(i));
      }
    }
    assertThat(settled).isNotEmpty();
    assertThat(Arrays.stream(path.markets().get(0).funding().timeNs()).boxed().toList())
        .isEqualTo(settled);
  }

  /** Moves that come back by half: who buys after a fall earns. */
  private static BarSeries bouncing(int size, double back, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeriesBuilder builder = new BarSeriesBuilder("X");
    double price = 100;
    double move = 0;
    for (int i = 0; i < size; i++) {
      move = -back * move + 0.01 * random.nextGaussian();
      double close = price * Math.exp(move);
      builder.add(
          i * HOUR, price, Math.max(price, close), Math.min(price, close), close, 1_000_000);
      price = close;
    }
    return builder.build(HOUR);
  }

  /** Long while a weighted sum of the last moves is above 0. */
  private static BarStrategy weighing(double... weights) {
    return context -> {
      BarView bars = context.bars(0);
      if (bars.closed() <= weights.length) {
        return;
      }
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * (bars.close(i) / bars.close(i + 1) - 1);
      }
      if (sum > 0 && context.position(0) == 0) {
        context.market(0, context.sizeByEquity(0, 0.9));
      } else if (sum <= 0 && context.position(0) > 0) {
        context.close(0);
      }
    };
  }

  private static BarBootstrap bootstrap(
      BarBacktest backtest, Supplier<BarStrategy> strategy, double block, long seed) {
    BarResampler resampler = new BarResampler(backtest, blocks(block));
    SplittableRandom seeds = new SplittableRandom(seed);
    List<BarBootstrap.Path> paths = new ArrayList<>();
    for (int i = 0; i < PATHS; i++) {
      BarBacktest path = resampler.path(seeds.split());
      paths.add(BarBootstrap.Path.of(path, path.run(strategy.get(), BarSpan.ALL)));
    }
    return BarBootstrap.of(
        BarBootstrap.Path.of(backtest, backtest.run(strategy.get(), BarSpan.ALL)), paths);
  }

  private static BarBacktest market(BarSeries series) {
    return new BarBacktest(List.of(BarMarket.of(series, 0.001)), BarTerms.standard());
  }

  @Test
  void skillWithinBlocksSurvivesAndWithoutOrderItIsGone() {
    BarBacktest backtest = market(bouncing(3_000, 0.5, 11));
    Supplier<BarStrategy> fade = () -> weighing(-1);
    BarBootstrap kept = bootstrap(backtest, fade, 60, 5);
    assertThat(kept.actual()).isGreaterThan(2);
    assertThat(kept.paths().lossProbability()).isZero();
    assertThat(kept.beatsHolding()).isGreaterThan(0.95);
    assertThat(kept.chance()).isBetween(0.1, 0.9);
    BarBootstrap broken = bootstrap(backtest, fade, 1, 5);
    assertThat(broken.paths().lossProbability()).isGreaterThan(0.9);
    assertThat(broken.chance()).isLessThan(0.01);
    assertThat(broken.chanceOverHolding()).isLessThan(0.01);
    assertThat(kept.chanceOverHolding()).isBetween(0.1, 0.9);
  }

  @Test
  void theBestOfManyWithoutSkillLosesElsewhere() {
    BarBacktest backtest = market(bouncing(3_000, 0, 11));
    SplittableRandom random = new SplittableRandom(8);
    double[] best = {};
    double most = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] weights = new double[30];
      Arrays.setAll(weights, i -> random.nextGaussian() * (i < 5 ? 0.2 : 1));
      double end = backtest.run(weighing(weights), BarSpan.ALL).endEquity();
      if (end > most) {
        most = end;
        best = weights;
      }
    }
    double[] chosen = best;
    assertThat(most).isGreaterThan(11_000);
    BarBootstrap luck = bootstrap(backtest, () -> weighing(chosen), 60, 5);
    assertThat(luck.paths().lossProbability()).isGreaterThan(0.5);
    assertThat(luck.paths().finalAt(0.5)).isLessThan(1).isLessThan(luck.actual() - 0.1);
  }

  @Test
  void holdingIsAnOrdinaryResultThatBeatsNothing() {
    BarBacktest backtest = market(bouncing(2_000, 0.5, 12));
    Supplier<BarStrategy> hold =
        () ->
            context -> {
              if (context.bars(0).closed() == 1) {
                context.market(0, context.sizeByEquity(0, 0.9));
              }
            };
    BarBootstrap held = bootstrap(backtest, hold, 20, 5);
    assertThat(held.chance()).isBetween(0.2, 0.8);
    assertThat(held.chanceOverHolding()).isBetween(0.1, 0.9);
    assertThat(held.actual()).isCloseTo(1 + 0.9 * (held.held() - 1), within(0.04));
  }

  @Test
  void equalSeedsGiveEqualPaths() {
    BarBacktest backtest = market(bouncing(500, 0.5, 1));
    double[] once = bootstrap(backtest, () -> weighing(-1), 10, 5).paths().finals();
    assertThat(bootstrap(backtest, () -> weighing(-1), 10, 5).paths().finals()).isEqualTo(once);
    assertThat(bootstrap(backtest, () -> weighing(-1), 10, 6).paths().finals()).isNotEqualTo(once);
  }

  @Test
  void whoSeesTheMarketLateTradesLateAndEarnsLessOfAQuickEffect() {
    BarBacktest backtest = market(bouncing(3_000, 0.5, 11));
    BarBacktest late = backtest.withTerms(backtest.terms().withDelay(2));
    BarStrategy once =
        context -> {
          if (context.bars(0).closed() == 4) {
            context.market(0, 1);
          }
        };
    assertThat(backtest.run(once, BarSpan.ALL).fills().timeNs(0)).isEqualTo(4 * HOUR);
    assertThat(late.run(once, BarSpan.ALL).fills().timeNs(0)).isEqualTo(6 * HOUR);
    double prompt = backtest.run(weighing(-1), BarSpan.ALL).endEquity();
    BarBacktest next = backtest.withTerms(backtest.terms().withDelay(1));
    assertThat(next.run(weighing(-1), BarSpan.ALL).endEquity()).isLessThan(prompt / 2);
  }
}
