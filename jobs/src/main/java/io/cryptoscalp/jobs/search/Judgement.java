package io.cryptoscalp.jobs.search;

import io.cryptoscalp.models.promotion.GatesFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished study comes to.
 *
 * @param best its front and winner
 * @param importance of each parameter, 0 to 1
 * @param sensitivity of the winner, null without one
 * @param heldOut the winner on data that the search did not see, null without one
 */
public record Judgement(
    StudyBest best,
    double[] importance,
    @Nullable Sensitivity sensitivity,
    @Nullable HeldOut heldOut) {
  /** Judges a study: a pass for the winner's neighbours, and one over the held-out data. */
  public static Judgement of(
      StudySpec spec, List<TrialOutcome> trials, GatesFile gates, StudyRunner runner, Looks looks)
      throws Exception {
    StudyBest best = StudyBest.of(trials);
    double[] importance = Sensitivity.importance(spec, trials);
    TrialOutcome winner = best.winner();
    if (winner == null) {
      return new Judgement(best, importance, null, null);
    }
    Sensitivity sensitivity = Sensitivity.of(spec, winner, importance, runner);
    HeldOut heldOut = HeldOut.of(spec, winner, trials, sensitivity, gates, runner, looks);
    return new Judgement(best, importance, sensitivity, heldOut);
  }

  /** True when there is a winner and all gates are green or let pass. */
  public boolean passed() {
    return heldOut != null && heldOut.passed();
  }
}
