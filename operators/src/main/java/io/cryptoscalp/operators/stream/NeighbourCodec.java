package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.neighbours.Neighbours;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of what an instrument is told of its neighbours. */
public final class NeighbourCodec {
  private NeighbourCodec() {}

  /** Writes them. */
  public static void write(Neighbours neighbours, DataOutputView out) throws IOException {
    out.writeLong(neighbours.stepNs());
    ContextCodec.writeFloats(neighbours.values(), out);
    ContextCodec.writeFloats(neighbours.edges(), out);
  }

  /** Reads what {@link #write} wrote. */
  public static Neighbours read(DataInputView in) throws IOException {
    return new Neighbours(
        in.readLong(),
        ContextCodec.known(ContextCodec.readFloats(in)),
        ContextCodec.known(ContextCodec.readFloats(in)));
  }
}
