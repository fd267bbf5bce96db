package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.models.family.nets.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Agents that walk side by side, each through episodes drawn at random from the paths: path by its
 * length, beginning evenly. All observations are scaled.
 */
final class Agents {
  private final List<MarketPath> paths;
  private final Scaling scaling;
  private final int episodeRows;
  private final Random random;
  private final List<TradingEnvironment> environments = new ArrayList<>();
  private final List<List<TradingEnvironment>> pool = new ArrayList<>();
  private final int width;
  private final long rows;

  Agents(
      List<MarketPath> paths,
      TradingTerms terms,
      Scaling scaling,
      int count,
      int episodeRows,
      Random random) {
    this.paths = paths;
    this.scaling = scaling;
    this.episodeRows = episodeRows;
    this.random = random;
    long sum = 0;
    for (MarketPath path : paths) {
      sum += path.rows();
    }
    this.rows = sum;
    for (int i = 0; i < count; i++) {
      List<TradingEnvironment> own = new ArrayList<>();
      for (MarketPath path : paths) {
        own.add(new TradingEnvironment(path, terms));
      }
      pool.add(own);
      environments.add(own.get(0));
      begin(i);
    }
    this.width = environments.get(0).width();
  }

  private void begin(int agent) {
    long at = (long) (random.nextDouble() * rows);
    int chosen = 0;
    while (at >= paths.get(chosen).rows()) {
      at -= paths.get(chosen).rows();
      chosen++;
    }
    TradingEnvironment environment = pool.get(agent).get(chosen);
    int length = Math.min(episodeRows, paths.get(chosen).rows());
    int from = random.nextInt(paths.get(chosen).rows() - length + 1);
    environment.reset(from, from + length);
    environments.set(agent, environment);
  }

  int count() {
    return environments.size();
  }

  int width() {
    return width;
  }

  /** Writes the scaled observations of all agents, one after the other. */
  void observe(float[] to) {
    for (int i = 0; i < environments.size(); i++) {
      environments.get(i).observe(to, i * width);
      scaling.apply(to, i * width);
    }
  }

  /**
   * One agent acts; when its episode ends a new one begins.
   *
   * @return the reward
   */
  double step(int agent, int action) {
    return environments.get(agent).step(action);
  }

  /** Begins a new episode where the last one is over; true when it was. */
  boolean renewed(int agent) {
    if (!environments.get(agent).done()) {
      return false;
    }
    begin(agent);
    return true;
  }
}
