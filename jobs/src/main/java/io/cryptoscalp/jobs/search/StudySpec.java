package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.SearchSpace;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a study is. Equal specifications give equal studies.
 *
 * @param study its name, and the run of its trials
 * @param strategy the strategies that are searched, as {@code strategies} takes them
 * @param input what the data are, for people
 * @param dataHash digest of the data's content, hex
 * @param instruments whose data they are; empty in studies of before this was kept
 * @param base settings that hold for all trials
 * @param space parameters, as {@link SpaceText} reads them
 * @param objectives what is wanted, the most important first, at least one
 * @param sampler how trials are chosen
 * @param trials how many are wanted; a generation is always tried whole
 * @param batch trials of a generation, at least 1; for CMA-ES 0 is a size of its own
 * @param seed of the sampler
 * @param fromNs begin of the data, receive time, ns
 * @param toNs end of the data, exclusive, ns
 * @param holdout share of the time, the last, that the search does not see; above 0, below 1
 * @param minTrades round trips below which a trial counts as against the rules
 * @param leastBudget smallest share of the data that halving begins with
 */
public record StudySpec(
    String study,
    String strategy,
    String input,
    String dataHash,
    List<String> instruments,
    SortedMap<String, String> base,
    List<String> space,
    List<Objective> objectives,
    SamplerKind sampler,
    int trials,
    int batch,
    long seed,
    long fromNs,
    long toNs,
    double holdout,
    int minTrades,
    double leastBudget) {
  /** Most periods of the returns that trials are compared by. */
  static final int PERIODS = 240;

  private static final long SHORTEST_NS = 1_000_000_000L;

  /**
   * Checks and copies.
   *
   * @throws StudyException {@code STUDY_INVALID}
   */
  public StudySpec {
    base = new TreeMap<>(base);
    instruments = List.copyOf(instruments);
    space = List.copyOf(space);
    objectives = List.copyOf(objectives);
    require(!study.isBlank() && !strategy.isBlank(), "study", study + "/" + strategy);
    require(!objectives.isEmpty(), "objectives", "none");
    require(trials >= 1 && trials <= 100_000, "trials", trials);
    require(batch >= 0 && batch <= 10_000, "batch", batch);
    require(holdout > 0 && holdout < 1, "holdout", holdout);
    require(leastBudget > 0 && leastBudget <= 1, "least-budget", leastBudget);
    require(minTrades >= 0, "min-trades", minTrades);
    require(toNs > fromNs, "time", fromNs + ".." + toNs);
    require(
        splitNs(fromNs, toNs, holdout) - fromNs >= 32 * SHORTEST_NS,
        "time",
        (toNs - fromNs) / 1_000_000 + " ms are too short");
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new StudyException("STUDY_INVALID: " + what + "=" + value);
    }
  }

  private static long splitNs(long fromNs, long toNs, double holdout) {
    long length = toNs - fromNs;
    return toNs - Math.max(1, Math.min(length - 1, (long) (length * holdout)));
  }

  /** Time at which the search's part ends and the held-out one begins. */
  public long splitNs() {
    return splitNs(fromNs, toNs, holdout);
  }

  /** End of a share of the search's part; halving begins with its first days. */
  long endNs(double budget) {
    return budget >= 1 ? splitNs() : fromNs + (long) ((splitNs() - fromNs) * budget);
  }

  /**
   * Length of the periods of returns, ns: the search's part has {@link #PERIODS}, if long enough.
   */
  long periodNs() {
    return Math.max(SHORTEST_NS, (splitNs() - fromNs + PERIODS - 1) / PERIODS);
  }

  /** The space. */
  public SearchSpace searchSpace() {
    return SpaceText.read(space);
  }
}
