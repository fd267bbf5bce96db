package io.cryptoscalp.operators.neighbours;

import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.NeighbourCodec;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What an instrument is told.
 *
 * @param instrument who is told
 * @param neighbours of whom
 */
public record NeighbourNews(String instrument, Neighbours neighbours) {
  /** Type information for Flink. */
  public static final TypeInformation<NeighbourNews> TYPE =
      new ValueTypeInfo<>(NeighbourNews.class, Serializer::new);

  /** Serializer. */
  public static final class Serializer extends ImmutableTypeSerializer<NeighbourNews> {
    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<NeighbourNews> duplicate() {
      return this; // without state
    }

    @Override
    public NeighbourNews createInstance() {
      return new NeighbourNews("", new Neighbours(0, new float[0], new float[0]));
    }

    @Override
    public void serialize(NeighbourNews news, DataOutputView out) throws IOException {
      out.writeUTF(news.instrument);
      NeighbourCodec.write(news.neighbours, out);
    }

    @Override
    public NeighbourNews deserialize(DataInputView in) throws IOException {
      return new NeighbourNews(in.readUTF(), NeighbourCodec.read(in));
    }

    @Override
    public TypeSerializerSnapshot<NeighbourNews> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<NeighbourNews> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
