package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores the state of a graph's nodes under the hashes of their keys and finds it again in a graph
 * with other nodes.
 *
 * <p>The form: a bit for each of the {@link NodeKeys}, then for each set one a header, the node's
 * value unless {@link Node#result} tells it, the node's state and its window. The header is the
 * length of value and state * 4, + 2 when there is a window, + 1 when the value is not stored.
 */
final class GraphState {
  private static final int WINDOW = 2;
  private static final int FOLLOWS = 1;
  private static final int FLAG_BITS = 2;

  private final Node[] nodes;
  private final @Nullable Window[] windows;
  private final boolean[] stateful;
  private final long[] keptIds;
  private final int[] kept;

  GraphState(String[] keys, Node[] nodes, @Nullable Window[] windows) {
    this.nodes = nodes;
    this.windows = windows;
    stateful = new boolean[nodes.length];
    Map<Long, Integer> places = new HashMap<>();
    long[] ids = new long[nodes.length];
    int count = 0;
    StateWriter probe = StateWriter.packed();
    for (int i = 0; i < nodes.length; i++) {
      long id = hash(keys[i]);
      Integer other = places.put(id, i);
      if (other != null) {
        throw new IllegalStateException(
            "FEATURE_KEY_AMBIGUOUS: key=" + keys[i] + " and=" + keys[other]);
      }
      probe.reset();
      nodes[i].write(probe);
      stateful[i] = probe.length() > 0;
      if (stateful[i] || windows[i] != null) {
        ids[count++] = id;
      }
    }
    keptIds = Arrays.copyOf(ids, count);
    Arrays.sort(keptIds);
    kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = places.get(keptIds[i]);
    }
  }

  /** Of the nodes with state or a window, ascending. */
  long[] keptIds() {
    return keptIds;
  }

  /** FNV-1a, 64 bit. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  void write(StateWriter out, NodeKeys keys, StateWriter scratch) {
    int next = 0;
    for (int from = 0; from < keys.size(); from += Byte.SIZE) {
      int bits = 0;
      for (int i = from; i < from + Byte.SIZE && i < keys.size(); i++) {
        if (next < kept.length && keptIds[next] == keys.id(i)) {
          bits |= 1 << (i - from);
          next++;
        }
      }
      out.writeByte(bits);
    }
    if (next < kept.length) {
      throw new IllegalArgumentException("FEATURE_KEY_UNKNOWN: id=" + keptIds[next]);
    }
    for (int place : kept) {
      writeNode(place, out, scratch);
    }
  }

  private void writeNode(int place, StateWriter out, StateWriter scratch) {
    Node node = nodes[place];
    Window window = windows[place];
    int flags = window == null ? 0 : WINDOW;
    scratch.reset();
    if (stateful[place]) {
      if (Double.doubleToLongBits(node.value()) == Double.doubleToLongBits(node.result())) {
        flags |= FOLLOWS;
      } else {
        scratch.writeDouble(node.value());
      }
      node.write(scratch);
    }
    out.writeUnsigned(scratch.length() << FLAG_BITS | flags);
    out.append(scratch);
    if (window != null) {
      scratch.reset();
      window.write(scratch);
      out.writeUnsigned(scratch.length());
      out.append(scratch);
    }
  }

  /** Number of nodes with state of their own that found none and start cold. */
  int read(StateReader in, NodeKeys keys) {
    boolean[] restored = new boolean[nodes.length];
    byte[] bits = new byte[(keys.size() + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) in.readByte();
    }
    for (int i = 0; i < keys.size(); i++) {
      if ((bits[i >>> 3] >>> (i & 7) & 1) != 0) {
        int place = Arrays.binarySearch(keptIds, keys.id(i));
        int header = in.readUnsigned();
        StateReader state = in.slice(header >>> FLAG_BITS);
        boolean follows = (header & FOLLOWS) != 0;
        StateReader values = in.slice((header & WINDOW) == 0 ? 0 : in.readUnsigned());
        if (place >= 0) {
          restore(kept[place], state, follows, values);
          restored[kept[place]] = state.remaining() < header >>> FLAG_BITS;
        }
      }
    }
    return followUp(restored);
  }

  /** The same of the first form: hash, two lengths of 16 bits, value, state, window. */
  int readFirst(StateReader in) {
    boolean[] restored = new boolean[nodes.length];
    int stored = in.readInt();
    for (int i = 0; i < stored; i++) {
      int place = Arrays.binarySearch(keptIds, in.readLong());
      int sizes = in.readInt();
      int bytes = sizes >>> 16;
      StateReader state = in.slice(bytes == 0 ? 0 : Double.BYTES + bytes);
      StateReader values = in.slice(sizes & 0xffff);
      if (place >= 0) {
        restore(kept[place], state, false, values);
        restored[kept[place]] = bytes > 0;
      }
    }
    return followUp(restored);
  }

  private void restore(int place, StateReader state, boolean follows, StateReader values) {
    Node node = nodes[place];
    if (stateful[place] && state.remaining() > 0) {
      double value = follows ? Double.NaN : state.readDouble();
      node.read(state);
      node.restore(follows ? node.result() : value);
    }
    Window window = windows[place];
    if (window != null && values.remaining() > 0) {
      window.read(values);
    }
  }

  /** Computes the values of nodes without state anew; counts those that miss theirs. */
  private int followUp(boolean[] restored) {
    int cold = 0;
    for (int i = 0; i < nodes.length; i++) {
      if (!stateful[i]) {
        nodes[i].advance();
      } else if (!restored[i]) {
        cold++;
      }
    }
    return cold;
  }
}
