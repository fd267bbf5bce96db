package io.cryptoscalp.models.family.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What acting by a rule earned, after costs.
 *
 * @param episodes number traded
 * @param rows rows traded
 * @param reward mean of the reward of a row, basis points
 * @param profit mean profit of an episode, as a fraction of the notional
 * @param profitError standard error of that mean over the episodes
 * @param worstDrawdown deepest fall within an episode, as a fraction of the notional
 * @param fills fills an episode
 * @param fees fees an episode, as a fraction of the notional
 */
public record PolicyOutcome(
    int episodes,
    long rows,
    double reward,
    double profit,
    double profitError,
    double worstDrawdown,
    double fills,
    double fees) {

  /** Chooses actions for rows of observations, which it may overwrite. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Acts.
     *
     * @param observations one after the other
     * @param width numbers in one
     * @return an action for each
     */
    int[] act(float[] observations, int width);
  }

  /** The rule that does the same at every row. */
  public static Rule always(int action) {
    return (observations, width) -> {
      int[] actions = new int[observations.length / width];
      Arrays.fill(actions, action);
      return actions;
    };
  }

  /**
   * Trades episodes side by side.
   *
   * @param episodeRows longest episode, at least 2; the rest of a path is an episode too
   */
  public static PolicyOutcome of(
      List<MarketPath> paths, TradingTerms terms, int episodeRows, Rule rule) {
    List<TradingEnvironment> open = new ArrayList<>();
    for (MarketPath path : paths) {
      for (int from = 0; path.rows() - from >= 2; from += episodeRows) {
        int to = Math.min(path.rows(), from + episodeRows);
        if (to - from >= 2) {
          TradingEnvironment environment = new TradingEnvironment(path, terms);
          environment.reset(from, to);
          open.add(environment);
        }
      }
    }
    List<TradingEnvironment> all = List.copyOf(open);
    double reward = 0;
    long rows = 0;
    while (!open.isEmpty()) {
      int width = open.get(0).width();
      float[] observations = new float[open.size() * width];
      for (int i = 0; i < open.size(); i++) {
        open.get(i).observe(observations, i * width);
      }
      int[] actions = rule.act(observations, width);
      for (int i = 0; i < actions.length; i++) {
        reward += open.get(i).step(actions[i]);
        rows++;
      }
      open.removeIf(TradingEnvironment::done);
    }
    return summary(all, rows, reward);
  }

  private static PolicyOutcome summary(List<TradingEnvironment> all, long rows, double reward) {
    double profit = 0;
    double worst = 0;
    double fills = 0;
    double fees = 0;
    for (TradingEnvironment environment : all) {
      profit += environment.profit();
      worst = Math.max(worst, environment.worstDrawdown());
      fills += environment.fills();
      fees += environment.fees();
    }
    int count = all.size();
    profit /= count;
    double squares = 0;
    for (TradingEnvironment environment : all) {
      squares += (environment.profit() - profit) * (environment.profit() - profit);
    }
    double error = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    return new PolicyOutcome(
        count, rows, reward / rows, profit, error, worst, fills / count, fees / count);
  }
}
