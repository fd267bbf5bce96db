package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A scaler that learns from the vectors it sees. {@link #step} scales a vector by the statistics of
 * the vectors before it alone and only then learns it, so that no value is scaled by itself or the
 * future. Frozen, it stops learning and is equal to {@link #model()} bit for bit. Statistics are of
 * all values since the start or, with a half-life, of values that weigh the less the older they
 * are.
 */
public final class OnlineScaler implements Scaler {
  private static final int VERSION = 2;

  /** Without a half-life. */
  private static final int VERSION_THAT_FORGETS_NOTHING = 1;

  private final String setId;
  private final List<String> featureIds;
  private final ScalerOptions options;
  private final ColumnStatistics[] columns;
  private final ColumnStatistics.Scratch scratch = new ColumnStatistics.Scratch();
  private boolean frozen;

  /**
   * A scaler that has seen nothing.
   *
   * @param setId feature set
   * @param featureIds its ids in the order of the vectors
   * @param options how to scale
   * @throws IllegalArgumentException {@code SCALER_FEATURES_INVALID} when an id is repeated
   */
  public OnlineScaler(String setId, List<String> featureIds, ScalerOptions options) {
    this.setId = setId;
    this.featureIds = Shapes.checkIds(featureIds);
    this.options = options;
    this.columns = new ColumnStatistics[featureIds.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ColumnStatistics(options);
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

  @Override
  public void scale(double[] values, long[] valid, double[] scaled, long[] scaledValid) {
    run(values, valid, scaled, scaledValid, false);
  }

  /**
   * Scales a vector by what was seen before it, then learns it unless frozen.
   *
   * @see Scaler#scale
   */
  public void step(double[] values, long[] valid, double[] scaled, long[] scaledValid) {
    run(values, valid, scaled, scaledValid, !frozen);
  }

  private void run(
      double[] values, long[] valid, double[] scaled, long[] scaledValid, boolean learn) {
    Shapes.check(columns.length, values, valid);
    Shapes.check(columns.length, scaled, scaledValid);
    for (int word = 0; word < valid.length; word++) {
      long in = valid[word];
      long out = 0;
      int end = Math.min(columns.length, (word + 1) << 6);
      for (int i = word << 6; i < end; i++) {
        double value = values[i];
        long bit = 1L << i;
        scaled[i] = 0;
        if ((in & bit) == 0 || !Transform.usable(value)) {
          continue;
        }
        ColumnStatistics column = columns[i];
        if (column.count() >= options.minSamples()) {
          scaled[i] = Transform.scale(options, value, column.parameters(), column.count());
          out |= bit;
        }
        if (learn) {
          column.add(value, scratch);
        }
      }
      scaledValid[word] = out;
    }
  }

  /**
   * Learns a vector.
   *
   * @param values one value a feature
   * @param valid bit i of word i/64 is set when value i is usable
   * @throws IllegalStateException {@code SCALER_FROZEN}
   */
  public void learn(double[] values, long[] valid) {
    if (frozen) {
      throw new IllegalStateException("SCALER_FROZEN: set=" + setId);
    }
    Shapes.check(columns.length, values, valid);
    for (int i = 0; i < columns.length; i++) {
      if ((valid[i >>> 6] >>> i & 1) != 0 && Transform.usable(values[i])) {
        columns[i].add(values[i], scratch);
      }
    }
  }

  /** Stops learning for good, with the quantiles of every value so far. */
  public void freeze() {
    if (!frozen) {
      frozen = true;
      for (ColumnStatistics column : columns) {
        column.refresh(scratch);
      }
    }
  }

  /**
   * Takes over what another scaler knows of the features that both have, where it learnt in the
   * same way; the other must not be used any more. Clip and fewest samples may differ.
   *
   * @return features taken over
   */
  public int adopt(OnlineScaler other) {
    if (other.options.kind() != options.kind() || other.options.halfLife() != options.halfLife()) {
      return 0;
    }
    Map<String, ColumnStatistics> known = new HashMap<>();
    for (int i = 0; i < other.columns.length; i++) {
      known.put(other.featureIds.get(i), other.columns[i]);
    }
    int taken = 0;
    for (int i = 0; i < columns.length; i++) {
      ColumnStatistics column = known.get(featureIds.get(i));
      if (column != null) {
        columns[i] = column;
        taken++;
      }
    }
    return taken;
  }

  /** True when it no longer learns. */
  public boolean frozen() {
    return frozen;
  }

  /** Valid values of a feature seen so far. */
  public long count(int feature) {
    return columns[feature].count();
  }

  /** The parameters in use now. For those of every value so far, freeze first. */
  public ScalerModel model() {
    List<ScalerModel.Column> list = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      list.add(
          new ScalerModel.Column(featureIds.get(i), columns[i].count(), columns[i].parameters()));
    }
    return new ScalerModel(setId, options, list);
  }

  /** Writes everything, ids included. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(setId);
    out.writeInt(featureIds.size());
    for (String id : featureIds) {
      out.writeString(id);
    }
    out.writeByte(options.kind().code());
    out.writeDouble(options.clip());
    out.writeInt(options.minSamples());
    out.writeInt(options.halfLife());
    out.writeBoolean(frozen);
    for (ColumnStatistics column : columns) {
      column.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException when the bytes are not such a state
   */
  public static OnlineScaler read(StateReader in) {
    int version = in.readVersion(VERSION, "scaler");
    String setId = in.readText();
    int size = in.readInt();
    if (size < 0 || size > in.remaining()) {
      throw new StateException("STATE_CORRUPT: state=scaler features=" + size);
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add(in.readText());
    }
    ScalerKind kind = ScalerKind.ofCode(in.readByte());
    OnlineScaler scaler;
    try {
      double clip = in.readDouble();
      int minSamples = in.readInt();
      int halfLife = version == VERSION_THAT_FORGETS_NOTHING ? 0 : in.readInt();
      scaler = new OnlineScaler(setId, ids, new ScalerOptions(kind, clip, minSamples, halfLife));
    } catch (IllegalArgumentException e) {
      throw new StateException("STATE_CORRUPT: state=scaler reason=" + e.getMessage());
    }
    scaler.frozen = in.readBoolean();
    for (ColumnStatistics column : scaler.columns) {
      column.read(in);
    }
    return scaler;
  }

  /**
   * Reads a state that must belong to a feature set.
   *
   * @throws StateException {@code SCALER_FEATURES_MISMATCH} when the set or the order of its ids
   *     differs
   */
  public static OnlineScaler read(StateReader in, String setId, List<String> featureIds) {
    OnlineScaler scaler = read(in);
    if (!scaler.setId.equals(setId) || !scaler.featureIds.equals(featureIds)) {
      throw new StateException(
          "SCALER_FEATURES_MISMATCH: stored="
              + scaler.setId
              + " features="
              + scaler.featureIds.size()
              + " wanted="
              + setId
              + " features="
              + featureIds.size());
    }
    return scaler;
  }
}
