package io.cryptoscalp.engine.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A frozen scaler: parameters without the statistics behind them. It travels with a model, so that
 * serving scales bit for bit as training did. Immutable.
 */
public final class ScalerModel implements Scaler {
  private final String setId;
  private final List<String> featureIds;
  private final ScalerOptions options;
  private final long[] counts;
  private final double[][] parameters;

  /**
   * A model of these parameters.
   *
   * @param setId feature set
   * @param columns one a feature, in order
   * @param options how to scale
   * @throws IllegalArgumentException {@code SCALER_FEATURES_INVALID} when an id is repeated, {@code
   *     SCALER_COLUMN_INVALID} when parameters do not fit the kind
   */
  public ScalerModel(String setId, ScalerOptions options, List<Column> columns) {
    this.setId = setId;
    this.options = options;
    List<String> ids = new ArrayList<>();
    this.counts = new long[columns.size()];
    this.parameters = new double[columns.size()][];
    for (int i = 0; i < counts.length; i++) {
      Column column = columns.get(i);
      column.check(options.kind());
      ids.add(column.id());
      counts[i] = column.count();
      parameters[i] = column.parameters().clone();
    }
    this.featureIds = Shapes.checkIds(ids);
  }

  /**
   * One feature's parameters.
   *
   * @param id feature id
   * @param count values they were learnt from
   * @param parameters {@code [centre, scale]} in the feature's unit, scale not negative; or, for
   *     the rank kinds, 65 ascending quantiles at steps of 1/64
   */
  public record Column(String id, long count, double[] parameters) {
    private void check(ScalerKind kind) {
      boolean fits = count >= 0 && parameters.length == Transform.parameters(kind);
      for (int i = 0; fits && i < parameters.length; i++) {
        fits = Transform.usable(parameters[i]);
        fits &= !kind.ranks() || i == 0 || parameters[i] >= parameters[i - 1];
      }
      if (!fits || (!kind.ranks() && parameters[1] < 0)) {
        throw new IllegalArgumentException(
            "SCALER_COLUMN_INVALID: id="
                + id
                + " kind="
                + kind
                + " count="
                + count
                + " parameters="
                + Arrays.toString(parameters));
      }
    }
  }

  @Override
  public String setId() {
    return setId;
  }

  @Override
  public List<String> featureIds() {
    return featureIds;
  }

  @Override
  public ScalerOptions options() {
    return options;
  }

  /** The parameters, copied. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      columns.add(new Column(featureIds.get(i), counts[i], parameters[i].clone()));
    }
    return List.copyOf(columns);
  }

  @Override
  public void scale(double[] values, long[] valid, double[] scaled, long[] scaledValid) {
    Shapes.check(counts.length, values, valid);
    Shapes.check(counts.length, scaled, scaledValid);
    for (int word = 0; word < valid.length; word++) {
      long in = valid[word];
      long out = 0;
      int end = Math.min(counts.length, (word + 1) << 6);
      for (int i = word << 6; i < end; i++) {
        double value = values[i];
        long bit = 1L << i;
        boolean known = (in & bit) != 0 && Transform.usable(value);
        if (known && counts[i] >= options.minSamples()) {
          scaled[i] = Transform.scale(options, value, parameters[i], counts[i]);
          out |= bit;
        } else {
          scaled[i] = 0;
        }
      }
      scaledValid[word] = out;
    }
  }
}
