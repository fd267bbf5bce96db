package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The hashes of the keys of all nodes that some graphs keep state of, each once, in order. The
 * graphs of one instrument differ little, so a graph's state says with one bit a key whether it has
 * the node.
 */
public final class NodeKeys {
  private final long[] ids;

  private NodeKeys(long[] ids) {
    this.ids = ids;
  }

  /** The keys of these graphs. */
  public static NodeKeys of(List<BarGraph> graphs) {
    int count = 0;
    for (BarGraph graph : graphs) {
      count += graph.keptIds().length;
    }
    long[] all = new long[count];
    int at = 0;
    for (BarGraph graph : graphs) {
      long[] own = graph.keptIds();
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return new NodeKeys(Arrays.copyOf(all, distinct));
  }

  int size() {
    return ids.length;
  }

  long id(int position) {
    return ids[position];
  }

  /** Writes them, eight bytes each when the writer is not packed. */
  public void write(StateWriter out) {
    out.writeLongs(ids, ids.length);
  }

  /** Reads what {@link #write} wrote. */
  public static NodeKeys read(StateReader in) {
    return new NodeKeys(in.readLongs());
  }
}
