package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialWindow;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.WalkForwardWindows.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walk-forward over windows: on each the trial with the best Sharpe ratio in training is judged on
 * the test behind it, and the tests of those that were chosen make one run. All trials run on all
 * windows, and over the whole span, in one pass: each of these begins flat and decides for itself.
 */
public final class WalkForward {
  /** Id of the run that is made of tests. */
  public static final String ID = "walk-forward";

  private final List<TrialSpec> trials;
  private final List<Window> windows;

  /**
   * A walk.
   *
   * @param trials to choose among, at least one
   * @param windows in time order
   */
  public WalkForward(List<TrialSpec> trials, List<Window> windows) {
    this.trials = List.copyOf(trials);
    this.windows = List.copyOf(windows);
  }

  /** Each trial over the whole span, then on each training and each test. */
  public List<TrialSpec> specs() {
    List<TrialSpec> specs = new ArrayList<>(trials);
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      for (TrialSpec trial : trials) {
        specs.add(on(trial, "train", i, new TrialWindow(window.trainFromNs(), window.trainToNs())));
        specs.add(on(trial, "test", i, new TrialWindow(window.testFromNs(), window.testToNs())));
      }
    }
    return specs;
  }

  private static TrialSpec on(TrialSpec trial, String part, int window, TrialWindow span) {
    return new TrialSpec(name(trial, part, window), trial.settings(), span.fromNs(), span.toNs());
  }

  private static String name(TrialSpec trial, String part, int window) {
    return String.format(Locale.ROOT, "%s.%s%02d", trial.id(), part, window + 1);
  }

  /**
   * Joins the tests of the trials that were chosen. A window in which nobody traded in training
   * goes to the first trial.
   *
   * @param results of {@link #specs} by id
   * @param figures of those that saw a market, by id
   * @return null when no test saw a market
   */
  @Nullable RunRecord join(
      TrialRecords records, Map<String, TrialResult> results, Map<String, TrialFigures> figures) {
    Joined joined = new Joined();
    SortedMap<String, String> choices = new TreeMap<>();
    for (int i = 0; i < windows.size(); i++) {
      TrialSpec best = best(i, figures);
      TrialResult test = results.get(name(best, "test", i));
      choices.put(String.format(Locale.ROOT, "window.%02d", i + 1), best.parameters());
      if (test != null && !test.equity().isEmpty()) {
        joined.add(test, records.trades(test), windows.get(i));
      }
    }
    if (joined.times.isEmpty()) {
      return null;
    }
    TrialSpec whole =
        new TrialSpec(
            ID,
            trials.get(0).settings(),
            windows.get(0).testFromNs(),
            windows.get(windows.size() - 1).testToNs());
    SortedMap<String, String> configuration = records.configuration(whole);
    if (trials.size() > 1) {
      trials
          .get(0)
          .settings()
          .keySet()
          .forEach(key -> configuration.remove(TrialRecords.PARAMETER + key));
    }
    configuration.putAll(choices);
    return records.record(
        whole,
        RunRecord.Kind.WALK_FORWARD,
        configuration,
        joined.startEquity,
        joined.curve(),
        joined.trades,
        joined.windows);
  }

  private TrialSpec best(int window, Map<String, TrialFigures> figures) {
    TrialSpec best = trials.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (TrialSpec trial : trials) {
      TrialFigures trained = figures.get(name(trial, "train", window));
      if (trained != null && trained.sharpe() > most) {
        most = trained.sharpe();
        best = trial;
      }
    }
    return best;
  }

  /** Tests one after another; each adds what it earned to what those before it left. */
  private static final class Joined {
    private final List<Long> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<TradeOutcome> trades = new ArrayList<>();
    private final List<RunRecord.Window> windows = new ArrayList<>();
    private double startEquity;
    private double reached;

    void add(TrialResult test, List<TradeOutcome> own, Window window) {
      double start = test.summary().startEquity();
      if (times.isEmpty()) {
        startEquity = start;
        reached = start;
      }
      double before = reached;
      for (EquityPoint point : test.equity()) {
        // A test begins on the grid's moment before it, where the one before it may have ended.
        if (times.isEmpty() || point.timeNs() > times.get(times.size() - 1)) {
          times.add(point.timeNs());
          values.add(before + point.equity() - start);
        } else {
          values.set(values.size() - 1, before + point.equity() - start);
        }
        reached = before + point.equity() - start;
      }
      trades.addAll(own);
      windows.add(new RunRecord.Window(window.testFromNs(), window.testToNs()));
    }

    Curve curve() {
      return new Curve(
          times.stream().mapToLong(Long::longValue).toArray(),
          values.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
