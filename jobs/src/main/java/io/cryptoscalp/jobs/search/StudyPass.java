package io.cryptoscalp.jobs.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trials of a study over one stretch of its data.
 *
 * @param name of the pass, unique in the study
 * @param base settings that hold for all trials
 * @param trials at least one
 * @param fromNs they trade from here, ns
 * @param toNs end, exclusive; later data are not read
 * @param gridNs distance of points of equity and prices, positive ns
 * @param prices true where prices of what is traded are wanted
 */
public record StudyPass(
    String name,
    SortedMap<String, String> base,
    List<Trial> trials,
    long fromNs,
    long toNs,
    long gridNs,
    boolean prices) {
  /** Points of a run that people look at. */
  private static final long SHOWN_POINTS = 2_000;

  private static final long SECOND_NS = 1_000_000_000L;

  /**
   * A trial.
   *
   * @param id unique in the pass
   * @param settings parameters by key
   */
  public record Trial(String id, SortedMap<String, String> settings) {
    /** Copies. */
    public Trial {
      settings = new TreeMap<>(settings);
    }
  }

  /** Copies. */
  public StudyPass {
    base = new TreeMap<>(base);
    trials = List.copyOf(trials);
  }

  /** Trials that are only compared: by the ends of periods, a quarter of one late at most. */
  static StudyPass compared(
      StudySpec spec, String name, List<Trial> trials, long fromNs, long toNs) {
    return new StudyPass(
        spec.study() + "-" + name,
        spec.base(),
        trials,
        fromNs,
        toNs,
        Math.max(1, spec.periodNs() / 4),
        false);
  }

  /** The one trial that is looked at, on the held-out data. */
  static StudyPass heldOut(StudySpec spec, TrialOutcome winner) {
    List<Trial> trials = new ArrayList<>(List.of(new Trial("winner", winner.settings())));
    long shown = (spec.toNs() - spec.splitNs()) / SHOWN_POINTS / SECOND_NS * SECOND_NS;
    return new StudyPass(
        HeldOut.runId(spec),
        spec.base(),
        trials,
        spec.splitNs(),
        spec.toNs(),
        Math.min(Math.max(1, spec.periodNs() / 4), Math.max(SECOND_NS, shown)),
        true);
  }
}
