package io.cryptoscalp.engine.regime.hmm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a state of a model whose first feature is the log return is like, and its name. The name
 * follows from the state's own statistics by fixed bounds, so training again gives it again:
 *
 * <ul>
 *   <li>volatility, the state's deviation as a multiple of the whole chain's: {@code calm} below
 *       0.5, {@code normal} below 1.25, {@code volatile} below 2.5, else {@code extreme};
 *   <li>drift, the mean return of one mean stay as a multiple of that stay's deviation, {@code mean
 *       * sqrt(dwell) / deviation}: {@code down} to -0.5, {@code up} from 0.5, else {@code flat}.
 * </ul>
 *
 * A name that an earlier state of the model has gets a number: {@code calm-flat-2}.
 *
 * @param state index in the model
 * @param name such as {@code volatile-down}, unique in the model
 * @param mean mean log return of an observation
 * @param deviation standard deviation of it
 * @param relativeDeviation deviation as a multiple of the whole chain's
 * @param drift mean return of a mean stay in deviations of that stay
 * @param share share of time in the long run, 0 to 1
 * @param dwell mean stay, in observations
 */
public record HmmStateProfile(
    int state,
    String name,
    double mean,
    double deviation,
    double relativeDeviation,
    double drift,
    double share,
    double dwell) {

  /** Profiles of all states, in the model's order. */
  public static List<HmmStateProfile> of(HmmModel model) {
    double[] share = model.stationary();
    double whole = wholeDeviation(model, share);
    List<HmmStateProfile> profiles = new ArrayList<>();
    for (int state = 0; state < model.states(); state++) {
      double mean = model.mean(state, 0);
      double deviation = Math.sqrt(model.covariance(state, 0, 0));
      double dwell = model.dwell(state);
      double drift = mean == 0 ? 0 : mean * Math.sqrt(dwell) / deviation;
      double relative = deviation / whole;
      String name = unique(volatility(relative) + "-" + direction(drift), profiles);
      profiles.add(
          new HmmStateProfile(state, name, mean, deviation, relative, drift, share[state], dwell));
    }
    return profiles;
  }

  /** Deviation of the first feature over the long run, the spread of the means with it. */
  private static double wholeDeviation(HmmModel model, double[] share) {
    double mean = 0;
    for (int i = 0; i < share.length; i++) {
      mean += share[i] * model.mean(i, 0);
    }
    double variance = 0;
    for (int i = 0; i < share.length; i++) {
      double away = model.mean(i, 0) - mean;
      variance += share[i] * (model.covariance(i, 0, 0) + away * away);
    }
    return Math.sqrt(variance);
  }

  private static String volatility(double relative) {
    if (relative < 0.5) {
      return "calm";
    }
    if (relative < 1.25) {
      return "normal";
    }
    return relative < 2.5 ? "volatile" : "extreme";
  }

  private static String direction(double drift) {
    if (drift >= 0.5) {
      return "up";
    }
    return drift <= -0.5 ? "down" : "flat";
  }

  private static String unique(String name, List<HmmStateProfile> before) {
    int same = 1;
    for (HmmStateProfile profile : before) {
      if (profile.name.equals(name) || profile.name.startsWith(name + "-")) {
        same++;
      }
    }
    return same == 1 ? name : name + "-" + same;
  }
}
