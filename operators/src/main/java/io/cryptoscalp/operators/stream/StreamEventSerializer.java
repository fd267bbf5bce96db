package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.StreamEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link StreamEvent}. */
public final class StreamEventSerializer extends ImmutableTypeSerializer<StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** Type information for Flink. */
  public static final TypeInformation<StreamEvent> TYPE =
      new ValueTypeInfo<>(StreamEvent.class, StreamEventSerializer::new);

  private transient StreamEventCodec codec = new StreamEventCodec();

  private Object readResolve() {
    return new StreamEventSerializer();
  }

  @Override
  public TypeSerializer<StreamEvent> duplicate() {
    return new StreamEventSerializer();
  }

  @Override
  public StreamEvent createInstance() {
    return new LatencyTrace("", 0, 0, 0, 0);
  }

  @Override
  public void serialize(StreamEvent event, DataOutputView out) throws IOException {
    codec.write(event, out);
  }

  @Override
  public StreamEvent deserialize(DataInputView in) throws IOException {
    return codec.read(in);
  }

  @Override
  public TypeSerializerSnapshot<StreamEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StreamEvent> {
    /** For Flink. */
    public Snapshot() {
      super(StreamEventSerializer::new);
    }
  }
}
