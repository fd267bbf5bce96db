package io.cryptoscalp.engine.neighbours;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instruments as nodes, and between any two an edge of their rolling correlation and lead-lag.
 *
 * <p>Steps are the whole multiples of {@link NeighbourOptions#stepNs()} of event time. The price of
 * a step is the last one at or before it, unless that is too old; returns are log returns from step
 * to step. An edge holds the correlation of the returns of the same step, and the lag within {@link
 * NeighbourOptions#lags()} at which the cross-correlation is largest in size, with its value: who
 * leads is told as in Huth and Abergel, High frequency lead/lag relationships, 2014. Of equal sizes
 * the smaller lag counts. Both may rest on chance; what they are worth is for the model to learn.
 *
 * <p>Point in time: a step is closed by {@link #close} with prices taken before, and closing it
 * looks at nothing else. A closing costs O(n^2 lags window) for n instruments, with nothing kept
 * that could drift; nothing allocates but a new instrument. Not thread-safe.
 */
public final class NeighbourGraph {
  /** Numbers of an edge: correlation, correlation at the lag, lag as a share of lags, presence. */
  public static final int EDGE = 4;

  /** Place of the presence in an edge: 1, or 0 with all others 0 where there is no neighbour. */
  public static final int PRESENT = 3;

  private static final int VERSION = 1;
  private static final String NAME = "neighbour-graph";
  private static final int MOST_NODES = 4_096;

  private final NeighbourOptions options;
  private final Map<String, Node> byInstrument = new HashMap<>();
  private Node[] sorted = new Node[0]; // by id, so that no order of arrival shows
  private Node[] bySlot = new Node[0];
  private float[] edges = new float[0]; // [target slot][neighbour slot][3]
  private boolean started;
  private long closedNs;

  private static final class Node {
    final String instrument;
    final int slot;
    final ReturnWindow returns;
    double price = Double.NaN;
    long priceNs;
    double closed = Double.NaN; // its price at the last step
    boolean taken;

    Node(String instrument, int slot, int window) {
      this.instrument = instrument;
      this.slot = slot;
      returns = new ReturnWindow(window);
    }
  }

  /** Creates a graph that has seen nothing. */
  public NeighbourGraph(NeighbourOptions options) {
    this.options = options;
  }

  /** What it was made with. */
  public NeighbourOptions options() {
    return options;
  }

  /** Instruments seen so far. */
  public int size() {
    return bySlot.length;
  }

  /** Slot of an instrument, 0 to {@code size - 1}, given in order of arrival; -1 if not seen. */
  public int slot(String instrument) {
    Node node = byInstrument.get(instrument);
    return node == null ? -1 : node.slot;
  }

  /** Instrument of a slot. */
  public String instrument(int slot) {
    return bySlot[slot].instrument;
  }

  /**
   * Takes a price. Steps before its time must have been closed, else it counts for them too.
   *
   * @param timeNs event time, ns; one before the instrument's last is ignored
   * @param price quote units; ignored unless positive and finite
   * @return slot of the instrument
   */
  public int update(String instrument, long timeNs, double price) {
    Node node = byInstrument.get(instrument);
    if (node == null) {
      node = add(instrument);
    }
    boolean known = !Double.isNaN(node.price);
    if (price > 0 && price < Double.POSITIVE_INFINITY && !(known && timeNs < node.priceNs)) {
      node.price = price;
      node.priceNs = timeNs;
      if (!started) {
        started = true;
        closedNs = Math.floorDiv(timeNs - 1, options.stepNs()) * options.stepNs();
      }
    }
    return node.slot;
  }

  private Node add(String instrument) {
    int count = bySlot.length;
    if (count == MOST_NODES) {
      throw new IllegalStateException("NEIGHBOURS_TOO_MANY: most=" + MOST_NODES);
    }
    Node node = new Node(instrument, count, options.window());
    byInstrument.put(instrument, node);
    bySlot = Arrays.copyOf(bySlot, count + 1);
    bySlot[count] = node;
    sorted = bySlot.clone();
    Arrays.sort(sorted, (a, b) -> a.instrument.compareTo(b.instrument));
    float[] wider = new float[(count + 1) * (count + 1) * PRESENT];
    for (int row = 0; row < count; row++) {
      System.arraycopy(
          edges, row * count * PRESENT, wider, row * (count + 1) * PRESENT, count * PRESENT);
    }
    edges = wider;
    return node;
  }

  /**
   * Closes the next step at or before a time. To be called until it answers false before anything
   * of a later time is taken. Steps so long past that they no longer matter are passed over.
   *
   * @param timeNs event time up to which all is known, ns
   * @return false when no step was left to close
   */
  public boolean close(long timeNs) {
    if (!started || timeNs - closedNs < options.stepNs()) {
      return false;
    }
    long pending = (timeNs - closedNs) / options.stepNs();
    if (pending > options.window() + 1) {
      closedNs += (pending - options.window() - 1) * options.stepNs();
      for (Node node : bySlot) {
        node.closed = Double.NaN;
      }
    }
    closedNs += options.stepNs();
    for (Node node : bySlot) {
      boolean fresh = closedNs - node.priceNs < options.maxAgeNs();
      double price = fresh ? node.price : Double.NaN;
      node.returns.add(StrictMath.log(price / node.closed));
      node.closed = price;
    }
    connect();
    return true;
  }

  /** The last step closed, ns. */
  public long closedNs() {
    return closedNs;
  }

  private void connect() {
    for (Node node : bySlot) {
      node.returns.centre();
    }
    int count = sorted.length;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        connect(sorted[i], sorted[j]);
      }
    }
  }

  private void connect(Node a, Node b) {
    int ab = (a.slot * bySlot.length + b.slot) * PRESENT; // b as a neighbour of a
    int ba = (b.slot * bySlot.length + a.slot) * PRESENT;
    if (!a.returns.isUsable() || !b.returns.isUsable()) {
      Arrays.fill(edges, ab, ab + PRESENT, 0);
      Arrays.fill(edges, ba, ba + PRESENT, 0);
      return;
    }
    double together = a.returns.correlation(b.returns, 0);
    double most = together;
    int best = 0; // positive where b leads
    for (int lag = 1; lag <= options.lags(); lag++) {
      double bLeads = a.returns.correlation(b.returns, lag);
      double aLeads = b.returns.correlation(a.returns, lag);
      if (Math.abs(bLeads) > Math.abs(most)) {
        most = bLeads;
        best = lag;
      }
      if (Math.abs(aLeads) > Math.abs(most)) {
        most = aLeads;
        best = -lag;
      }
    }
    float lead = options.lags() == 0 ? 0 : (float) best / options.lags();
    edge(ab, together, most, lead);
    edge(ba, together, most, -lead);
  }

  private void edge(int at, double together, double most, float lead) {
    edges[at] = (float) together;
    edges[at + 1] = (float) most;
    edges[at + 2] = lead + 0f; // no negative zero
  }

  /**
   * Writes the strongest neighbours of an instrument as of the last step closed: those with the
   * largest correlation in size at any lag, strongest first, of equals the first by id.
   *
   * @param target slot of the instrument
   * @param slots gets the neighbours' slots, -1 after the last; {@code count} long
   * @param to gets {@value #EDGE} numbers for each of them, 0 after the last
   * @param offset of the first number
   * @return how many there are
   */
  public int neighbours(int target, int[] slots, float[] to, int offset) {
    int found = 0;
    Arrays.fill(slots, -1);
    Arrays.fill(to, offset, offset + slots.length * EDGE, 0);
    while (found < slots.length) {
      Node strongest = strongest(target);
      if (strongest == null) {
        break;
      }
      strongest.taken = true;
      int from = (target * bySlot.length + strongest.slot) * PRESENT;
      System.arraycopy(edges, from, to, offset + found * EDGE, PRESENT);
      to[offset + found * EDGE + PRESENT] = 1;
      slots[found++] = strongest.slot;
    }
    for (int i = 0; i < found; i++) {
      bySlot[slots[i]].taken = false;
    }
    return found;
  }

  private @Nullable Node strongest(int target) {
    Node strongest = null;
    float most = 0; // edges of no correlation at all are none
    for (Node node : sorted) {
      float size = Math.abs(edges[(target * bySlot.length + node.slot) * PRESENT + 1]);
      if (node.slot != target && !node.taken && size > most) {
        strongest = node;
        most = size;
      }
    }
    return strongest;
  }

  /** Writes options, prices and returns. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(options.window());
    out.writeLong(options.stepNs());
    out.writeBoolean(started);
    out.writeLong(closedNs);
    out.writeInt(sorted.length);
    for (Node node : sorted) {
      out.writeString(node.instrument);
      out.writeDouble(node.price);
      out.writeLong(node.priceNs);
      out.writeDouble(node.closed);
      node.returns.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote into a graph that has seen nothing; slots are given anew, by
   * id. Returns of another window or step are read and left: the graph then fills afresh. Edges
   * follow from the returns, so lags and count may have changed.
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, NAME);
    int window = in.readInt();
    long stepNs = in.readLong();
    if (window < 1 || window > 1 << 16 || stepNs <= 0) {
      throw new StateException(
          "STATE_CORRUPT: state=" + NAME + " window=" + window + " stepNs=" + stepNs);
    }
    boolean same = window == options.window() && stepNs == options.stepNs();
    started = in.readBoolean();
    closedNs = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > MOST_NODES) {
      throw new StateException("STATE_CORRUPT: state=" + NAME + " nodes=" + count);
    }
    for (int i = 0; i < count; i++) {
      String instrument = in.readText();
      if (byInstrument.containsKey(instrument)) {
        throw new StateException("STATE_CORRUPT: state=" + NAME + " twice=" + instrument);
      }
      Node node = same ? add(instrument) : new Node(instrument, i, window);
      node.price = in.readDouble();
      node.priceNs = in.readLong();
      node.closed = in.readDouble();
      node.returns.read(in);
    }
    started &= same;
    connect();
  }
}
