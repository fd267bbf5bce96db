package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.performance.RunRecord.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether entries were right more often than a strategy that sees only the past can be. Prices that
 * move its way after its entries are no proof: the state of the book tells the next seconds, and
 * who reads it well is right as often. But that skill is one of habits, and a market that is turned
 * over has the same habits. Knowledge of this one recording does not hold there: it is as wrong as
 * it was right.
 *
 * <p>Entries are judged at several {@link #horizons}, by the middle of the touch from the first
 * known one after the entry on, so that what the entry reacted to does not count. At each horizon
 * only entries are taken whose stretches do not overlap, over all instruments, which are moved by
 * the same news. What the same mix of sides would have been right by chance, in a market that rose
 * more often than it fell, is taken off: {@code edge = right - expected}.
 *
 * <ul>
 *   <li>{@link Verdict#CONTRAST}: the edge on the recording is more than {@link #EDGE}, that over
 *       the turned-over market lower by more than twice as much, and by {@link #CERTAIN} standard
 *       deviations. Without knowledge of the recording the difference has a mean near 0, whatever
 *       the skill.
 *   <li>{@link Verdict#ALONE}: the strategy does not enter often enough on the turned-over market
 *       to be compared. Then three of four right and {@link #CERTAIN} standard deviations decide,
 *       and only at horizons of {@link #LONG_NS} and more, over which a book tells little.
 * </ul>
 *
 * <p>Standard deviations are those of even chances, the largest there are.
 */
public final class Foresight {
  /**
   * Standard deviations from which foresight is certain: 6 for one question (one in a thousand
   * million), and what nine horizons ask for in addition.
   */
  public static final double CERTAIN = 6.4;

  /** Share of entries right above what is expected: 3 of 4 where that is even. */
  public static final double EDGE = 0.25;

  /** Shortest horizon for a verdict without the turned-over market, ns. */
  public static final long LONG_NS = 4_000_000_000L;

  /** Entries needed in each run to compare them. */
  public static final int ENOUGH = 20;

  private static final long SECOND_NS = 1_000_000_000L;

  /** Neighbours are a factor of 2 apart, so that none between them is missed. */
  private static final long[] HORIZONS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private Foresight() {}

  /** What was found. */
  public enum Verdict {
    /** Nothing that skill cannot explain, or too few entries to tell. */
    NONE,
    /** Right on the recording, and wrong where it is turned over. */
    CONTRAST,
    /** Right more often than a book can tell, and next to no entries where it is turned over. */
    ALONE
  }

  /**
   * An order that opened something.
   *
   * @param instrument id
   * @param timeNs receive time of what it was placed on, ns
   * @param buys its side
   */
  public record Entry(String instrument, long timeNs, boolean buys) {}

  /**
   * A run.
   *
   * @param entries in any order
   * @param prices middle of the touch by instrument, on a grid of receive time
   */
  public record Run(List<Entry> entries, SortedMap<String, Curve> prices) {}

  /**
   * How a run's entries did over a horizon.
   *
   * @param entries that do not overlap and after which the price moved
   * @param right share of them that it moved the way of, 0 to 1; 0 without entries
   * @param expected share that chance would give the same sides, 0 to 1
   */
  public record Hits(int entries, double right, double expected) {
    /** Share above what chance gives. */
    public double edge() {
      return right - expected;
    }
  }

  /**
   * One horizon.
   *
   * @param horizonNs length, ns
   * @param recorded on the recording
   * @param turned on the turned-over market
   * @param deviations of the difference of the edges, or of the first one where the second run has
   *     too few entries, in standard deviations
   * @param verdict what it says
   */
  public record Horizon(
      long horizonNs, Hits recorded, Hits turned, double deviations, Verdict verdict) {}

  /** The lengths that entries are judged over, ns, ascending. */
  public static long[] horizons() {
    long[] lengths = HORIZONS.clone();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] *= SECOND_NS;
    }
    return lengths;
  }

  /** Judges a strategy by its entries on a recording and on the same turned over. */
  public static List<Horizon> judge(Run recorded, Run turned) {
    List<Horizon> judged = new ArrayList<>();
    for (long horizon : horizons()) {
      judged.add(horizon(horizon, hits(recorded, horizon), hits(turned, horizon)));
    }
    return judged;
  }

  private static Horizon horizon(long horizonNs, Hits recorded, Hits turned) {
    boolean comparable = turned.entries() >= ENOUGH && turned.entries() >= recorded.entries() / 4;
    if (recorded.entries() < ENOUGH) {
      return new Horizon(horizonNs, recorded, turned, 0, Verdict.NONE);
    }
    double edge = recorded.edge();
    if (comparable) {
      double gap = edge - turned.edge();
      double deviation = 0.5 * Math.sqrt(1.0 / recorded.entries() + 1.0 / turned.entries());
      boolean knows = edge > EDGE && gap > 2 * EDGE && gap / deviation > CERTAIN;
      return new Horizon(
          horizonNs, recorded, turned, gap / deviation, knows ? Verdict.CONTRAST : Verdict.NONE);
    }
    double deviations = 2 * edge * Math.sqrt(recorded.entries());
    boolean knows =
        horizonNs >= LONG_NS
            && edge > EDGE
            && recorded.right() > 0.5 + EDGE
            && deviations > CERTAIN;
    return new Horizon(
        horizonNs, recorded, turned, deviations, knows ? Verdict.ALONE : Verdict.NONE);
  }

  private static Hits hits(Run run, long horizonNs) {
    List<Entry> entries = new ArrayList<>(run.entries());
    entries.sort(Comparator.comparingLong(Entry::timeNs));
    int moved = 0;
    int right = 0;
    double expected = 0;
    long freeNs = Long.MIN_VALUE;
    TreeMap<String, Double> rising = new TreeMap<>();
    for (Entry entry : entries) {
      Curve curve = run.prices().get(entry.instrument());
      int from = curve == null ? -1 : after(curve, entry.timeNs());
      if (curve == null || entry.timeNs() < freeNs || from == curve.timeNs().length) {
        continue;
      }
      double move = move(curve, from, horizonNs);
      if (Double.isNaN(move)) {
        continue;
      }
      freeNs = curve.timeNs()[from] + horizonNs;
      if (move != 0) {
        moved++;
        right += (move > 0) == entry.buys() ? 1 : 0;
        double rises =
            rising.computeIfAbsent(entry.instrument(), instrument -> rises(curve, horizonNs));
        expected += entry.buys() ? rises : 1 - rises;
      }
    }
    return moved == 0
        ? new Hits(0, 0, 0.5)
        : new Hits(moved, (double) right / moved, expected / moved);
  }

  /** Index of the first price known after a time. */
  private static int after(Curve curve, long timeNs) {
    int at = Arrays.binarySearch(curve.timeNs(), timeNs);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** How far the price goes over a horizon; NaN when the curve ends before. */
  private static double move(Curve curve, int from, long horizonNs) {
    long end = curve.timeNs()[from] + horizonNs;
    boolean told = end <= curve.timeNs()[curve.timeNs().length - 1];
    return told ? curve.at(end) - curve.value()[from] : Double.NaN;
  }

  /** Share of rises among the moves over a horizon from any moment on. */
  private static double rises(Curve curve, long horizonNs) {
    int up = 0;
    int down = 0;
    for (int i = 0; i < curve.timeNs().length; i++) {
      double move = move(curve, i, horizonNs);
      up += move > 0 ? 1 : 0;
      down += move < 0 ? 1 : 0;
    }
    return up + down == 0 ? 0.5 : (double) up / (up + down);
  }
}
