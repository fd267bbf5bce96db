package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.TextCodec;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of {@link SignalEvent}, also in the state of partial matches; the first byte is the
 * version of the format.
 */
public final class SignalEventSerializer extends ImmutableTypeSerializer<SignalEvent> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  /** Type information for Flink. */
  public static final TypeInformation<SignalEvent> TYPE =
      new ValueTypeInfo<>(SignalEvent.class, SignalEventSerializer::new);

  private transient TextCodec text = new TextCodec();

  private Object readResolve() {
    return new SignalEventSerializer();
  }

  @Override
  public TypeSerializer<SignalEvent> duplicate() {
    return new SignalEventSerializer();
  }

  @Override
  public SignalEvent createInstance() {
    return new SignalEvent(SignalKind.MOVE, "", "", "", 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void serialize(SignalEvent signal, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(signal.kind().code());
    TextCodec.write(signal.scope(), out);
    TextCodec.write(signal.instrument(), out);
    TextCodec.write(signal.underlying(), out);
    out.writeByte(signal.direction());
    out.writeDouble(signal.value());
    out.writeDouble(signal.threshold());
    out.writeDouble(signal.price());
    out.writeLong(signal.eventTimeNs());
    out.writeLong(signal.sequence());
  }

  @Override
  public SignalEvent deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new StateException("STATE_VERSION_UNKNOWN: state=signal-event version=" + version);
    }
    return new SignalEvent(
        SignalKind.ofCode(in.readByte()),
        text.read(in),
        text.read(in),
        text.read(in),
        in.readByte(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<SignalEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SignalEvent> {
    /** For Flink. */
    public Snapshot() {
      super(SignalEventSerializer::new);
    }
  }
}
