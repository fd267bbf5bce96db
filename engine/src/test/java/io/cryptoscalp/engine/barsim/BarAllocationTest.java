package io.cryptoscalp.engine.barsim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Does the loop over bars leave the collector alone? By the JVM's own count of the thread. */
class BarAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MINUTE = 60_000_000_000L;
  private static final int FEW = 5_000;
  private static final int MANY = 45_000;

  @Test
  void barsWithAPositionAndOrdersThatWaitAllocateNothing() {
    Supplier<BarStrategy> holds =
        () ->
            context -> {
              if (context.bars(0).closed() == 1) {
                long entry = context.market(0, 1);
                context.bracket(0, entry, 0.99, 0.99, 0);
                context.limit(0, 1, 1, false);
              }
            };
    BarResult result = run(MANY, holds.get());
    assertThat(result.exposedBars()).isEqualTo(MANY - 1);
    assertThat((double) more(holds) / (MANY - FEW)).isLessThan(0.5);
  }

  @Test
  void aTradeAllocatesItselfAndNoBarDoes() {
    Supplier<BarStrategy> turns =
        () ->
            context -> {
              if (context.bars(0).closed() % 10 == 0) {
                context.market(0, context.position(0) > 0 ? -1 : 1);
              }
            };
    BarResult result = run(MANY, turns.get());
    assertThat(result.trades()).hasSizeGreaterThan(MANY / 30);
    long fills = (MANY - FEW) / 10;
    assertThat((double) more(turns) / fills).isLessThan(300);
  }

  /** What the bars that only the longer run has allocate. */
  private static long more(Supplier<BarStrategy> strategy) {
    return allocated(MANY, strategy) - allocated(FEW, strategy);
  }

  private static long allocated(int bars, Supplier<BarStrategy> strategy) {
    BarBacktest backtest = backtest(bars);
    var unused = backtest.run(strategy.get(), BarSpan.ALL);
    BarStrategy fresh = strategy.get();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    BarResult result = backtest.run(fresh, BarSpan.ALL);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(result.bars()).isEqualTo(bars);
    return bytes;
  }

  private static BarResult run(int bars, BarStrategy strategy) {
    return backtest(bars).run(strategy, BarSpan.ALL);
  }

  /** Equity is kept once in all of the time, so that its curve does not count. */
  private static BarBacktest backtest(int bars) {
    Random random = new Random(3);
    BarSeriesBuilder series = new BarSeriesBuilder("X");
    for (int i = 0; i < bars; i++) {
      double open = 100 + random.nextDouble();
      double close = 100 + random.nextDouble();
      double high = Math.max(open, close) + random.nextDouble();
      double low = Math.min(open, close) - random.nextDouble();
      series.add(i * MINUTE, open, high, low, close, 1_000);
    }
    BarMarket market = new BarMarket(series.build(MINUTE), null, FundingSeries.NONE, 1, 0, 0, 0, 0);
    BarTerms terms = BarTerms.free(100_000, 10).withEquityPeriod(MANY * MINUTE);
    return new BarBacktest(List.of(market), terms);
  }
}
