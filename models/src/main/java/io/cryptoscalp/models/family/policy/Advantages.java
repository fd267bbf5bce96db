package io.cryptoscalp.models.family.policy;

/**
 * Generalised advantage estimation (Schulman et al., High-Dimensional Continuous Control Using
 * Generalized Advantage Estimation, 2016, equation 16).
 */
final class Advantages {
  private Advantages() {}

  /**
   * Advantages of one agent's consecutive steps.
   *
   * @param rewards one a step
   * @param values the critic's value of each step's observation, and of the one after the last
   * @param ended true where the episode ended with the step: nothing of what follows counts
   * @param discount of the next step's value, 0 to 1
   * @param smoothing lambda, 0 (one step) to 1 (all)
   */
  static double[] of(
      double[] rewards, double[] values, boolean[] ended, double discount, double smoothing) {
    double[] advantages = new double[rewards.length];
    double later = 0;
    for (int t = rewards.length - 1; t >= 0; t--) {
      double next = ended[t] ? 0 : values[t + 1];
      double error = rewards[t] + discount * next - values[t];
      later = error + (ended[t] ? 0 : discount * smoothing * later);
      advantages[t] = later;
    }
    return advantages;
  }
}
