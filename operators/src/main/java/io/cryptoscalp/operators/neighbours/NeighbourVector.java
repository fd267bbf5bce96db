package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What others are told of an instrument's snapshot.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time, ns
 * @param sequence frame sequence, orders vectors of equal time
 * @param price mid in the instrument's scaled units; 0 where there is none
 * @param columns values of the features that are told, NaN where invalid; not to be modified
 */
public record NeighbourVector(
    String instrument, long eventTimeNs, long sequence, double price, float[] columns) {
  /** Type information for Flink. */
  public static final TypeInformation<NeighbourVector> TYPE =
      new ValueTypeInfo<>(NeighbourVector.class, Serializer::new);

  /**
   * Takes them from snapshots.
   *
   * @param positions of the columns in the values of a snapshot
   */
  public static FlatMapFunction<StreamEvent, NeighbourVector> from(int[] positions) {
    int[] taken = positions.clone();
    return (event, out) -> {
      if (event instanceof FeatureSnapshot snapshot) {
        out.collect(of(snapshot, taken));
      }
    };
  }

  private static NeighbourVector of(FeatureSnapshot snapshot, int[] positions) {
    float[] columns = new float[positions.length];
    for (int i = 0; i < columns.length; i++) {
      int position = positions[i];
      boolean valid = (snapshot.valid()[position >>> 6] >>> (position & 63) & 1L) != 0;
      columns[i] = valid ? (float) snapshot.values()[position] : Float.NaN;
    }
    boolean priced = snapshot.bookHealthy() && snapshot.bestBid() > 0 && snapshot.bestAsk() > 0;
    double mid = priced ? 0.5 * snapshot.bestBid() + 0.5 * snapshot.bestAsk() : 0;
    return new NeighbourVector(
        snapshot.instrument(), snapshot.eventTimeNs(), snapshot.sequence(), mid, columns);
  }

  void write(DataOutputView out) throws IOException {
    out.writeUTF(instrument);
    out.writeLong(eventTimeNs);
    out.writeLong(sequence);
    out.writeDouble(price);
    out.writeInt(columns.length);
    for (float value : columns) {
      out.writeFloat(value);
    }
  }

  static NeighbourVector read(DataInputView in) throws IOException {
    String instrument = in.readUTF();
    long eventTimeNs = in.readLong();
    long sequence = in.readLong();
    double price = in.readDouble();
    float[] columns = new float[in.readInt()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = in.readFloat();
    }
    return new NeighbourVector(instrument, eventTimeNs, sequence, price, columns);
  }

  /** Serializer. */
  public static final class Serializer extends ImmutableTypeSerializer<NeighbourVector> {
    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<NeighbourVector> duplicate() {
      return this; // without state
    }

    @Override
    public NeighbourVector createInstance() {
      return new NeighbourVector("", 0, 0, 0, new float[0]);
    }

    @Override
    public void serialize(NeighbourVector vector, DataOutputView out) throws IOException {
      vector.write(out);
    }

    @Override
    public NeighbourVector deserialize(DataInputView in) throws IOException {
      return read(in);
    }

    @Override
    public TypeSerializerSnapshot<NeighbourVector> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<NeighbourVector> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
