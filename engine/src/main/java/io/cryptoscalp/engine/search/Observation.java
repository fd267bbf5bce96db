package io.cryptoscalp.engine.search;

/**
 * What came of a candidate.
 *
 * @param point its unit coordinates
 * @param budget its share of the data
 * @param losses one or more, all to be small; NaN in a trial that failed
 * @param violation by how much it breaks constraints, 0 when it breaks none
 */
public record Observation(double[] point, double budget, double[] losses, double violation) {
  /** A trial that holds to all constraints. */
  public static Observation of(Candidate candidate, double... losses) {
    return new Observation(candidate.point(), candidate.budget(), losses, 0);
  }

  /** True for a trial without a loss to go by. */
  public boolean failed() {
    for (double loss : losses) {
      if (Double.isNaN(loss)) {
        return true;
      }
    }
    return !(violation >= 0);
  }
}
