package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows become a dataset.
 *
 * @param features ids of the columns wanted, in this order; empty for all of the source
 * @param minValidity features that are valid in a smaller share of rows, 0 to 1, are left out
 * @param steps vectors of a sequence, at least 1
 * @param stepNs event time between the vectors of a sequence, ns; 0 when every row is a step
 * @param maxGapNs longest time between two rows that a sequence or the path of a label may bridge,
 *     ns, positive
 * @param spacingNs least distance between examples of an instrument, ns; 0 takes every row
 * @param label how the future becomes the label
 * @param horizonsNs horizons of the returns that are kept beside the label, ns, ascending
 * @param uniqueness weighs examples by how little their labels' spans overlap
 * @param recencyHalfLifeNs age at which an example weighs half, ns; 0 when age does not matter
 * @param neighbours how the other instruments that an example looks at are found; null for none
 */
public record DatasetOptions(
    List<String> features,
    double minValidity,
    int steps,
    long stepNs,
    long maxGapNs,
    long spacingNs,
    LabelRule label,
    List<Long> horizonsNs,
    boolean uniqueness,
    long recencyHalfLifeNs,
    @Nullable NeighbourOptions neighbours) {
  /** Steps of a sequence unless said otherwise. */
  public static final int STEPS = 32;

  private static final int MOST_STEPS = 1024;
  private static final double VALIDITY = 0.9;

  /**
   * Checks the ranges.
   *
   * @throws ModelException {@code DATASET_OPTION_INVALID}
   */
  public DatasetOptions {
    features = List.copyOf(features);
    horizonsNs = List.copyOf(horizonsNs);
    check("minValidity", minValidity, minValidity >= 0 && minValidity <= 1);
    check("steps", steps, steps >= 1 && steps <= MOST_STEPS);
    check("stepNs", stepNs, stepNs >= 0);
    check("maxGapNs", maxGapNs, maxGapNs > 0 && maxGapNs >= stepNs);
    check("spacingNs", spacingNs, spacingNs >= 0);
    check("recencyHalfLifeNs", recencyHalfLifeNs, recencyHalfLifeNs >= 0);
    long last = 0;
    for (long horizon : horizonsNs) {
      check("horizonsNs", horizonsNs, horizon > last);
      last = horizon;
    }
  }

  /** Options of examples that look at no other instruments. */
  public DatasetOptions(
      List<String> features,
      double minValidity,
      int steps,
      long stepNs,
      long maxGapNs,
      long spacingNs,
      LabelRule label,
      List<Long> horizonsNs,
      boolean uniqueness,
      long recencyHalfLifeNs) {
    this(
        features,
        minValidity,
        steps,
        stepNs,
        maxGapNs,
        spacingNs,
        label,
        horizonsNs,
        uniqueness,
        recencyHalfLifeNs,
        null);
  }

  private static void check(String field, Object value, boolean valid) {
    if (!valid) {
      throw new ModelException("DATASET_OPTION_INVALID", field + "=" + value);
    }
  }

  /**
   * All features valid in nine rows of ten, sequences of 32 rows that bridge at most two intervals,
   * returns over the horizon and its half and double, weights by uniqueness.
   *
   * @param label how the future becomes the label
   * @param intervalNs usual distance of two rows, ns
   */
  public static DatasetOptions of(LabelRule label, long intervalNs) {
    long horizon = label.horizonNs();
    return new DatasetOptions(
        List.of(),
        VALIDITY,
        STEPS,
        0,
        2 * intervalNs,
        0,
        label,
        List.of(Math.max(1, horizon / 2), horizon, 2 * horizon),
        true,
        0);
  }

  /** The same with other columns. */
  public DatasetOptions withFeatures(List<String> names) {
    return new DatasetOptions(
        names,
        minValidity,
        steps,
        stepNs,
        maxGapNs,
        spacingNs,
        label,
        horizonsNs,
        uniqueness,
        recencyHalfLifeNs,
        neighbours);
  }

  /** The same with sequences of another shape. */
  public DatasetOptions withSteps(int count, long distanceNs) {
    return new DatasetOptions(
        features,
        minValidity,
        count,
        distanceNs,
        maxGapNs,
        spacingNs,
        label,
        horizonsNs,
        uniqueness,
        recencyHalfLifeNs,
        neighbours);
  }

  /** The same with other weights. */
  public DatasetOptions withWeights(boolean byUniqueness, long halfLifeNs) {
    return new DatasetOptions(
        features,
        minValidity,
        steps,
        stepNs,
        maxGapNs,
        spacingNs,
        label,
        horizonsNs,
        byUniqueness,
        halfLifeNs,
        neighbours);
  }

  /** The same with other neighbours; null for none. */
  public DatasetOptions withNeighbours(@Nullable NeighbourOptions found) {
    return new DatasetOptions(
        features,
        minValidity,
        steps,
        stepNs,
        maxGapNs,
        spacingNs,
        label,
        horizonsNs,
        uniqueness,
        recencyHalfLifeNs,
        found);
  }
}
