package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.catalogue.BarRecipe;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Streams bars through all features of a family on one timeframe and keeps every value. */
public final class BarRun {
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  /** The features, in the order of the columns. */
  public final List<BarFeature> features;

  private final Instrument instrument;
  private final Node[] nodes;
  private final BarGraph graph;
  private final List<double[]> rows = new ArrayList<>();

  /** Builds the graph of a family. */
  public BarRun(BarFamily family) {
    this(declared(family));
  }

  /** Builds the graph of some features. */
  public BarRun(List<BarFeature> features) {
    this.features = features;
    instrument = btc();
    GraphBuilder builder = new GraphBuilder();
    nodes = features.stream().map(f -> f.recipe().build(builder)).toArray(Node[]::new);
    graph = builder.build(instrument);
  }

  /** What a family declares on bars of one minute. */
  public static List<BarFeature> declared(BarFamily family) {
    BarDeclarations declarations = new BarDeclarations("1m");
    family.declare(declarations);
    return declarations.features();
  }

  /** The perpetual of BTC in USDT. */
  public static Instrument btc() {
    return BTC;
  }

  /** Takes bars. */
  public BarRun feed(List<Bar> bars) {
    for (Bar bar : bars) {
      graph.onBar(bar);
      double[] row = new double[nodes.length];
      for (int i = 0; i < nodes.length; i++) {
        row[i] = nodes[i].value();
      }
      rows.add(row);
    }
    return this;
  }

  /** The graph's state. */
  public byte[] state() {
    StateWriter out = new StateWriter();
    graph.write(out);
    return out.toByteArray();
  }

  /** Restores a state; returns how many nodes start cold. */
  public int restore(byte[] state) {
    return graph.read(new StateReader(state));
  }

  /** Number of nodes of the graph. */
  public int nodeCount() {
    return graph.size();
  }

  /** Values after bar i, NaN where not valid. */
  public double[] row(int i) {
    return rows.get(i).clone();
  }

  /** All values of a feature by its id without the timeframe. */
  public double[] column(String id) {
    int column = 0;
    while (!features.get(column).definition().id().equals(id + "_1m")) {
      column++;
    }
    double[] values = new double[rows.size()];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[column];
    }
    return values;
  }

  /** All values of one node that is built for the occasion, for comparison with an oracle. */
  public static double[] values(BarRecipe recipe, List<Bar> bars) {
    GraphBuilder builder = new GraphBuilder();
    Node node = recipe.build(builder);
    BarGraph graph = builder.build(btc());
    double[] values = new double[bars.size()];
    for (int i = 0; i < values.length; i++) {
      graph.onBar(bars.get(i));
      values[i] = node.value();
    }
    return values;
  }
}
