package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.Capacity;
import io.cryptoscalp.engine.validation.ExecutionStress;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.SensitivitySurface;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all tests say of a run.
 *
 * @param run the run that was chosen
 * @param trials it and the runs it was chosen from, over the same periods
 * @param figures by key; NaN where there is none
 * @param paths Monte Carlo paths by name
 * @param walkForward anchored, then rolling
 * @param walkForwardRun tests in a row: those of the run's own windows, else the anchored ones of
 *     trials that ran once; null for histories too short
 * @param combinatorial paths of combinatorial cross-validation; null for a single trial
 * @param stress the run's trades under each pair of factors; empty where it was run anew
 * @param reruns what other commands brought
 * @param surface annual Sharpe ratio over the grid of parameters; null where trials are no grid
 * @param capacity null where nothing is known of the markets
 * @param findings what is to be said, refusals first
 */
public record Validation(
    RunRecord run,
    AlignedReturns trials,
    SortedMap<String, Double> figures,
    SortedMap<String, PathDistribution> paths,
    List<WalkForward> walkForward,
    @Nullable RunRecord walkForwardRun,
    @Nullable CombinatorialPaths combinatorial,
    List<ExecutionStress.Outcome> stress,
    Reruns reruns,
    @Nullable SensitivitySurface surface,
    @Nullable Capacity capacity,
    List<Finding> findings) {
  /** Copies. */
  public Validation {
    figures = new TreeMap<>(figures);
    paths = new TreeMap<>(paths);
    walkForward = List.copyOf(walkForward);
    stress = List.copyOf(stress);
    findings = List.copyOf(findings);
  }

  /** True when nothing speaks against the run. */
  public boolean passed() {
    return findings.stream().noneMatch(Finding::refuses);
  }

  /** How many things speak against it. */
  public long refusals() {
    return findings.stream().filter(Finding::refuses).count();
  }

  /** A figure; NaN without. */
  public double figure(String key) {
    return figures.getOrDefault(key, Double.NaN);
  }

  /** Returns of all trials, for gates. */
  public double[][] returns() {
    return trials.returns();
  }
}
