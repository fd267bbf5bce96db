package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue.BarPart;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.graph.BarGraph;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.NodeKeys;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/** The features on one timeframe's bars: their graph and where their values go. */
final class BarFrame {
  private final Timeframe timeframe;
  private final int[] positions;
  private final Node[] nodes;
  private final BarGraph graph;
  private long lastCloseNs = Long.MIN_VALUE;

  BarFrame(Instrument instrument, BarPart part) {
    timeframe = part.timeframe();
    positions = part.positions();
    List<BarFeature> features = part.features();
    nodes = new Node[positions.length];
    GraphBuilder builder = new GraphBuilder();
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = features.get(i).recipe().build(builder);
    }
    graph = builder.build(instrument);
  }

  String spec() {
    return timeframe.spec();
  }

  boolean takes(Bar bar) {
    return timeframe.spec().equals(bar.spec());
  }

  void onBar(Bar bar) {
    graph.onBar(bar);
    lastCloseNs = bar.closeTimeNs();
  }

  /** Sets what is valid; the vector holds zeros and no bits where this writes. */
  void emit(long nowNs, double[] values, long[] valid) {
    if (lastCloseNs == Long.MIN_VALUE || nowNs - lastCloseNs >= timeframe.staleNs()) {
      return;
    }
    for (int i = 0; i < positions.length; i++) {
      Node node = nodes[i];
      if (node.isValid()) {
        int position = positions[i];
        values[position] = node.value();
        valid[position >>> 6] |= 1L << (position & 63);
      }
    }
  }

  BarGraph graph() {
    return graph;
  }

  /** Writes all state to packed form; what the scratch held is lost. */
  void write(StateWriter out, NodeKeys keys, StateWriter scratch) {
    out.writeLong(lastCloseNs);
    graph.write(out, keys, scratch);
  }

  void read(StateReader in, NodeKeys keys) {
    lastCloseNs = in.readLong();
    graph.read(in, keys);
  }

  /** Reads what versions of engine state before 3 held. */
  void readFirst(StateReader in) {
    lastCloseNs = in.readLong();
    graph.read(in);
  }
}
