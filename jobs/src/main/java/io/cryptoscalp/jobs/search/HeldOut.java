package io.cryptoscalp.jobs.search;

import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.GatesFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The winner on the data that the search did not see, and what gates say of it.
 *
 * @param run of the winner there
 * @param figures of it
 * @param verdicts of all gates
 * @param earlier studies on the same data
 * @param why reason for which the gate of new data is let pass, empty without one
 */
public record HeldOut(
    TrialRun run,
    TrialFigures figures,
    List<Gate.Verdict> verdicts,
    EarlierStudies earlier,
    String why) {
  private static final int FEWEST_TRIALS = 2;
  private static final String USES = "held-out.uses";

  /** Copies. */
  public HeldOut {
    verdicts = List.copyOf(verdicts);
  }

  /** True when all gates are green or let pass. */
  public boolean passed() {
    return verdicts.stream()
        .allMatch(verdict -> verdict.status() == Gate.Status.GREEN || overridden(verdict));
  }

  /** True for a gate of new data that is not green and is let pass. */
  public boolean overridden(Gate.Verdict verdict) {
    return verdict.status() == Gate.Status.RED
        && verdict.gate().figure().equals(USES)
        && !why.isEmpty();
  }

  /** Id of the winner's run. */
  public static String runId(StudySpec spec) {
    return spec.study() + "-winner";
  }

  /** Runs and judges a winner. */
  static HeldOut of(
      StudySpec spec,
      TrialOutcome winner,
      List<TrialOutcome> trials,
      Sensitivity sensitivity,
      GatesFile gates,
      StudyRunner runner,
      Looks looks)
      throws Exception {
    long tried = trials.stream().filter(TrialOutcome::run).count();
    EarlierStudies earlier = looks.look(tried);
    TrialRun run = runner.run(StudyPass.heldOut(spec, winner)).get(0);
    TrialFigures figures = TrialFigures.of(run, spec.splitNs(), spec.toNs(), spec.periodNs());
    Evidence evidence = new Evidence(spec.strategy());
    evidence.addHeldOut(figures.returns(), figures.trades(), runId(spec), spec.dataHash());
    String names = earlier.looks().isEmpty() ? runId(spec) : earlier.names();
    evidence.addHeldOutUses(earlier.looks().size(), names, spec.dataHash());
    evidence.addPlateau(sensitivity.score(), spec.study() + "-neighbours", spec.dataHash());
    Matrix matrix = Matrix.of(trials, winner);
    if (matrix.returns().length >= FEWEST_TRIALS) {
      evidence.addTrials(
          matrix.returns(),
          matrix.winner(),
          earlier.trials(),
          spec.study(),
          spec.dataHash(),
          gates.seed());
    }
    List<Gate.Verdict> verdicts = new ArrayList<>();
    gates.gates().forEach(gate -> verdicts.add(gate.judge(evidence)));
    return new HeldOut(run, figures, verdicts, earlier, looks.why());
  }

  /**
   * Returns of all trials that were run, those on a part of the data out of the market behind it.
   *
   * @param names of the trials
   * @param returns of each
   * @param winner place of the winner
   */
  public record Matrix(List<String> names, double[][] returns, int winner) {
    /** Of trials. */
    public static Matrix of(List<TrialOutcome> trials, TrialOutcome winner) {
      List<double[]> rows = new ArrayList<>();
      List<String> names = new ArrayList<>();
      int at = 0;
      int periods = winner.figures().returns().length;
      for (TrialOutcome trial : trials) {
        if (trial.run()) {
          at = trial.number() == winner.number() ? rows.size() : at;
          rows.add(trial.figures().returns(periods));
          names.add("t" + trial.number());
        }
      }
      return new Matrix(names, rows.toArray(new double[0][]), at);
    }

    /** As {@code gates check --trials} reads it. */
    public String csv() {
      StringBuilder text = new StringBuilder(String.join(",", names));
      for (int p = 0; p < returns[0].length; p++) {
        for (int t = 0; t < returns.length; t++) {
          text.append(t == 0 ? '\n' : ',').append(returns[t][p]);
        }
      }
      return text.toString();
    }
  }
}
