package io.cryptoscalp.engine.features.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.catalogue.BarRecipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the building blocks keep the contract, equal TA-Lib and survive an upgrade? */
class NodesTest extends BarFamilyContract {
  private static final int LENGTH = 5000;

  private final Core talib = new Core();

  @Override
  protected BarFamily family() {
    return to -> {
      to.family("blocks").source("own definition").warmUp(20);
      to.free("sma", "close from its SMA", "bps", g -> away(g, Nodes.sma(g, g.close(), 20)));
      to.free("ema", "close from its EMA", "bps", g -> away(g, Nodes.ema(g, g.close(), 20)));
      to.warmUp(23);
      to.free(
          "ema3", "the same, seeded later", "bps", g -> away(g, Nodes.ema(g, g.close(), 20, 3)));
      to.warmUp(20);
      to.free(
          "wilder", "close from its average", "bps", g -> away(g, Nodes.wilder(g, g.close(), 20)));
      to.positive(
          "deviation",
          "deviation / close",
          "bps",
          g -> Nodes.bps(g, Nodes.deviation(g, g.close(), 20), g.close()));
      to.add(
          "high",
          "highest from close",
          "bps",
          0,
          1e15,
          g -> Nodes.distance(g, Nodes.highest(g, g.high(), 20), g.close()));
      to.add("high_age", "bars since", "bars", 0, 19, g -> Nodes.highestAge(g, g.high(), 20));
      to.add("low_age", "bars since", "bars", 0, 19, g -> Nodes.lowestAge(g, g.low(), 20));
      to.warmUp(21);
      to.free("lag", "close from lagged", "bps", g -> away(g, Nodes.lag(g, g.close(), 20)));
      to.warmUp(2);
      to.positive(
          "range", "true range / close", "bps", g -> Nodes.bps(g, Nodes.trueRange(g), g.close()));
      to.free("return", "log return", "1", Nodes::logReturn);
    };
  }

  private static Node away(GraphBuilder graph, Node from) {
    return Nodes.distance(graph, graph.close(), from);
  }

  private interface Function {
    RetCode call(double[] close, MInteger begin, MInteger count, double[] out);
  }

  private static void same(BarRecipe recipe, Function function, double tolerance) {
    List<Bar> bars = market(11, LENGTH, 30_000, 1, 1);
    double[] close = bars.stream().mapToDouble(b -> BarRun.btc().price(b.close())).toArray();
    double[] out = new double[LENGTH];
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    assertThat(function.call(close, begin, count, out)).isEqualTo(RetCode.Success);
    double[] values = BarRun.values(recipe, bars);
    for (int i = 0; i < LENGTH; i++) {
      if (i < begin.value) {
        assertThat(values[i]).as("before the warm-up at %s", i).isNaN();
      } else {
        double expected = out[i - begin.value];
        assertThat(values[i])
            .as("at %s", i)
            .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void averagesAndExtremesEqualTaLib() {
    int end = LENGTH - 1;
    same(
        g -> Nodes.sma(g, g.close(), 30), (c, b, n, o) -> talib.sma(0, end, c, 30, b, n, o), 1e-12);
    same(
        g -> Nodes.sum(g, g.close(), 30), (c, b, n, o) -> talib.sum(0, end, c, 30, b, n, o), 1e-12);
    same(
        g -> Nodes.ema(g, g.close(), 30), (c, b, n, o) -> talib.ema(0, end, c, 30, b, n, o), 1e-12);
    same(
        g -> Nodes.highest(g, g.close(), 30), (c, b, n, o) -> talib.max(0, end, c, 30, b, n, o), 0);
    same(g -> Nodes.lowest(g, g.close(), 30), (c, b, n, o) -> talib.min(0, end, c, 30, b, n, o), 0);
    // TA-Lib's variance is a difference of means of squares: at this level only 1e-4 is left.
    same(
        g -> g.map("square", Nodes.deviation(g, g.close(), 30), x -> x * x),
        (c, b, n, o) -> talib.variance(0, end, c, 30, 1, b, n, o),
        1e-4);
  }

  @Test
  void deviationKeepsItsDigitsOverALongRun() {
    List<Bar> bars = market(12, LENGTH, 30_000, 1, 1);
    double[] values = BarRun.values(g -> Nodes.deviation(g, g.close(), 30), bars);
    for (int i = 29; i < LENGTH; i++) {
      double mean = 0;
      for (int age = 0; age < 30; age++) {
        mean += BarRun.btc().price(bars.get(i - age).close()) / 30;
      }
      double squares = 0;
      for (int age = 0; age < 30; age++) {
        squares += Math.pow(BarRun.btc().price(bars.get(i - age).close()) - mean, 2);
      }
      double expected = Math.sqrt(squares / 30);
      assertThat(values[i]).as("at %s", i).isCloseTo(expected, within(1e-9 * expected + 1e-9));
    }
  }

  @Test
  void anUpgradeKeepsWhatBothKnowAndStartsTheRestCold() {
    List<BarFeature> all = BarRun.declared(family());
    List<BarFeature> before = new ArrayList<>(all.subList(0, 7));
    List<BarFeature> after = new ArrayList<>(all.subList(4, all.size()));
    List<Bar> bars = market(13, 200, 30_000, 1, 1);
    BarRun undisturbed = new BarRun(after).feed(bars);
    byte[] state = new BarRun(before).feed(bars.subList(0, 100)).state();
    BarRun upgraded = new BarRun(after);
    assertThat(upgraded.restore(state)).isPositive().isLessThan(upgraded.nodeCount());
    upgraded.feed(bars.subList(100, 200));
    for (int i = 100; i < 200; i++) {
      for (int f = 0; f < 3; f++) {
        assertThat(upgraded.row(i - 100)[f]).isEqualTo(undisturbed.row(i)[f]);
      }
      // The age of the lowest low is new. What follows it is new as well, but reads nothing besides
      // a window that was kept.
      int bar = i - 100 + 1;
      assertThat(Double.isNaN(upgraded.row(i - 100)[3])).isEqualTo(bar < 20);
      for (int f = 4; f < after.size(); f++) {
        assertThat(upgraded.row(i - 100)[f]).isEqualTo(undisturbed.row(i)[f]);
      }
    }
  }

  @Test
  void equalComputationsExistOnce() {
    GraphBuilder graph = new GraphBuilder();
    Node first = Nodes.sma(graph, graph.close(), 20);
    assertThat(Nodes.sma(graph, graph.close(), 20)).isSameAs(first);
    assertThat(graph.key(first)).isEqualTo("sma(close,20)");
    assertThat(graph.inputs(Nodes.trueRange(graph))).containsExactly("close", "high", "low");
    assertThatThrownBy(() -> graph.typed(Extreme.class, "sma(close,20)", () -> null))
        .hasMessage("FEATURE_KEY_AMBIGUOUS: key=sma(close,20)");
  }
}
