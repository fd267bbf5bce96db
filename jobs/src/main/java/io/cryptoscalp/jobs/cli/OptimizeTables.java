package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.search.Ranking;
import io.cryptoscalp.engine.search.SearchSpace;
import io.cryptoscalp.jobs.search.HeldOut;
import io.cryptoscalp.jobs.search.Judgement;
import io.cryptoscalp.jobs.search.Sensitivity;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.jobs.search.TrialFigures;
import io.cryptoscalp.jobs.search.TrialOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of what a study came to. */
final class OptimizeTables {
  private static final int MOST = 10;

  private final StudySpec spec;
  private final List<TrialOutcome> trials;
  private final Judgement judgement;

  OptimizeTables(StudySpec spec, List<TrialOutcome> trials, Judgement judgement) {
    this.spec = spec;
    this.trials = trials;
    this.judgement = judgement;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.4g", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", 100 * share);
  }

  /** The front, or the best of a single objective. */
  List<String> best() {
    boolean several = spec.objectives().size() > 1;
    List<TrialOutcome> shown = several ? judgement.best().front() : ranked();
    List<List<String>> rows = new ArrayList<>();
    TrialOutcome winner = judgement.best().winner();
    for (TrialOutcome trial : shown.subList(0, Math.min(MOST, shown.size()))) {
      List<String> row = new ArrayList<>();
      boolean wins = winner != null && trial.number() == winner.number();
      row.add((wins ? "*" : "") + "t" + trial.number());
      row.addAll(figures(trial.figures()));
      row.add(text(trial.settings()));
      rows.add(row);
    }
    List<String> names = new ArrayList<>(List.of("trial"));
    names.addAll(List.of("return %", "Sharpe", "drawdown %", "turnover", "worst %", "trades"));
    names.add("parameters");
    List<Boolean> right = List.of(true, true, true, true, true, true, true, false);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        several
            ? "Front of " + shown.size() + " trials, * the winner:"
            : "Best of " + trials.size() + " trials, * the winner:");
    lines.addAll(Tables.lines(names, right, rows));
    return lines;
  }

  private List<TrialOutcome> ranked() {
    List<TrialOutcome> run = new ArrayList<>();
    for (TrialOutcome trial : trials) {
      if (trial.run()) {
        run.add(trial);
      }
    }
    List<TrialOutcome> ranked = new ArrayList<>();
    Ranking ranking = Ranking.of(run.stream().map(TrialOutcome::observation).toList());
    for (int i : ranking.order()) {
      ranked.add(run.get(i));
    }
    return ranked;
  }

  private static List<String> figures(TrialFigures figures) {
    return List.of(
        percent(figures.totalReturn()),
        number(figures.sharpe()),
        percent(figures.drawdown()),
        number(figures.turnover()),
        percent(figures.worst()),
        Long.toString(figures.trades()));
  }

  private static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (key, value) -> text.append(text.isEmpty() ? "" : " ").append(key + "=" + value));
    return text.toString();
  }

  /** How much hangs on each parameter. */
  List<String> importance() {
    List<String> lines = new ArrayList<>();
    SearchSpace space = spec.searchSpace();
    lines.add("");
    lines.add("Share of the order of trials that hangs on a parameter alone:");
    for (int d = 0; d < space.size(); d++) {
      double share = judgement.importance()[d];
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-32s %3.0f %% %s",
              space.parameter(d).name(),
              100 * share,
              "#".repeat((int) Math.round(30 * share))));
    }
    return lines;
  }

  /** The winner's neighbourhood. */
  List<String> sensitivity() {
    Sensitivity found = judgement.sensitivity();
    if (found == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    var axes = found.surface().axes();
    boolean plane = axes.size() > 1;
    names.add(axes.get(0).name() + (plane ? " \\ " + axes.get(1).name() : ""));
    right.add(true);
    int columns = plane ? axes.get(1).values().length : 1;
    for (int c = 0; c < columns; c++) {
      names.add(plane ? found.labels().get(1).get(c) : "");
      right.add(true);
    }
    for (int r = 0; r < axes.get(0).values().length; r++) {
      List<String> row = new ArrayList<>(List.of(found.labels().get(0).get(r)));
      for (int c = 0; c < columns; c++) {
        int at = r * columns + c;
        row.add((at == found.at() ? "*" : "") + number(found.surface().values()[at]));
      }
      rows.add(row);
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Around the winner, %s; plateau %.2f (1 is a plateau, 0 a spike):",
            found.figure().text(),
            found.score()));
    lines.addAll(Tables.lines(names, right, rows));
    return lines;
  }

  /** The winner on both parts of the data. */
  List<String> heldOut() {
    HeldOut held = judgement.heldOut();
    TrialOutcome winner = judgement.best().winner();
    if (held == null || winner == null) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("searched", winner.figures()));
    rows.add(row("held out", held.figures()));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("The winner, " + text(winner.settings()) + ":");
    lines.addAll(
        Tables.lines(
            List.of("data", "return %", "Sharpe", "drawdown %", "turnover", "worst %", "trades"),
            List.of(false, true, true, true, true, true, true),
            rows));
    lines.add("");
    return lines;
  }

  private static List<String> row(String name, TrialFigures figures) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(figures(figures));
    return row;
  }
}
