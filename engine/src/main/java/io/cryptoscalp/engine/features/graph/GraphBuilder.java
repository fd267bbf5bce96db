package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.instrument.Instrument;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link BarGraph} of one timeframe from recipes. Asking twice for the same key gives
 * the same node, so what several features share is computed once, and only what somebody asked for
 * exists.
 *
 * <p>A key names a computation and what it reads, {@code ema(close,21)}. State is stored under it:
 * a computation that changes its meaning or its state's layout needs a new name, and then warms up
 * anew after an upgrade.
 */
public final class GraphBuilder {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final IdentityHashMap<Node, String> keys = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Window> windows = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Set<String>> leaves = new IdentityHashMap<>();
  private final Deque<Set<String>> reading = new ArrayDeque<>();

  /** Price of the first trade, quote units. */
  public Node open() {
    return input("open");
  }

  /** Highest price, quote units. */
  public Node high() {
    return input("high");
  }

  /** Lowest price, quote units. */
  public Node low() {
    return input("low");
  }

  /** Price of the last trade, quote units. */
  public Node close() {
    return input("close");
  }

  /** Base volume (contracts when inverse). */
  public Node volume() {
    return input("volume");
  }

  /** Notional in quote currency. */
  public Node quoteVolume() {
    return input("quote_volume");
  }

  /** The part of the volume that takers bought. */
  public Node takerBuyVolume() {
    return input("taker_buy_volume");
  }

  /** Number of trades. */
  public Node trades() {
    return input("trades");
  }

  /** End of the bar, seconds since the epoch. */
  public Node closeTime() {
    return input("close_time");
  }

  private Node input(String name) {
    return node(
        name,
        () -> {
          Set<String> own = reading.peek();
          if (own != null) {
            own.add(name);
          }
          return new Input();
        });
  }

  /**
   * The node of a key, made now when there is none.
   *
   * @param key what it computes from what; keys of inputs come from {@link #key}
   * @param maker creates it; may ask this builder for the nodes and windows it reads
   */
  public Node node(String key, Supplier<? extends Node> maker) {
    return typed(Node.class, key, maker);
  }

  /**
   * The node of a key as its own class, for nodes with several results.
   *
   * @throws IllegalStateException when the key belongs to a node of another class
   */
  public <N extends Node> N typed(Class<N> type, String key, Supplier<? extends N> maker) {
    Node known = nodes.get(key);
    if (known == null) {
      reading.push(new TreeSet<>());
      known = maker.get();
      Set<String> read = reading.pop();
      nodes.put(key, known);
      keys.put(known, key);
      leaves.put(known, read);
    } else if (!type.isInstance(known)) {
      throw new IllegalStateException("FEATURE_KEY_AMBIGUOUS: key=" + key);
    }
    use(known);
    return type.cast(known);
  }

  /** Notes that the node under construction reads this one; returns it. */
  public Node use(Node node) {
    Set<String> reader = reading.peek();
    if (reader != null) {
      reader.addAll(inputs(node));
    }
    return node;
  }

  /** The key of a node of this graph. */
  public String key(Node node) {
    String key = keys.get(node);
    if (key == null) {
      throw new IllegalArgumentException("FEATURE_NODE_UNKNOWN: node=" + node);
    }
    return key;
  }

  /** The bar columns that a node depends on, directly or not, in alphabetical order. */
  public Set<String> inputs(Node node) {
    Set<String> found = leaves.get(node);
    return found == null ? Set.of() : found;
  }

  /**
   * The window over a node, at least this long. The newest value is in it when the reader is
   * updated.
   *
   * @param length values needed, the newest included, at least 1
   */
  public Window window(Node node, int length) {
    use(node);
    Window window = windows.computeIfAbsent(node, unused -> new Window());
    window.require(length);
    return window;
  }

  /** A function of one node; invalid where the node is. */
  public Node map(String name, Node a, DoubleUnaryOperator function) {
    return node(name + "(" + key(a) + ")", () -> new Mapped.One(use(a), function));
  }

  /** A function of two nodes; invalid where one of them is. */
  public Node map(String name, Node a, Node b, DoubleBinaryOperator function) {
    return node(
        name + "(" + key(a) + "," + key(b) + ")", () -> new Mapped.Two(use(a), use(b), function));
  }

  /** A function of three nodes; invalid where one of them is. */
  public Node map(String name, Node a, Node b, Node c, TernaryFunction function) {
    return node(
        name + "(" + key(a) + "," + key(b) + "," + key(c) + ")",
        () -> new Mapped.Three(use(a), use(b), use(c), function));
  }

  /**
   * The graph of all nodes asked for so far; the builder is used up.
   *
   * @param instrument the instrument that the bars are of
   */
  public BarGraph build(Instrument instrument) {
    int count = nodes.size();
    Node[] ordered = new Node[count];
    String[] names = new String[count];
    @Nullable Window[] over = new Window[count];
    int i = 0;
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      ordered[i] = entry.getValue();
      names[i] = entry.getKey();
      over[i] = windows.get(entry.getValue());
      i++;
    }
    return new BarGraph(instrument, names, ordered, over);
  }
}
