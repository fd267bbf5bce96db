package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.Ranking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best of a study.
 *
 * @param front trials that saw all of the search's data, hold to the rules, and of which none is
 *     better in all objectives; the best first where there is one objective
 * @param winner the one to go on with, null when no trial holds to the rules: with several
 *     objectives the one of the front that is closest to the best of each, ranges of the front
 *     counting alike
 */
public record StudyBest(List<TrialOutcome> front, @Nullable TrialOutcome winner) {
  /** Copies. */
  public StudyBest {
    front = List.copyOf(front);
  }

  /** Of trials. */
  public static StudyBest of(List<TrialOutcome> trials) {
    List<TrialOutcome> valid = new ArrayList<>();
    for (TrialOutcome trial : trials) {
      boolean holds = trial.whole() && trial.violation() == 0 && !trial.observation().failed();
      if (holds && trial.run()) {
        valid.add(trial);
      }
    }
    Ranking ranking = Ranking.of(Study.observations(valid));
    List<TrialOutcome> front = new ArrayList<>();
    for (int i : ranking.order()) {
      if (ranking.front(i) == 0) {
        front.add(valid.get(i));
      }
    }
    return new StudyBest(front, front.isEmpty() ? null : closest(front));
  }

  private static TrialOutcome closest(List<TrialOutcome> front) {
    int losses = front.get(0).losses().length;
    double[] low = new double[losses];
    double[] high = new double[losses];
    for (int k = 0; k < losses; k++) {
      low[k] = Double.POSITIVE_INFINITY;
      high[k] = Double.NEGATIVE_INFINITY;
      for (TrialOutcome trial : front) {
        low[k] = Math.min(low[k], trial.losses()[k]);
        high[k] = Math.max(high[k], trial.losses()[k]);
      }
    }
    TrialOutcome best = front.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (TrialOutcome trial : front) {
      double distance = 0;
      for (int k = 0; k < losses; k++) {
        double share = high[k] > low[k] ? (trial.losses()[k] - low[k]) / (high[k] - low[k]) : 0;
        distance += share * share;
      }
      if (distance < least) {
        least = distance;
        best = trial;
      }
    }
    return best;
  }
}
