package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the declarations of tick blocks. Family, source, inputs and warm-up hold until they are set
 * anew.
 */
public final class TickDeclarations {
  private final List<FeatureDefinition> definitions = new ArrayList<>();
  private String family = "";
  private String source = "";
  private String inputs = "";
  private String warmUp = "";

  /** Names the group of the features that follow. */
  public TickDeclarations family(String name) {
    family = name;
    return this;
  }

  /** Names paper, book or venue that defines the features that follow. */
  public TickDeclarations source(String text) {
    source = text;
    return this;
  }

  /** Names the events that the features that follow are computed from. */
  public TickDeclarations inputs(String text) {
    inputs = text;
    return this;
  }

  /** Says what must have been seen before the features that follow are valid. */
  public TickDeclarations warmUp(String text) {
    warmUp = text;
    return this;
  }

  /** Declares a feature within bounds. */
  public TickDeclarations add(String id, String definition, String unit, double min, double max) {
    definitions.add(
        new FeatureDefinition(
            id, family, "tick", definition, unit, min, max, warmUp, 0, inputs, source));
    return this;
  }

  /** Declares a feature without bounds. */
  public TickDeclarations free(String id, String definition, String unit) {
    return add(id, definition, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Declares a feature that is never negative. */
  public TickDeclarations positive(String id, String definition, String unit) {
    return add(id, definition, unit, 0, Double.POSITIVE_INFINITY);
  }

  /** What was declared so far, in order. */
  public List<FeatureDefinition> definitions() {
    return List.copyOf(definitions);
  }
}
