package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Returns of trials side by side, as the gates read those of a search. */
public final class ReturnsCsv {
  private ReturnsCsv() {}

  /** Of the trials of a run; a walk-forward run and its windows are none of them. */
  static String of(List<RunFolder.Line> lines) {
    List<String> names = new ArrayList<>();
    List<RunRecord> runs = new ArrayList<>();
    for (RunFolder.Line line : lines) {
      RunRecord run = line.run();
      if (run != null && run.kind() == RunRecord.Kind.BACKTEST) {
        names.add(line.trial());
        runs.add(run);
      }
    }
    return of(names, runs);
  }

  /**
   * CSV with a column {@code time} and one for each trial whose returns are over the same periods
   * as those of the longest.
   *
   * @param ids of the trials
   * @param runs of each
   */
  public static String of(List<String> ids, List<RunRecord> runs) {
    List<String> names = new ArrayList<>(ids);
    List<ReturnSeries> series = new ArrayList<>();
    ReturnSeries longest = null;
    for (RunRecord run : runs) {
      ReturnSeries own = run.returns(TrialFigures.periodNs(run));
      series.add(own);
      longest = longest == null || own.size() > longest.size() ? own : longest;
    }
    StringBuilder csv = new StringBuilder("time");
    if (longest == null) {
      return csv.append('\n').toString();
    }
    for (int i = series.size() - 1; i >= 0; i--) {
      if (!Arrays.equals(series.get(i).endNs(), longest.endNs())) {
        series.remove(i);
        names.remove(i);
      }
    }
    names.forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    for (int period = 0; period < longest.size(); period++) {
      csv.append(longest.endNs()[period]);
      for (ReturnSeries each : series) {
        csv.append(',').append(each.returns()[period]);
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
