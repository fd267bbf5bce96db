package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of one timeframe of one instrument, renewed bar by bar in an order in which every node
 * comes after those it reads.
 *
 * <p>State is stored node by node under the hash of its key. A graph reads what an earlier one with
 * other features wrote: nodes in both keep their state, others start cold.
 */
public final class BarGraph {
  private static final double NS = 1e-9;
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 0xffff;

  private final Instrument instrument;
  private final long[] ids;
  private final Node[] nodes;
  private final @Nullable Window[] windows;
  private final @Nullable Input open;
  private final @Nullable Input high;
  private final @Nullable Input low;
  private final @Nullable Input close;
  private final @Nullable Input volume;
  private final @Nullable Input quoteVolume;
  private final @Nullable Input takerBuyVolume;
  private final @Nullable Input trades;
  private final @Nullable Input closeTime;
  private final StateWriter scratch = new StateWriter();

  BarGraph(Instrument instrument, String[] keys, Node[] nodes, @Nullable Window[] windows) {
    this.instrument = instrument;
    this.nodes = nodes;
    this.windows = windows;
    ids = new long[keys.length];
    Map<String, Input> inputs = new HashMap<>();
    Map<Long, String> seen = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      ids[i] = hash(keys[i]);
      String other = seen.put(ids[i], keys[i]);
      if (other != null) {
        throw new IllegalStateException("FEATURE_KEY_AMBIGUOUS: key=" + keys[i] + " and=" + other);
      }
      if (nodes[i] instanceof Input input) {
        inputs.put(keys[i], input);
      }
    }
    open = inputs.get("open");
    high = inputs.get("high");
    low = inputs.get("low");
    close = inputs.get("close");
    volume = inputs.get("volume");
    quoteVolume = inputs.get("quote_volume");
    takerBuyVolume = inputs.get("taker_buy_volume");
    trades = inputs.get("trades");
    closeTime = inputs.get("close_time");
  }

  /** Number of nodes. */
  public int size() {
    return nodes.length;
  }

  /** Takes a finished bar of the graph's timeframe. */
  public void onBar(Bar bar) {
    set(open, instrument.price(bar.open()));
    set(high, instrument.price(bar.high()));
    set(low, instrument.price(bar.low()));
    set(close, instrument.price(bar.close()));
    set(volume, bar.volume());
    set(quoteVolume, bar.quoteVolume());
    set(takerBuyVolume, bar.takerBuyVolume());
    set(trades, (double) bar.trades());
    set(closeTime, (double) bar.closeTimeNs() * NS);
    for (int i = 0; i < nodes.length; i++) {
      Node node = nodes[i];
      node.advance();
      Window window = windows[i];
      if (window != null && node.isValid()) {
        window.push(node.value());
      }
    }
  }

  private static void set(@Nullable Input input, double value) {
    if (input != null) {
      input.set(value);
    }
  }

  /** Writes all state. Nodes that have none follow from the others and are left out. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    int stateful = 0;
    for (int i = 0; i < nodes.length; i++) {
      stateful += stateBytes(i) > 0 || windows[i] != null ? 1 : 0;
    }
    out.writeInt(stateful);
    for (int i = 0; i < nodes.length; i++) {
      Window window = windows[i];
      int bytes = stateBytes(i);
      if (bytes > 0 || window != null) {
        out.writeLong(ids[i]);
        int windowBytes = windowBytes(window);
        out.writeInt(bytes << 16 | windowBytes);
        if (bytes > 0) {
          out.writeDouble(nodes[i].value());
          nodes[i].write(out);
        }
        if (window != null) {
          window.write(out);
        }
      }
    }
  }

  private int stateBytes(int node) {
    scratch.reset();
    nodes[node].write(scratch);
    return checked();
  }

  private int windowBytes(@Nullable Window window) {
    scratch.reset();
    if (window != null) {
      window.write(scratch);
    }
    return checked();
  }

  /** Two lengths share an int. */
  private int checked() {
    if (scratch.length() > MOST_BYTES) {
      throw new IllegalStateException("FEATURE_STATE_TOO_LARGE: bytes=" + scratch.length());
    }
    return scratch.length();
  }

  /**
   * Reads what {@link #write} of this or another graph wrote.
   *
   * @return number of nodes with state of their own that found none and start cold
   */
  public int read(StateReader in) {
    in.readVersion(VERSION, "feature-graph");
    Map<Long, Integer> places = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      places.put(ids[i], i);
    }
    boolean[] restored = new boolean[nodes.length];
    int stored = in.readInt();
    for (int i = 0; i < stored; i++) {
      Integer place = places.get(in.readLong());
      int sizes = in.readInt();
      int bytes = sizes >>> 16;
      StateReader state = in.slice(bytes == 0 ? 0 : Double.BYTES + bytes);
      StateReader values = in.slice(sizes & 0xffff);
      if (place != null) {
        restore(place, bytes == 0 ? null : state, values);
        restored[place] = bytes > 0;
      }
    }
    return followUp(restored);
  }

  private void restore(int place, @Nullable StateReader state, StateReader values) {
    if (state != null) {
      nodes[place].restore(state.readDouble());
      nodes[place].read(state);
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
      if (stateBytes(i) == 0) {
        nodes[i].advance();
      } else if (!restored[i]) {
        cold++;
      }
    }
    return cold;
  }

  /** FNV-1a, 64 bit. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
