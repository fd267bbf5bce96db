package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmInference;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import java.util.List;

/**
 * What someone says of each interval of a series. Arrays are not to be changed.
 *
 * @param title who says it, such as {@code states as live}
 * @param names what can be said
 * @param labels index into the names of each interval, as it is known at the interval's end; -1 for
 *     nothing
 * @param live whether it was known then; false for hindsight
 */
public record RegimeLabels(String title, List<String> names, int[] labels, boolean live) {
  /** Nothing is said. */
  public static final int NONE = -1;

  /**
   * The likeliest path of states over the whole series (Viterbi): hindsight.
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER}
   */
  public static RegimeLabels hindsight(MarkovModel model, RegimeSeries series) {
    int[] path = new HmmInference(model.model()).viterbi(series.observations()).states();
    return new RegimeLabels("states in hindsight", names(model), path, false);
  }

  /** The likeliest state at each interval's end, as the online filter says it. */
  public static RegimeLabels live(MarkovModel model, RegimeSeries series) {
    HmmFilter filter = new HmmFilter(model.model());
    int[] labels = new int[series.size()];
    int d = series.spec().dimensions();
    for (int i = 0; i < labels.length; i++) {
      filter.update(series.rows(), i * d);
      labels[i] = filter.mostLikely();
    }
    return new RegimeLabels("states as live", names(model), labels, true);
  }

  private static List<String> names(MarkovModel model) {
    return model.states().stream().map(HmmStateProfile::name).toList();
  }

  /** Number of intervals with another label than the one before. */
  public int changes() {
    int changes = 0;
    for (int i = 1; i < labels.length; i++) {
      changes += labels[i] != labels[i - 1] ? 1 : 0;
    }
    return changes;
  }

  /** Share of intervals of which another says the same, 0 to 1; names must be the same. */
  public double agreement(RegimeLabels other) {
    int same = 0;
    for (int i = 0; i < labels.length; i++) {
      same += labels[i] == other.labels[i] ? 1 : 0;
    }
    return (double) same / labels.length;
  }
}
