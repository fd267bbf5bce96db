package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private static final int VERSION = 2;

  private final Instrument instrument;
  private final Node[] computed;
  private final @Nullable Window[] windows;
  private final int size;
  private final @Nullable Input open;
  private final @Nullable Input high;
  private final @Nullable Input low;
  private final @Nullable Input close;
  private final @Nullable Input volume;
  private final @Nullable Input quoteVolume;
  private final @Nullable Input takerBuyVolume;
  private final @Nullable Input trades;
  private final @Nullable Input closeTime;
  private final GraphState state;

  BarGraph(Instrument instrument, String[] keys, Node[] nodes, @Nullable Window[] windows) {
    this.instrument = instrument;
    size = nodes.length;
    state = new GraphState(keys, nodes, windows);
    Map<String, Input> inputs = new HashMap<>();
    List<Node> others = new ArrayList<>();
    List<@Nullable Window> over = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      if (nodes[i] instanceof Input input) {
        input.pushTo(windows[i]);
        inputs.put(keys[i], input);
      } else {
        others.add(nodes[i]);
        over.add(windows[i]);
      }
    }
    computed = others.toArray(new Node[0]);
    this.windows = over.toArray(new Window[0]);
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
    return size;
  }

  /** Takes a finished bar of the graph's timeframe. */
  public void onBar(Bar bar) {
    // Only what is read: a price costs a division.
    if (open != null) {
      open.set(instrument.price(bar.open()));
    }
    if (high != null) {
      high.set(instrument.price(bar.high()));
    }
    if (low != null) {
      low.set(instrument.price(bar.low()));
    }
    if (close != null) {
      close.set(instrument.price(bar.close()));
    }
    set(volume, bar.volume());
    set(quoteVolume, bar.quoteVolume());
    set(takerBuyVolume, bar.takerBuyVolume());
    set(trades, (double) bar.trades());
    set(closeTime, (double) bar.closeTimeNs() * NS);
    for (int i = 0; i < computed.length; i++) {
      Node node = computed[i];
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

  /** Hashes of the keys of all nodes with state or a window, ascending. */
  long[] keptIds() {
    return state.keptIds();
  }

  /** Writes all state in full. */
  public void write(StateWriter out) {
    NodeKeys keys = NodeKeys.of(List.of(this));
    out.writeByte(VERSION);
    keys.write(out);
    StateWriter nodesState = StateWriter.packed();
    write(nodesState, keys, StateWriter.packed());
    out.writeBytes(nodesState);
  }

  /**
   * Writes the state of the nodes.
   *
   * @param out packed
   * @param keys all that this graph keeps, perhaps more; stored by the caller
   * @param scratch packed; its content is lost
   */
  public void write(StateWriter out, NodeKeys keys, StateWriter scratch) {
    state.write(out, keys, scratch);
  }

  /**
   * Reads what {@link #write(StateWriter)} of this or another graph wrote.
   *
   * @return number of nodes with state of their own that found none and start cold
   */
  public int read(StateReader in) {
    if (in.readVersion(VERSION, "feature-graph") == 1) {
      return state.readFirst(in);
    }
    NodeKeys keys = NodeKeys.read(in);
    return read(in.slice(in.readInt()).packed(), keys);
  }

  /**
   * Reads the state of nodes.
   *
   * @param in packed
   * @param keys those it was written with
   * @return number of nodes with state of their own that found none and start cold
   */
  public int read(StateReader in, NodeKeys keys) {
    return state.read(in, keys);
  }
}
