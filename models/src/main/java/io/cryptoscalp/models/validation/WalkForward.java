package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.SharpeEvidence;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What choosing the best trial of the past would have earned afterwards: in each window the trial
 * with the best Sharpe ratio of the training is taken through the test. Trials were run once over
 * all of history; a position that is open where one trial follows another counts at its mark, and
 * closing it costs nothing here. A run per window (see {@code backtest}) is the stricter test.
 *
 * @param anchored true when training begins with history, false when it has one length
 * @param windows the windows
 * @param chosen index of the trial taken in each
 * @param trainReturns return of the chosen trial in each training
 * @param testReturns its return in each test
 * @param annualSharpe annual Sharpe ratio of all tests in a row
 */
public record WalkForward(
    boolean anchored,
    List<WalkForwardWindows.Window> windows,
    int[] chosen,
    double[] trainReturns,
    double[] testReturns,
    double annualSharpe) {
  private static final int WINDOWS = 10;
  private static final double FIRST_TRAINING = 0.4;

  /**
   * Walks.
   *
   * @param heldNs how long positions are held, left out between training and test, ns
   */
  static WalkForward of(AlignedReturns trials, boolean anchored, long heldNs) {
    int n = trials.periods();
    int train = Math.max(2, (int) (n * FIRST_TRAINING));
    int test = Math.max(1, (n - train) / WINDOWS);
    int gap = (int) Math.min((heldNs + trials.periodNs() - 1) / trials.periodNs(), test / 4);
    List<WalkForwardWindows.Window> windows =
        WalkForwardWindows.of(0, n, train - gap, test, gap, anchored);
    int[] chosen = new int[windows.size()];
    double[] trained = new double[chosen.length];
    double[] tested = new double[chosen.length];
    List<Double> all = new ArrayList<>();
    for (int w = 0; w < chosen.length; w++) {
      WalkForwardWindows.Window window = windows.get(w);
      int from = (int) window.trainFromNs();
      int to = (int) window.trainToNs();
      chosen[w] = trials.best(IntStream.range(from, to).toArray());
      trained[w] = total(trials.slice(chosen[w], from, to));
      double[] after = trials.slice(chosen[w], (int) window.testFromNs(), (int) window.testToNs());
      tested[w] = total(after);
      for (double value : after) {
        all.add(value);
      }
    }
    double[] row = all.stream().mapToDouble(Double::doubleValue).toArray();
    double sharpe = row.length < 2 ? Double.NaN : SharpeEvidence.of(row).sharpe();
    return new WalkForward(
        anchored,
        inTime(windows, trials),
        chosen,
        trained,
        tested,
        sharpe * Math.sqrt(trials.periodsPerYear()));
  }

  private static List<WalkForwardWindows.Window> inTime(
      List<WalkForwardWindows.Window> windows, AlignedReturns trials) {
    List<WalkForwardWindows.Window> times = new ArrayList<>();
    long from = trials.fromNs();
    long period = trials.periodNs();
    for (WalkForwardWindows.Window window : windows) {
      times.add(
          new WalkForwardWindows.Window(
              from + window.trainFromNs() * period,
              from + window.trainToNs() * period,
              from + window.testFromNs() * period,
              from + window.testToNs() * period));
    }
    return List.copyOf(times);
  }

  private static double total(double[] returns) {
    double wealth = 1;
    for (double value : returns) {
      wealth *= 1 + value;
    }
    return wealth - 1;
  }

  /** Share of windows whose test earned. */
  public double winRate() {
    return WalkForwardWindows.winRate(testReturns);
  }

  /** Return of a unit of time in tests by that in trainings; NaN when those lost. */
  public double efficiency() {
    return WalkForwardWindows.efficiency(windows, trainReturns, testReturns);
  }

  /** Return of all tests in a row. */
  public double total() {
    return total(testReturns);
  }

  /** How many different trials were taken. */
  public int distinct() {
    Set<Integer> seen = new HashSet<>();
    for (int each : chosen) {
      seen.add(each);
    }
    return seen.size();
  }

  /** The tests in a row as a run of its own, for gates. */
  RunRecord run(AlignedReturns trials) {
    RunRecord like = trials.runs().get(0);
    List<Long> times = new ArrayList<>();
    List<Double> equity = new ArrayList<>();
    List<TradeOutcome> trades = new ArrayList<>();
    List<RunRecord.Window> spans = new ArrayList<>();
    double now = like.startEquity();
    for (int w = 0; w < chosen.length; w++) {
      WalkForwardWindows.Window window = windows.get(w);
      spans.add(new RunRecord.Window(window.testFromNs(), window.testToNs()));
      int from = trials.period(window.testFromNs());
      int to = trials.period(window.testToNs() - 1) + 1;
      for (int i = from; i < to; i++) {
        now *= 1 + trials.returns()[chosen[w]][i];
        times.add(trials.fromNs() + (i + 1) * trials.periodNs());
        equity.add(now);
      }
      for (TradeOutcome trade : trials.runs().get(chosen[w]).trades()) {
        if (trade.entryNs() >= window.testFromNs() && trade.entryNs() < window.testToNs()) {
          trades.add(trade);
        }
      }
    }
    trades.sort(Comparator.comparingLong(TradeOutcome::exitNs));
    SortedMap<String, String> configuration = new TreeMap<>(like.configuration());
    configuration.keySet().removeIf(key -> key.startsWith("parameter."));
    long end = windows.get(windows.size() - 1).testToNs();
    long lastExit = trades.isEmpty() ? end : trades.get(trades.size() - 1).exitNs();
    return new RunRecord(
        like.runId() + "-walk-forward",
        like.strategy(),
        RunRecord.Kind.WALK_FORWARD,
        configuration,
        like.dataHash(),
        like.currency(),
        windows.get(0).testFromNs(),
        Math.max(end, Math.min(lastExit, end + ReturnSeries.DAY_NS)),
        like.startEquity(),
        new RunRecord.Curve(
            times.stream().mapToLong(Long::longValue).toArray(),
            equity.stream().mapToDouble(Double::doubleValue).toArray()),
        null,
        trades,
        List.of(),
        spans);
  }
}
