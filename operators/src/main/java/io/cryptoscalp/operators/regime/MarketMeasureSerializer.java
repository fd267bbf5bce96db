package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link MarketMeasure}, in the format of {@link MeasureCodec}. */
public final class MarketMeasureSerializer extends ImmutableTypeSerializer<MarketMeasure> {
  private static final long serialVersionUID = 1L;

  /** Type information for Flink. */
  public static final TypeInformation<MarketMeasure> TYPE =
      new ValueTypeInfo<>(MarketMeasure.class, MarketMeasureSerializer::new);

  @Override
  public TypeSerializer<MarketMeasure> duplicate() {
    return new MarketMeasureSerializer();
  }

  @Override
  public MarketMeasure createInstance() {
    return new MarketMeasure("", 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "", null);
  }

  @Override
  public void serialize(MarketMeasure measure, DataOutputView out) throws IOException {
    MeasureCodec.write(measure, out);
  }

  @Override
  public MarketMeasure deserialize(DataInputView in) throws IOException {
    return MeasureCodec.read(in);
  }

  @Override
  public TypeSerializerSnapshot<MarketMeasure> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MarketMeasure> {
    /** For Flink. */
    public Snapshot() {
      super(MarketMeasureSerializer::new);
    }
  }
}
