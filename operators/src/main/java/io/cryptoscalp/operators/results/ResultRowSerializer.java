package io.cryptoscalp.operators.results;

import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.TextCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link ResultRow}; on the network only, never in state. */
final class ResultRowSerializer extends ImmutableTypeSerializer<ResultRow> {
  private static final long serialVersionUID = 1L;

  private transient TextCodec text = new TextCodec();

  private Object readResolve() {
    return new ResultRowSerializer();
  }

  @Override
  public TypeSerializer<ResultRow> duplicate() {
    return new ResultRowSerializer();
  }

  @Override
  public ResultRow createInstance() {
    return new ResultRow(ResultTable.TRADES, new byte[0], new byte[0]);
  }

  @Override
  public void serialize(ResultRow row, DataOutputView out) throws IOException {
    TextCodec.write(row.table().name(), out);
    write(row.key(), out);
    write(row.bytes(), out);
  }

  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public ResultRow deserialize(DataInputView in) throws IOException {
    return new ResultRow(ResultTable.valueOf(text.read(in)), read(in), read(in));
  }

  private static byte[] read(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<ResultRow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ResultRow> {
    /** For Flink. */
    public Snapshot() {
      super(ResultRowSerializer::new);
    }
  }
}
