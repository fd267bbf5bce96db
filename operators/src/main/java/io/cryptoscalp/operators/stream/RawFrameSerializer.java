package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializer of {@link RawFrame}; on the network only, never in state. */
final class RawFrameSerializer extends ImmutableTypeSerializer<RawFrame> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];
  private static final @Nullable FrameKind[] KINDS = kindsByCode();

  private transient TextCodec text = new TextCodec();

  private static @Nullable FrameKind[] kindsByCode() {
    @Nullable FrameKind[] kinds = new FrameKind[FrameKind.values().length + 1];
    for (FrameKind kind : FrameKind.values()) {
      kinds[kind.code()] = kind;
    }
    return kinds;
  }

  private Object readResolve() {
    return new RawFrameSerializer();
  }

  @Override
  public TypeSerializer<RawFrame> duplicate() {
    return new RawFrameSerializer();
  }

  @Override
  public RawFrame createInstance() {
    return new RawFrame("", Venue.BINANCE_USDM, "", null, "", 0, 0, 0, 0, 0, EMPTY);
  }

  @Override
  public void serialize(RawFrame frame, DataOutputView out) throws IOException {
    TextCodec.write(frame.key(), out);
    TextCodec.write(frame.venue().id(), out);
    TextCodec.write(frame.symbol(), out);
    FrameKind kind = frame.kind();
    out.writeByte(kind == null ? 0 : kind.code());
    TextCodec.write(frame.stream(), out);
    out.writeLong(frame.receiveTimeNs());
    out.writeLong(frame.sentTimeNs());
    out.writeLong(frame.consumedTimeNs());
    out.writeInt(frame.partition());
    out.writeLong(frame.offset());
    out.writeInt(frame.payload().length);
    out.write(frame.payload());
  }

  @Override
  public RawFrame deserialize(DataInputView in) throws IOException {
    String key = text.read(in);
    Venue venue = Venue.ofId(text.read(in));
    String symbol = text.read(in);
    int kind = in.readByte();
    String stream = text.read(in);
    long receiveTime = in.readLong();
    long sentTime = in.readLong();
    long consumedTime = in.readLong();
    int partition = in.readInt();
    long offset = in.readLong();
    byte[] payload = new byte[in.readInt()];
    in.readFully(payload);
    return new RawFrame(
        key,
        venue,
        symbol,
        KINDS[kind],
        stream,
        receiveTime,
        sentTime,
        consumedTime,
        partition,
        offset,
        payload);
  }

  @Override
  public TypeSerializerSnapshot<RawFrame> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawFrame> {
    /** For Flink. */
    public Snapshot() {
      super(RawFrameSerializer::new);
    }
  }
}
