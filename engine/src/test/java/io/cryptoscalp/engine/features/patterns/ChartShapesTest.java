package io.cryptoscalp.engine.features.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.graph.BarRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Are planted chart patterns found in noise, and are those that break one rule refused? */
class ChartShapesTest {
  private static final int TRIALS = 200;
  private static final double FOUND = 0.3;
  private static final double NOISE = 0.01;
  private static final int REACH = 8;

  private record Shape(String id, int sign, Consumer<PlantedPath> path) {}

  private static Shape up(String id, Consumer<PlantedPath> path) {
    return new Shape(id, 1, path);
  }

  private static Shape down(String id, Consumer<PlantedPath> path) {
    return new Shape(id, -1, path);
  }

  private static Consumer<PlantedPath> zigzag(int steps, double... turns) {
    return path -> {
      for (int i = 0; i < turns.length - 1; i++) {
        path.turn(steps, turns[i]);
      }
      path.exact(12, turns[turns.length - 1]);
    };
  }

  private static Consumer<PlantedPath> headAndShoulders() {
    return zigzag(20, 1, 0.6, 1.4, 0.6, 1, 0.7);
  }

  private static Consumer<PlantedPath> doubleTop() {
    return zigzag(20, 1, 0.5, 1, 0.7);
  }

  private static Consumer<PlantedPath> risingLows() {
    return zigzag(20, 1, 0.3, 1, 0.6, 1, 0.85);
  }

  private static Consumer<PlantedPath> symmetric() {
    return zigzag(20, 1, 0.2, 0.8, 0.35, 0.65, 0.5);
  }

  private static Consumer<PlantedPath> wedge() {
    return zigzag(20, 1, 0.5, 1.15, 0.85, 1.3, 1.1);
  }

  private static Consumer<PlantedPath> flag() {
    return zigzag(18, 1, 0.75, 0.92, 0.68, 0.85);
  }

  /** A cup whose bottom lies at a part of its length, and a handle of a depth. */
  private static Consumer<PlantedPath> cup(double bottomAt, double rightRim, double handle) {
    return path -> {
      path.turn(30, 1);
      int bars = 90;
      int left = (int) Math.round(bars * bottomAt);
      for (int i = 1; i <= bars; i++) {
        double x = i <= left ? (left - i) / (double) left : (i - left) / (double) (bars - left);
        path.exact(1, 0.4 + ((i <= left ? 1 : rightRim) - 0.4) * x * x);
      }
      path.turn(18, rightRim - handle).exact(12, rightRim - handle / 3);
    };
  }

  private static BarFeature feature(String id) {
    return BarRun.declared(new PatternFamily()).stream()
        .filter(f -> f.definition().id().equals(id + "_1m"))
        .findFirst()
        .orElseThrow();
  }

  /** Part of the trials in which the shape's confidence gets there once its last turn is known. */
  private static double rate(Shape shape, double noise) {
    String id = "chart_" + shape.id() + "_" + REACH;
    BarFeature feature = feature(id);
    int hits = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      PlantedPath path = new PlantedPath(seed, shape.sign(), noise);
      shape.path().accept(path);
      double[] values = new BarRun(List.of(feature)).feed(path.bars()).column(id);
      // Twelve bars after its last turn, which is known after eight.
      hits += values[path.size() - 1] > FOUND ? 1 : 0;
    }
    return hits / (double) TRIALS;
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.98, 0.98", "0.03, 0.97, 0.9", "0.05, 0.88, 0.45"})
  void plantedShapesAreFound(double noise, double least, double leastCups) {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Shape shape :
        new Shape[] {
          up("head_shoulders", headAndShoulders()),
          down("head_shoulders_inverse", headAndShoulders()),
          up("double_top", doubleTop()),
          down("double_bottom", doubleTop()),
          up("triangle_ascending", risingLows()),
          down("triangle_descending", risingLows()),
          up("triangle_symmetric", symmetric()),
          down("triangle_symmetric", symmetric()),
          up("wedge_rising", wedge()),
          down("wedge_falling", wedge()),
          up("flag_bull", flag()),
          down("flag_bear", flag()),
          up("cup_handle", cup(0.5, 1, 0.15)),
        }) {
      rates.merge(shape.id(), rate(shape, noise), Math::min);
    }
    // A cup is long and its bottom flat, so noise plants pivots within it.
    rates.forEach(
        (id, rate) ->
            assertThat(rate)
                .as(id)
                .isGreaterThanOrEqualTo(id.startsWith("cup") ? leastCups : least));
  }

  @Test
  void shapesThatBreakOneRuleAreRefused() {
    Map<String, Double> rates = new LinkedHashMap<>();
    rates.put("no head", rate(up("head_shoulders", zigzag(20, 1, 0.6, 1, 0.6, 1, 0.7)), NOISE));
    rates.put(
        "low right shoulder",
        rate(up("head_shoulders", zigzag(20, 1, 0.4, 1.4, 0.4, 0.5, 0.3)), NOISE));
    rates.put("lower second top", rate(up("double_top", zigzag(20, 1, 0.5, 0.8, 0.6)), NOISE));
    rates.put("small rise", rate(up("double_top", zigzag(20, 0.4, -0.4, 0.4, 0.1)), NOISE));
    rates.put(
        "rectangle", rate(up("triangle_ascending", zigzag(20, 1, 0.3, 1, 0.3, 1, 0.6)), NOISE));
    rates.put("channel", rate(up("wedge_rising", zigzag(20, 1, 0.5, 1.2, 0.7, 1.4, 1.1)), NOISE));
    rates.put(
        "widening", rate(up("triangle_symmetric", zigzag(20, 0.6, 0.4, 0.8, 0.2, 1, 0.5)), NOISE));
    rates.put("deep flag", rate(up("flag_bull", zigzag(18, 1, 0.3, 0.6, 0.2, 0.5)), NOISE));
    rates.put("flag goes on", rate(up("flag_bull", zigzag(18, 1, 0.75, 1.2, 0.9, 1.1)), NOISE));
    rates.put("skewed cup", rate(up("cup_handle", cup(0.12, 1, 0.15)), NOISE));
    rates.put("low rim", rate(up("cup_handle", cup(0.5, 0.7, 0.15)), NOISE));
    rates.put("deep handle", rate(up("cup_handle", cup(0.5, 1, 0.5)), NOISE));
    rates.forEach((id, rate) -> assertThat(rate).as(id).isLessThanOrEqualTo(0.02));
  }
}
