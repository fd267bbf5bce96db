package io.cryptoscalp.operators.explain;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.StreamEventCodec;
import io.cryptoscalp.operators.stream.TextCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link DecisionToExplain}: between operators and in the stage's state. */
final class DecisionToExplainSerializer extends ImmutableTypeSerializer<DecisionToExplain> {
  private static final long serialVersionUID = 1L;

  private transient TextCodec text = new TextCodec();
  private transient StreamEventCodec codec = new StreamEventCodec();

  private Object readResolve() {
    return new DecisionToExplainSerializer();
  }

  @Override
  public TypeSerializer<DecisionToExplain> duplicate() {
    return new DecisionToExplainSerializer();
  }

  @Override
  public DecisionToExplain createInstance() {
    FeatureSnapshot nothing =
        new FeatureSnapshot(
            "", 0, 0, 0, "", new double[0], new long[0], 0, 0, Regime.NORMAL, 0, false);
    Prediction none = new Prediction("", 0, 0, 0, "", "", 0.5, false);
    return new DecisionToExplain(new ScoredSnapshot(nothing, none), List.of());
  }

  @Override
  public void serialize(DecisionToExplain decision, DataOutputView out) throws IOException {
    codec.write(decision.scored(), out);
    out.writeInt(decision.intents().size());
    for (String intent : decision.intents()) {
      TextCodec.write(intent, out);
    }
  }

  @Override
  public DecisionToExplain deserialize(DataInputView in) throws IOException {
    ScoredSnapshot scored = (ScoredSnapshot) codec.read(in);
    int count = in.readInt();
    List<String> intents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      intents.add(text.read(in));
    }
    return new DecisionToExplain(scored, intents);
  }

  @Override
  public TypeSerializerSnapshot<DecisionToExplain> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DecisionToExplain> {
    /** For Flink. */
    public Snapshot() {
      super(DecisionToExplainSerializer::new);
    }
  }
}
