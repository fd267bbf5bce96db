package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSpan;
import io.cryptoscalp.engine.barsim.BarTerms;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.SideBySide;
import io.cryptoscalp.models.validation.StressReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs a trial anew on bars under worse execution: what it meets then is what it decides by. */
public final class BarStress {
  /** Stands for some of everything. */
  public static final String ALL = "all";

  /** Up to this factor slippage is a first step; more is told, not judged. */
  private static final double FIRST_SLIPPAGE = 2;

  private final List<Double> slippage;
  private final List<Integer> delay;
  private final List<Double> fees;

  /** One case of worse execution. */
  private record Worse(double slippage, int delay, double fees) {
    String text() {
      List<String> words = new ArrayList<>();
      if (slippage != 1) {
        words.add("slippage x" + ParameterGrid.text(slippage));
      }
      if (delay != 0) {
        words.add(delay + (delay == 1 ? " bar late" : " bars late"));
      }
      if (fees != 1) {
        words.add("fees x" + ParameterGrid.text(fees));
      }
      return String.join(", ", words);
    }

    StressReport.Step step() {
      boolean first = slippage > 1 && slippage <= FIRST_SLIPPAGE && delay == 0 && fees == 1;
      return first ? StressReport.Step.FIRST : StressReport.Step.FURTHER;
    }
  }

  private BarStress(List<Double> slippage, List<Integer> delay, List<Double> fees) {
    this.slippage = slippage;
    this.delay = delay;
    this.fees = fees;
  }

  /**
   * Reads what to make worse.
   *
   * @param texts {@code slippage=2,4}, {@code delay=1,3} (bars), {@code fees=1.5}; {@link #ALL} for
   *     these
   * @throws IllegalArgumentException {@code STRESS_INVALID}
   */
  public static BarStress of(List<String> texts) {
    List<Double> slippage = new ArrayList<>();
    List<Integer> delay = new ArrayList<>();
    List<Double> fees = new ArrayList<>();
    for (String text : texts) {
      if (text.equals(ALL)) {
        slippage.addAll(List.of(2.0, 4.0));
        delay.addAll(List.of(1, 3));
        fees.add(1.5);
        continue;
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals).strip();
      for (String value : text.substring(equals + 1).split(",", -1)) {
        switch (name) {
          case "slippage" -> slippage.add(factor(text, value));
          case "fees" -> fees.add(factor(text, value));
          case "delay" -> {
            double bars = factor(text, value);
            if (bars != Math.rint(bars) || bars > 10_000) {
              throw invalid(text);
            }
            delay.add((int) bars);
          }
          default -> throw invalid(text);
        }
      }
    }
    return new BarStress(slippage, delay, fees);
  }

  private static double factor(String text, String value) {
    try {
      double factor = Double.parseDouble(value.strip());
      if (factor >= 0 && factor <= 1e6) {
        return factor;
      }
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
    throw invalid(text);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "STRESS_INVALID: value=" + text + " expected=slippage=2,4 or delay=1,3 or fees=1.5 or all");
  }

  /**
   * Runs all cases: each alone, then the worst of each together.
   *
   * @param chosen the trial
   * @param run its record
   * @param threads side by side
   */
  public StressReport run(BarBacktest backtest, BarTrialResult chosen, RunRecord run, int threads)
      throws InterruptedException {
    List<StressReport.Case> cases = new ArrayList<>();
    cases.add(result("as run", StressReport.Step.AS_RUN, chosen.result()));
    List<Callable<StressReport.Case>> work = new ArrayList<>();
    for (Worse worse : worse()) {
      work.add(
          () -> {
            BarSpan span = new BarSpan(Long.MIN_VALUE, Long.MAX_VALUE, chosen.trial().warmUp());
            BarResult result = under(backtest, worse).run(chosen.trial().strategy(), span);
            return result(worse.text(), worse.step(), result);
          });
    }
    if (!work.isEmpty()) {
      cases.addAll(SideBySide.run(work, threads));
    }
    return new StressReport(run.runId(), run.dataHash(), cases);
  }

  private List<Worse> worse() {
    List<Worse> all = new ArrayList<>();
    slippage.forEach(factor -> all.add(new Worse(factor, 0, 1)));
    delay.forEach(bars -> all.add(new Worse(1, bars, 1)));
    fees.forEach(factor -> all.add(new Worse(1, 0, factor)));
    Worse most =
        new Worse(
            slippage.stream().mapToDouble(Double::doubleValue).max().orElse(1),
            delay.stream().mapToInt(Integer::intValue).max().orElse(0),
            fees.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    all.add(most);
    Worse asRun = new Worse(1, 0, 1);
    return all.stream().distinct().filter(each -> !each.equals(asRun)).toList();
  }

  /** The same bars under worse terms; a run without slippage is taken to have paid a tick. */
  private static BarBacktest under(BarBacktest backtest, Worse worse) {
    BarTerms terms = backtest.terms();
    boolean none = terms.slippageTicks() == 0 && terms.slippageBps() == 0;
    double ticks = none && worse.slippage() != 1 ? 1 : terms.slippageTicks();
    List<BarMarket> markets =
        backtest.markets().stream().map(market -> market.withFees(worse.fees())).toList();
    return new BarBacktest(
        markets,
        terms
            .withSlippage(ticks * worse.slippage(), terms.slippageBps() * worse.slippage())
            .withDelay(terms.delayBars() + worse.delay()));
  }

  private static StressReport.Case result(String id, StressReport.Step step, BarResult result) {
    return new StressReport.Case(
        id,
        step,
        result.netReturn(),
        BarObjective.sharpe(result),
        result.largestFall(),
        result.orders(),
        result.trades().size(),
        result.fees());
  }
}
