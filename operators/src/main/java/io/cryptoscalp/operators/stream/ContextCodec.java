package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.neighbours.Neighbours;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Bytes of what models may look at beside a vector; whether neighbours follow is told before. */
final class ContextCodec {
  private static final float[] NONE = new float[0];

  private ContextCodec() {}

  static void write(ModelContext context, DataOutputView out) throws IOException {
    writeFloats(context.history(), out);
    writeFloats(context.regimes(), out);
    Neighbours neighbours = context.neighbours();
    if (neighbours != null) {
      NeighbourCodec.write(neighbours, out);
    }
  }

  static ModelContext read(boolean neighbours, DataInputView in) throws IOException {
    float[] history = readFloats(in);
    float[] regimes = readFloats(in);
    return new ModelContext(history, known(regimes), neighbours ? NeighbourCodec.read(in) : null);
  }

  static float[] known(float @Nullable [] values) {
    return values == null ? NONE : values;
  }

  static void writeFloats(float @Nullable [] values, DataOutputView out) throws IOException {
    out.writeInt(values == null ? -1 : values.length);
    if (values != null) {
      for (float value : values) {
        out.writeFloat(value);
      }
    }
  }

  static float @Nullable [] readFloats(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
