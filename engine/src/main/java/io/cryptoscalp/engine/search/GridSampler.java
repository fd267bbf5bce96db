package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Every combination once, the last parameter running fastest. Continuous parameters are cut into
 * equal stretches of which the middles are tried.
 */
public final class GridSampler implements Sampler {
  private final SearchSpace space;
  private final int[] levels;
  private final long points;
  private long next;

  /**
   * A grid.
   *
   * @param stretches of a continuous parameter, and most of one with steps, at least 1
   * @throws IllegalArgumentException {@code SEARCH_GRID_INVALID} for more than 10 million points
   */
  public GridSampler(SearchSpace space, int stretches) {
    this.space = space;
    levels = new int[space.size()];
    long product = 1;
    for (int i = 0; i < levels.length; i++) {
      Parameter parameter = space.parameter(i);
      boolean whole = parameter.levels() > 0 && parameter.levels() <= stretches;
      levels[i] = whole || !parameter.ordered() ? parameter.levels() : stretches;
      product *= levels[i];
      if (levels[i] < 1 || product > 10_000_000) {
        throw new IllegalArgumentException("SEARCH_GRID_INVALID: points=" + product + " or more");
      }
    }
    points = product;
  }

  @Override
  public List<Candidate> ask(int wish) {
    List<Candidate> asked = new ArrayList<>();
    while (asked.size() < wish && next < points) {
      double[] point = new double[levels.length];
      long rest = next++;
      boolean first = true;
      for (int i = levels.length - 1; i >= 0; i--) {
        point[i] = unit(i, (int) (rest % levels[i]));
        rest /= levels[i];
      }
      // What hangs on another choice would be tried once for each of its own levels.
      for (int i = 0; i < levels.length; i++) {
        first &= space.active(i, point) || point[i] == unit(i, 0);
      }
      if (first) {
        asked.add(Candidate.of(space, point));
      }
    }
    return asked;
  }

  private double unit(int index, int at) {
    Parameter parameter = space.parameter(index);
    return levels[index] == parameter.levels() ? parameter.middle(at) : (at + 0.5) / levels[index];
  }

  @Override
  public void tell(List<Observation> generation) {
    // A grid learns nothing.
  }
}
