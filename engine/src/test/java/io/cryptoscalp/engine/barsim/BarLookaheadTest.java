package io.cryptoscalp.engine.barsim;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.barsim.BarLookahead.Verdict;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Strategies that peek are caught, each in its way of peeking, and honest ones are not. */
class BarLookaheadTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final BarSeries SERIES = walk(2_000);

  private static BarSeries walk(int size) {
    SplittableRandom random = new SplittableRandom(7);
    BarSeriesBuilder builder = new BarSeriesBuilder("X");
    double price = 1_000;
    for (int i = 0; i < size; i++) {
      double close = price + random.nextInt(-20, 21) / 10.0;
      double high = Math.max(price, close) + random.nextInt(10) / 10.0;
      double low = Math.min(price, close) - random.nextInt(10) / 10.0;
      builder.add(i * MINUTE, price, high, low, close, 100);
      price = close;
    }
    return builder.build(MINUTE);
  }

  private static BarLookahead.Finding check(Supplier<BarStrategy> strategy) {
    return BarLookahead.check(
        new BarBacktest(List.of(BarMarket.of(SERIES, 0.1)), BarTerms.standard()), strategy);
  }

  private static void follow(BarContext context, boolean up) {
    double position = context.position(0);
    if (position <= 0 && up) {
      context.market(0, 1 - position);
    } else if (position > 0 && !up) {
      context.close(0);
    }
  }

  @Test
  void oneThatReadsTheRunsOwnColumnsIsCaughtByTheCuts() {
    BarLookahead.Finding finding =
        check(
            () ->
                context -> {
                  BarSeries series = column(context.bars(0));
                  int next = context.bars(0).closed();
                  follow(context, next < series.size() && series.close(next) > series.open(next));
                });
    assertThat(finding.verdict()).isEqualTo(Verdict.LOOKAHEAD);
    assertThat(finding.details()).anyMatch(line -> line.startsWith("bars turned over from"));
  }

  private static BarSeries column(BarView view) {
    try {
      Field field = BarView.class.getDeclaredField("series");
      field.setAccessible(true);
      return (BarSeries) field.get(view);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatKeepsTheWholeArrayIsCaughtAlthoughItDecidesTheSameInEachRun() {
    BarLookahead.Finding finding =
        check(
            () ->
                context -> {
                  int next = context.bars(0).closed();
                  follow(context, next < SERIES.size() && SERIES.close(next) > SERIES.open(next));
                });
    assertThat(finding.verdict()).isEqualTo(Verdict.LOOKAHEAD);
    assertThat(finding.details()).anyMatch(line -> line.startsWith("decides the same"));
    assertThat(finding.details()).anyMatch(line -> line.startsWith("the bar after an entry"));
  }

  @Test
  void oneThatMixesBarsShownWithTheWholeArrayIsCaughtByItsForesight() {
    BarLookahead.Finding finding =
        check(
            () ->
                context -> {
                  int next = context.bars(0).closed();
                  boolean rises = next < SERIES.size() && SERIES.close(next) > SERIES.open(next);
                  boolean fell = context.bars(0).close(0) < context.bars(0).open(0);
                  follow(context, rises && fell);
                });
    assertThat(finding.verdict()).isEqualTo(Verdict.LOOKAHEAD);
    assertThat(finding.foresight()).isGreaterThan(0.9);
  }

  @Test
  void honestOnesAreClean() {
    for (BarStrategyProvider provider :
        BarStrategies.find(getClass().getClassLoader()).all().values()) {
      StrategyParameters parameters =
          StrategyParameters.of(provider.parameters(), Map.of("short", 1.0));
      BarLookahead.Finding finding = check(() -> provider.create(parameters));
      assertThat(finding.details()).as(provider.id()).isEmpty();
      assertThat(finding.verdict()).as(provider.id()).isEqualTo(Verdict.CLEAN);
    }
  }

  @Test
  void oneThatGoesByTheClockIsNamedButNotCalledAPeeker() {
    BarLookahead.Finding finding =
        check(() -> context -> follow(context, context.nowNs() / MINUTE / 60 % 2 == 0));
    assertThat(finding.verdict()).isEqualTo(Verdict.IGNORES_BARS);
  }
}
