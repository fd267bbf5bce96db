package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.Observation;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trial of a study and what came of it.
 *
 * @param number from 0
 * @param generation from 0
 * @param point unit coordinates of its parameters
 * @param settings parameters by key
 * @param budget share of the data
 * @param losses objectives, all to be small
 * @param violation by how much it breaks the rules, 0 when not, {@link #REFUSED} for settings that
 *     the strategy does not take together
 * @param repeats number of the earlier trial with the same settings and budget that it stands for,
 *     -1 when it was run
 * @param figures what it is judged by
 */
public record TrialOutcome(
    int number,
    int generation,
    double[] point,
    SortedMap<String, String> settings,
    double budget,
    double[] losses,
    double violation,
    int repeats,
    TrialFigures figures) {
  /** More than any want of trades. */
  static final double REFUSED = 2;

  /** Copies the settings. */
  public TrialOutcome {
    settings = new TreeMap<>(settings);
  }

  /** As samplers see it. */
  public Observation observation() {
    return new Observation(point, budget, losses, violation);
  }

  /** True for a trial that was run itself: neither refused nor the same as an earlier one. */
  public boolean run() {
    return repeats < 0 && violation < REFUSED;
  }

  /** True for a trial that saw all of the search's data. */
  public boolean whole() {
    return budget >= 1;
  }
}
