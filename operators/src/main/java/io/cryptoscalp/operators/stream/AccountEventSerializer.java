package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.LatencyTrace;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link AccountEvent}. */
final class AccountEventSerializer extends ImmutableTypeSerializer<AccountEvent> {
  private static final long serialVersionUID = 1L;

  private transient TextCodec text = new TextCodec();
  private transient StreamEventCodec codec = new StreamEventCodec();

  private Object readResolve() {
    return new AccountEventSerializer();
  }

  @Override
  public TypeSerializer<AccountEvent> duplicate() {
    return new AccountEventSerializer();
  }

  @Override
  public AccountEvent createInstance() {
    return new AccountEvent("", new LatencyTrace("", 0, 0, 0, 0));
  }

  @Override
  public void serialize(AccountEvent event, DataOutputView out) throws IOException {
    TextCodec.write(event.account(), out);
    codec.write(event.event(), out);
  }

  @Override
  public AccountEvent deserialize(DataInputView in) throws IOException {
    return new AccountEvent(text.read(in), codec.read(in));
  }

  @Override
  public TypeSerializerSnapshot<AccountEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountEvent> {
    /** For Flink. */
    public Snapshot() {
      super(AccountEventSerializer::new);
    }
  }
}
