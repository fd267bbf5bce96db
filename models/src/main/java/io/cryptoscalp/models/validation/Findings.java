package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Turns figures into words. */
final class Findings {
  private static final double CONFIDENCE = 0.95;
  private static final int FEWEST_TRADES = 30;
  private static final int FEWEST_PERIODS = 30;

  /** What a side must at least be able to cost on top. */
  private static final double LEAST_EDGE_BPS = 0.5;

  /** The same of a run that paid no fee at all: what takers pay at the cheapest of large venues. */
  private static final double LEAST_EDGE_WITHOUT_FEES_BPS = 2.5;

  private final RunRecord run;
  private final AlignedReturns trials;
  private final SortedMap<String, Double> figures;
  private final ValidationOptions options;
  private final Reruns reruns;
  private final List<Finding> found = new ArrayList<>();

  Findings(
      RunRecord run,
      AlignedReturns trials,
      SortedMap<String, Double> figures,
      ValidationOptions options,
      Reruns reruns) {
    this.run = run;
    this.reruns = reruns;
    this.trials = trials;
    this.figures = figures;
    this.options = options;
  }

  /** All of them, refusals first. */
  List<Finding> all() {
    proof(Finding.Code.LOOKAHEAD, reruns.lookahead(), "backtest lookahead");
    boolean earns = figure("total-return") > 0;
    if (!earns) {
      refuse(Finding.Code.LOSES, "it returned %.2f %% after costs", 100 * figure("total-return"));
    } else {
      luck();
      overfit();
      fills(reruns.freeFills());
      stress();
    }
    length(earns);
    notLooked();
    found.sort(Comparator.comparing(finding -> !finding.refuses()));
    return found;
  }

  private void proof(Finding.Code code, Proof proof, String by) {
    if (proof.state() == Proof.State.FAILED) {
      refuse(code, "%s", proof.text());
    } else if (proof.state() == Proof.State.MISSING) {
      note("%s was not checked: %s does it", code, by);
    }
  }

  private void luck() {
    double deflated = figure("deflated-sharpe");
    double made = figure("trials");
    if (deflated < CONFIDENCE) {
      refuse(
          Finding.Code.LUCK,
          "annual Sharpe %.2f, where the best of %.0f trials without skill is expected to show %.2f:"
              + " it is better than that with a probability of %.1f %%, %.0f %% is asked for",
          figure("sharpe"),
          made,
          figure("expected-best-sharpe"),
          100 * deflated,
          100 * CONFIDENCE);
    }
    if (figure("spa") > 1 - CONFIDENCE) {
      refuse(
          Finding.Code.LUCK,
          "the best of %d trials beats %s by no more than luck: p = %.3f (Hansen), %.3f (White)",
          trials.runs().size(),
          options.benchmark() && run.benchmark() != null ? "the benchmark" : "doing nothing",
          figure("spa"),
          figure("reality-check"));
    }
    BootstrapReport bootstrap = reruns.bootstrap();
    if (bootstrap != null && bootstrap.refuses()) {
      refuse(Finding.Code.LUCK, "%s. %s", bootstrap.text(), bootstrap.answer());
    }
    if (figure("timing-chance") > 0.5) {
      note(
          "the same trades would have earned as much on %.0f %% of markets with the same moves in"
              + " another order: when it trades adds nothing",
          100 * figure("timing-chance"));
    }
  }

  private void overfit() {
    double overfitting = figure("overfitting");
    // Among trials that are all good the rank of the best is luck; then their losses are few.
    if (overfitting > 0.4 && figure("overfitting-loss") > 0.2) {
      refuse(
          Finding.Code.OVERFIT,
          "the best trial of one half of history is below the median in the other half in %.0f %% of"
              + " choices, and loses in %.0f %%",
          100 * overfitting,
          100 * figure("overfitting-loss"));
    }
    double plateau = figure("plateau");
    if (plateau < 0.2) {
      refuse(
          Finding.Code.OVERFIT,
          "its parameters are a spike: their neighbours earn %.0f %% of its Sharpe ratio",
          100 * plateau);
    }
    boolean own = figures.containsKey("walk-forward.total-return");
    String walked = own ? "walk-forward.total-return" : "walk-forward.anchored.total-return";
    if ((own || trials.runs().size() > 1) && figure(walked) <= 0) {
      refuse(
          Finding.Code.OVERFIT,
          "choosing the best of the past and trading it afterwards returned %.2f %%%s",
          100 * figure(walked),
          own ? ", each window run on its own from flat to flat" : "");
    }
  }

