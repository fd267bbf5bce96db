package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Directives as bytes, between operators and in state: every byte is part of savepoints. */
public final class DirectiveCodec {
  private DirectiveCodec() {}

  /** Writes a directive. */
  public static void write(RegimeDirective directive, DataOutputView out) throws IOException {
    TextCodec.write(directive.scope(), out);
    out.writeLong(directive.eventTimeNs());
    out.writeLong(directive.untilNs());
    out.writeByte(directive.regime().code());
    out.writeDouble(directive.confidence());
    TextCodec.write(directive.source(), out);
    TextCodec.write(directive.reason(), out);
  }

  /** Reads what {@link #write} wrote. */
  public static RegimeDirective read(TextCodec text, DataInputView in) throws IOException {
    return new RegimeDirective(
        text.read(in),
        in.readLong(),
        in.readLong(),
        Regime.ofCode(in.readByte()),
        in.readDouble(),
        text.read(in),
        text.read(in));
  }
}
