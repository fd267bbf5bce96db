package io.cryptoscalp.engine.features.catalogue;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the declarations of bar families for one timeframe.
 *
 * <p>Ids get the timeframe's name appended: {@code sma_dist_20} on one-minute bars is {@code
 * sma_dist_20_1m}. Family, source and warm-up hold until they are set anew. Values must not depend
 * on the unit of price or volume: distances are in bps of a price, volumes relative to volumes.
 */
public final class BarDeclarations {
  private final String timeframe;
  private final List<BarFeature> features = new ArrayList<>();
  private String family = "";
  private String source = "";
  private String condition = "";
  private int bars = 1;

  /** Starts an empty list for the bars of this short name, {@code 1m}. */
  public BarDeclarations(String timeframe) {
    this.timeframe = timeframe;
  }

  /** The short name of the bars. */
  public String timeframe() {
    return timeframe;
  }

  /** Names the group of the features that follow. */
  public BarDeclarations family(String name) {
    family = name;
    return this;
  }

  /** Names paper, book or library that defines the features that follow. */
  public BarDeclarations source(String text) {
    source = text;
    return this;
  }

  /** The features that follow are valid from this many bars on, the newest included. */
  public BarDeclarations warmUp(int count) {
    return warmUp(count, "");
  }

  /**
   * The features that follow are valid from this many bars on where a condition holds.
   *
   * @param when the condition in words, {@code the close moved}
   */
  public BarDeclarations warmUp(int count, String when) {
    bars = count;
    condition = when;
    return this;
  }

  /** Declares a feature within bounds. */
  public BarDeclarations add(
      String id, String text, String unit, double min, double max, BarRecipe recipe) {
    GraphBuilder graph = new GraphBuilder();
    Node node = recipe.build(graph);
    String warmUp = bars + (bars == 1 ? " bar" : " bars");
    FeatureDefinition definition =
        new FeatureDefinition(
            id + "_" + timeframe,
            family,
            timeframe,
            text,
            unit,
            min,
            max,
            condition.isEmpty() ? warmUp : warmUp + ", " + condition,
            bars,
            String.join(", ", graph.inputs(node)),
            source);
    features.add(new BarFeature(definition, recipe));
    return this;
  }

  /** Declares a feature without bounds. */
  public BarDeclarations free(String id, String text, String unit, BarRecipe recipe) {
    return add(id, text, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, recipe);
  }

  /** Declares a feature that is never negative. */
  public BarDeclarations positive(String id, String text, String unit, BarRecipe recipe) {
    return add(id, text, unit, 0, Double.POSITIVE_INFINITY, recipe);
  }

  /** What was declared so far, in order. */
  public List<BarFeature> features() {
    return List.copyOf(features);
  }
}
