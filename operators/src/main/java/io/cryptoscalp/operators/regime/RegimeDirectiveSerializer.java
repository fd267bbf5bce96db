package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.operators.stream.DirectiveCodec;
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

/** Serializer of {@link RegimeDirective}; the first byte is the version of the format. */
public final class RegimeDirectiveSerializer extends ImmutableTypeSerializer<RegimeDirective> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  /** Type information for Flink. */
  public static final TypeInformation<RegimeDirective> TYPE =
      new ValueTypeInfo<>(RegimeDirective.class, RegimeDirectiveSerializer::new);

  private transient TextCodec text = new TextCodec();

  private Object readResolve() {
    return new RegimeDirectiveSerializer();
  }

  @Override
  public TypeSerializer<RegimeDirective> duplicate() {
    return new RegimeDirectiveSerializer();
  }

  @Override
  public RegimeDirective createInstance() {
    return new RegimeDirective("", 0, 0, Regime.NORMAL, 0, "", "");
  }

  @Override
  public void serialize(RegimeDirective directive, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    DirectiveCodec.write(directive, out);
  }

  @Override
  public RegimeDirective deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new StateException("STATE_VERSION_UNKNOWN: state=regime-directive version=" + version);
    }
    return DirectiveCodec.read(text, in);
  }

  @Override
  public TypeSerializerSnapshot<RegimeDirective> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RegimeDirective> {
    /** For Flink. */
    public Snapshot() {
      super(RegimeDirectiveSerializer::new);
    }
  }
}
