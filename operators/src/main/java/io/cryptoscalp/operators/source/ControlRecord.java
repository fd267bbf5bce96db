package io.cryptoscalp.operators.source;

import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record of a topic of few and small messages as it came: commands, measures, directives,
 * thresholds.
 *
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param timestampMs the time that Kafka keeps with the record, ms since the epoch; below 0 for
 *     none
 * @param payload the message; never modified
 */
public record ControlRecord(int partition, long offset, long timestampMs, byte[] payload) {
  private static final long NS_PER_MS = 1_000_000;

  /** Type information for Flink. */
  public static final TypeInformation<ControlRecord> TYPE =
      new ValueTypeInfo<>(ControlRecord.class, Serializer::new);

  /** Kafka's time of the record, ns since the epoch, 0 for none: the same when it is read again. */
  public long timestampNs() {
    return timestampMs <= 0 ? 0 : timestampMs * NS_PER_MS;
  }

  private static final class Serializer extends ImmutableTypeSerializer<ControlRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<ControlRecord> duplicate() {
      return this;
    }

    @Override
    public ControlRecord createInstance() {
      return new ControlRecord(0, 0, 0, new byte[0]);
    }

    @Override
    public void serialize(ControlRecord record, DataOutputView out) throws IOException {
      out.writeInt(record.partition());
      out.writeLong(record.offset());
      out.writeLong(record.timestampMs());
      out.writeInt(record.payload().length);
      out.write(record.payload());
    }

    @Override
    public ControlRecord deserialize(DataInputView in) throws IOException {
      int partition = in.readInt();
      long offset = in.readLong();
      long timestampMs = in.readLong();
      byte[] payload = new byte[in.readInt()];
      in.readFully(payload);
      return new ControlRecord(partition, offset, timestampMs, payload);
    }

    @Override
    public TypeSerializerSnapshot<ControlRecord> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ControlRecord> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
