package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Is each test run by the trial that was best in the training before it, and no later one? */
class WalkForwardTest {
  private static final long S = 1_000_000_000L;
  private static final double START = 1000;

  private final List<TrialSpec> trials =
      List.of(
          TrialSpec.of("a", Map.of("strategy.cooldown", "5s")),
          TrialSpec.of("b", Map.of("strategy.cooldown", "9s")));
  private final WalkForward walk =
      new WalkForward(trials, WalkForwardWindows.of(100 * S, 400 * S, 100 * S, 100 * S, 0, false));
  private final Map<String, TrialResult> results = new HashMap<>();
  private final Map<String, TrialFigures> figures = new HashMap<>();

  private static TrialFigures sharpe(double value) {
    return new TrialFigures(1, 0, 0, value, 0, 0, 0, 0);
  }

  private void test(TrialSpec spec, double... equity) {
    List<EquityPoint> points = new ArrayList<>();
    for (int i = 0; i < equity.length; i++) {
      points.add(new EquityPoint(spec.fromNs() + i * (50 * S), equity[i], 0, 0, 0));
    }
    TrialSummary summary =
        new TrialSummary(
            1, 1, 0, 0, 0, 0, 0, 0, 0, 0, START, equity[equity.length - 1], 0, 1, 2, 0, 3);
    results.put(spec.id(), new TrialResult(spec, summary, List.of(), points));
  }

  private RunRecord join() {
    BacktestRequest request =
        new BacktestRequest("run", new TreeMap<>(), new ArrayList<>(walk.specs()), S);
    return walk.join(
        new TrialRecords(request, "hash", new PassPrices(List.of())), results, figures);
  }

  @Test
  void everyTrialRunsOnEveryWindow() {
    assertThat(walk.specs())
        .extracting(TrialSpec::id)
        .containsExactly(
            "a",
            "b",
            "a.train01",
            "a.test01",
            "b.train01",
            "b.test01",
            "a.train02",
            "a.test02",
            "b.train02",
            "b.test02");
    assertThat(walk.specs().get(3).fromNs()).isEqualTo(walk.specs().get(2).toNs());
  }

  @Test
  void testsOfTheChosenAreJoinedWithTheirProfits() {
    figures.put("a.train01", sharpe(1));
    figures.put("b.train01", sharpe(2));
    figures.put("a.train02", sharpe(3));
    figures.put("b.train02", sharpe(-1));
    for (TrialSpec spec : walk.specs()) {
      switch (spec.id()) {
        case "b.test01" -> test(spec, 1000, 1010, 1020);
        case "a.test02" -> test(spec, 1000, 995, 990);
        default -> test(spec, 1000, 5000, 9000);
      }
    }
    RunRecord run = join();
    assertThat(run.equity().value()).containsExactly(1000, 1010, 1020, 1015, 1010);
    assertThat(run.equity().timeNs()).containsExactly(200 * S, 250 * S, 300 * S, 350 * S, 400 * S);
    assertThat(run.windows())
        .containsExactly(
            new RunRecord.Window(200 * S, 300 * S), new RunRecord.Window(300 * S, 400 * S));
    assertThat(run.windowReturns()).containsExactly(1020.0 / 1000 - 1, 1010.0 / 1020 - 1);
    assertThat(run.configuration())
        .containsEntry("window.01", "strategy.cooldown=9s")
        .containsEntry("window.02", "strategy.cooldown=5s")
        .doesNotContainKey("parameter.strategy.cooldown");
  }

  @Test
  void withoutAMarketThereIsNothingToJoin() {
    assertThat(join()).isNull();
  }
}
