package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.PolicySignal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a policy wants, as bytes. */
final class SignalCodec {
  private SignalCodec() {}

  static void write(PolicySignal signal, DataOutputView out) throws IOException {
    TextCodec.write(signal.instrument(), out);
    out.writeLong(signal.eventTimeNs());
    out.writeLong(signal.sequence());
    TextCodec.write(signal.model(), out);
    TextCodec.write(signal.modelVersion(), out);
    out.writeByte(signal.side());
    out.writeDouble(signal.confidence());
    out.writeLong(signal.validUntilNs());
  }

  static PolicySignal read(TextCodec text, DataInputView in) throws IOException {
    return new PolicySignal(
        text.read(in),
        in.readLong(),
        in.readLong(),
        text.read(in),
        text.read(in),
        in.readByte(),
        in.readDouble(),
        in.readLong());
  }
}
