package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import java.util.function.Supplier;

/**
 * Pivots, support and resistance, trend lines and chart patterns on bars, each over short and over
 * longer swings: pivots with 3 and with 8 bars on each side, known 3 and 8 bars later.
 *
 * <p>A chart pattern's value is its confidence from 0 to 1, told from the confirmation of the pivot
 * that completes it until another pivot changes the newest swings, and no longer than its last five
 * swings took. Rules and tolerances of each stand with {@link Tops}, {@link Triangle} and {@link
 * Continuations}. On its own a confidence says that the shape is there, not that price will follow
 * it.
 */
public final class PatternFamily implements BarFamily {
  private static final int[] REACHES = {3, 8};

  @Override
  public void declare(BarDeclarations to) {
    to.family("patterns");
    for (int k : REACHES) {
      new PivotFeatures(to, k).declare();
      to.source("Bulkowski 2005; Lo, Mamaysky and Wang 2000");
      to.warmUp(2 * k + 1, "six swings have formed");
      tops(to, k);
      triangles(to, k);
      continuations(to, k);
    }
  }

  private static void tops(BarDeclarations to, int k) {
    shape(to, k, "head_shoulders", "head and shoulders", s -> Tops.headAndShoulders(s, 1));
    shape(
        to,
        k,
        "head_shoulders_inverse",
        "inverse head and shoulders",
        s -> Tops.headAndShoulders(s, -1));
    shape(to, k, "double_top", "double top", s -> Tops.doubleTop(s, 1));
    shape(to, k, "double_bottom", "double bottom", s -> Tops.doubleTop(s, -1));
  }

  private static void triangles(BarDeclarations to, int k) {
    triangle(to, k, "triangle_ascending", "ascending triangle", Triangle.Kind.ASCENDING);
    triangle(to, k, "triangle_descending", "descending triangle", Triangle.Kind.DESCENDING);
    triangle(to, k, "triangle_symmetric", "symmetric triangle", Triangle.Kind.SYMMETRIC);
    triangle(to, k, "wedge_rising", "rising wedge", Triangle.Kind.RISING_WEDGE);
    triangle(to, k, "wedge_falling", "falling wedge", Triangle.Kind.FALLING_WEDGE);
  }

  private static void triangle(
      BarDeclarations to, int k, String id, String name, Triangle.Kind kind) {
    declare(to, k, id, name, () -> new Triangle(kind));
  }

  private static void continuations(BarDeclarations to, int k) {
    shape(to, k, "flag_bull", "bull flag", s -> Continuations.flag(s, 1));
    shape(to, k, "flag_bear", "bear flag", s -> Continuations.flag(s, -1));
    shape(to, k, "cup_handle", "cup with handle", Continuations::cupWithHandle);
  }

  private static void shape(BarDeclarations to, int k, String id, String name, ChartShape shape) {
    declare(to, k, id, name, () -> shape);
  }

  private static void declare(
      BarDeclarations to, int k, String id, String name, Supplier<ChartShape> shape) {
    to.add(
        "chart_" + id + "_" + k,
        "confidence that the newest swings (pivots with "
            + k
            + " bars each side) form: "
            + name
            + ", 0 for none",
        "1",
        0,
        1,
        graph ->
            graph.node(
                "chart_" + id + "(" + k + ")",
                () -> new ChartNode(Swings.of(graph, k), shape.get())));
  }
}