  /** Only where the strategy decided anew: the trades alone say what more cost takes. */
  private void stress() {
    StressReport stress = reruns.stress();
    Finding.Code code = stress == null ? null : stress.code();
    if (stress != null && code != null) {
      refuse(code, "%s", stress.text());
    }
  }

  private void fills(Proof freeFills) {
    if (freeFills.state() == Proof.State.FAILED) {
      refuse(Finding.Code.FREE_FILLS, "%s", freeFills.text());
    }
    double breakEven = figure("break-even-bps");
    boolean free = run.trades().stream().mapToDouble(TradeOutcome::fees).sum() == 0;
    double least = free ? LEAST_EDGE_WITHOUT_FEES_BPS : LEAST_EDGE_BPS;
    if (breakEven < least) {
      refuse(
          Finding.Code.FREE_FILLS,
          "%.2f basis points more a side take everything it earns; it should bear %.1f%s",
          breakEven,
          least,
          free ? ", since it paid no fee" : "");
    } else if (free && !run.trades().isEmpty()) {
      note("no trade paid a fee");
    }
  }

  private void length(boolean earns) {
    double needed = figure("minimum-track-record");
    int trades = run.trades().size();
    if (trials.periods() < FEWEST_PERIODS || trades < FEWEST_TRADES) {
      refuse(
          Finding.Code.TOO_SHORT,
          "%d trades in %d periods of %s; %d and %d are the least",
          trades,
          trials.periods(),
          period(),
          FEWEST_TRADES,
          FEWEST_PERIODS);
    } else if (earns && needed > trials.periods()) {
      refuse(
          Finding.Code.TOO_SHORT,
          "a Sharpe ratio of %.2f needs %.0f periods of %s to be told from none, it has %d",
          figure("sharpe"),
          StrictMath.ceil(needed),
          period(),
          trials.periods());
    }
  }

  private void notLooked() {
    if (trials.runs().size() < 2) {
      note("one trial alone: overfitting and the luck of a choice cannot be seen");
    }
    if (reruns.walkForward() == null) {
      note(
          "the run has no windows of its own: walk-forward joins trials that ran once over all of"
              + " history (backtest --windows lets each test begin flat)");
    }
    candles();
    if (reruns.stress() == null && !run.trades().isEmpty()) {
      note(
          "worse execution was reckoned over the trades that were taken (backtest stress, backtest"
              + " bars --stress let the strategy decide anew)");
    }
    if (!figures.containsKey("capacity") && !run.trades().isEmpty()) {
      note("capacity is not known: it needs two days and the markets' volumes");
    }
  }

  private void candles() {
    BootstrapReport bootstrap = reruns.bootstrap();
    if (bootstrap != null) {
      if (!bootstrap.refuses()) {
        note("%s. %s", bootstrap.text(), bootstrap.answer());
      }
    } else if (figures.containsKey("timing-chance")) {
      note(
          "candles were resampled under the positions that were taken (backtest bars --bootstrap"
              + " lets the strategy decide anew)");
    } else if (!run.trades().isEmpty()) {
      note("candles were not resampled: the run has no prices of all its instruments");
    }
  }

  private String period() {
    long seconds = trials.periodNs() / 1_000_000_000L;
    return seconds % 86_400 == 0
        ? "a day"
        : seconds % 3_600 == 0
            ? seconds / 3_600 + " h"
            : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private double figure(String key) {
    return figures.getOrDefault(key, Double.NaN);
  }

  private void refuse(Finding.Code code, String format, Object... values) {
    found.add(Finding.refusal(code, String.format(Locale.ROOT, format, values)));
  }

  private void note(String format, Object... values) {
    found.add(Finding.note(Finding.Code.NOT_CHECKED, String.format(Locale.ROOT, format, values)));
  }
}
