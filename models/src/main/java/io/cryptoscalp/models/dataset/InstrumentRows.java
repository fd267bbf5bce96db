package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one instrument as they are read, and the labels of those that may be examples. */
final class InstrumentRows {
  private final String instrument;
  private final int[] positions;
  private final int sidePosition;
  private final DatasetOptions options;
  private final StepRing ring;
  final PricePath path = new PricePath();
  final List<float[]> values = new ArrayList<>();
  final List<float @Nullable []> regimes = new ArrayList<>();
  private final List<int @Nullable []> sequences = new ArrayList<>();
  private final List<Integer> featureSides = new ArrayList<>();
  private long lastNs = Long.MIN_VALUE;

  /** A row that has a label, and its sequence. */
  record Candidate(int row, int[] sequence, Label label) {}

  /**
   * Creates it.
   *
   * @param instrument whose rows they are
   * @param positions of the columns in the rows of the source
   * @param sidePosition position of the feature whose sign is the primary side; -1 for none
   * @param options how to label
   */
  InstrumentRows(String instrument, int[] positions, int sidePosition, DatasetOptions options) {
    this.instrument = instrument;
    this.positions = positions;
    this.sidePosition = sidePosition;
    this.options = options;
    ring = new StepRing(options.steps(), options.stepNs(), options.maxGapNs());
  }

  /**
   * Adds the next row.
   *
   * @throws ModelException {@code DATASET_ORDER} when it lies before the last one
   */
  void add(FeatureRow row) {
    if (row.eventTimeNs() < lastNs) {
      throw new ModelException(
          "DATASET_ORDER",
          "instrument=" + instrument + " eventTimeNs=" + row.eventTimeNs() + " after=" + lastNs);
    }
    lastNs = row.eventTimeNs();
    float[] columns = new float[positions.length];
    for (int i = 0; i < columns.length; i++) {
      float value = (float) row.values()[positions[i]];
      columns[i] = row.isValid(positions[i]) && Float.isFinite(value) ? value : Float.NaN;
    }
    sequences.add(ring.next(values.size(), row.eventTimeNs()));
    values.add(columns);
    regimes.add(row.regime());
    path.add(row.eventTimeNs(), row.mid(), row.low(), row.high());
    if (sidePosition >= 0) {
      boolean valid = row.isValid(sidePosition);
      featureSides.add(valid ? (int) Math.signum(row.values()[sidePosition]) : 0);
    }
  }

  /** The rows that may be examples and have a label; the others are counted. */
  List<Candidate> label(DatasetCounts counts) {
    Labeller labeller = new Labeller(options.label(), path, options.maxGapNs());
    List<Candidate> candidates = new ArrayList<>();
    boolean any = false;
    long lastTakenNs = 0;
    for (int row = 0; row < path.size(); row++) {
      int[] sequence = sequences.get(row);
      if (!path.hasPrice(row)) {
        counts.drop(DropReason.NO_PRICE);
      } else if (sequence == null) {
        counts.drop(DropReason.SHORT_SEQUENCE);
      } else if (any && path.timeNs(row) - lastTakenNs < options.spacingNs()) {
        counts.drop(DropReason.SPACING);
      } else {
        any = true; // whatever its future: which rows are taken must not depend on it
        lastTakenNs = path.timeNs(row);
        Label label = labeller.label(row, side(row));
        if (label.dropped() != null) {
          counts.drop(label.dropped());
        } else {
          candidates.add(new Candidate(row, sequence, label));
        }
      }
    }
    return candidates;
  }

  private int side(int row) {
    PrimaryRule primary = options.label().primary();
    return switch (primary.kind()) {
      case NONE -> 1;
      case FEATURE -> featureSides.get(row);
      case MOMENTUM -> momentum(row, path.timeNs(row) - primary.lookbackNs());
    };
  }

  /** Sign of the move since a time; 0 when its price is not known. */
  private int momentum(int row, long sinceNs) {
    int then = row;
    while (then >= 0 && (path.timeNs(then) > sinceNs || !path.hasPrice(then))) {
      then--;
    }
    boolean known = then >= 0 && sinceNs - path.timeNs(then) <= options.maxGapNs();
    return known ? (int) Math.signum(path.mid(row) - path.mid(then)) : 0;
  }

  /** Returns of a long over the horizons from a row; NaN where they are not known. */
  float[] horizonReturns(int row) {
    float[] returns = new float[options.horizonsNs().size()];
    int from = row;
    for (int h = 0; h < returns.length; h++) {
      int then =
          path.asOf(from, path.timeNs(row) + options.horizonsNs().get(h), options.maxGapNs());
      returns[h] = then < 0 ? Float.NaN : (float) (path.mid(then) / path.mid(row) - 1);
      from = Math.max(from, then);
    }
    return returns;
  }
}
