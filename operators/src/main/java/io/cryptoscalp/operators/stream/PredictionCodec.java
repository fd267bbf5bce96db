package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.Prediction;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Predictions as bytes between operators; what follows from one model's answer is left out. */
final class PredictionCodec {
  private PredictionCodec() {}

  /** True when its first fields say it all. */
  static boolean isPlain(Prediction of) {
    return of.equals(
        new Prediction(
            of.instrument(),
            of.eventTimeNs(),
            of.receiveTimeNs(),
            of.sequence(),
            of.model(),
            of.modelVersion(),
            of.probabilityUp(),
            of.valid()));
  }

  static void write(Prediction prediction, boolean votes, DataOutputView out) throws IOException {
    TextCodec.write(prediction.instrument(), out);
    out.writeLong(prediction.eventTimeNs());
    out.writeLong(prediction.receiveTimeNs());
    out.writeLong(prediction.sequence());
    TextCodec.write(prediction.model(), out);
    TextCodec.write(prediction.modelVersion(), out);
    out.writeDouble(prediction.probabilityUp());
    out.writeBoolean(prediction.valid());
    if (votes) {
      out.writeDouble(prediction.confidence());
      out.writeDouble(prediction.disagreement());
      out.writeInt(prediction.heard());
      TextCodec.write(prediction.leftOut(), out);
    }
  }

  static Prediction read(TextCodec text, boolean votes, DataInputView in) throws IOException {
    Prediction plain =
        new Prediction(
            text.read(in),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            text.read(in),
            text.read(in),
            in.readDouble(),
            in.readBoolean());
    return votes
        ? new Prediction(
            plain.instrument(),
            plain.eventTimeNs(),
            plain.receiveTimeNs(),
            plain.sequence(),
            plain.model(),
            plain.modelVersion(),
            plain.probabilityUp(),
            plain.valid(),
            in.readDouble(),
            in.readDouble(),
            in.readInt(),
            text.read(in))
        : plain;
  }
}
