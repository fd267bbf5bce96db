package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the definitions of the core's features; one family at a time. */
final class Definitions {
  private static final Pattern BARS = Pattern.compile("(\\d+) bars.*");

  private final List<FeatureDefinition> list = new ArrayList<>();
  private String family = "";
  private String timeframe = "tick";
  private String inputs = "";
  private String warmUp = "";
  private String source = "";

  /** Starts a family of features that are renewed by events of these streams. */
  Definitions family(String name, String from) {
    return family(name, "tick", from);
  }

  /** Starts a family of features that are renewed by bars. */
  Definitions family(String name, String bars, String from) {
    family = name;
    timeframe = bars;
    inputs = from;
    return this;
  }

  Definitions warmUp(String text) {
    warmUp = text;
    return this;
  }

  Definitions source(String text) {
    source = text;
    return this;
  }

  Definitions add(String id, String definition, String unit, double min, double max) {
    Matcher bars = BARS.matcher(warmUp);
    int count = bars.matches() ? Integer.parseInt(bars.group(1)) : 0;
    list.add(
        new FeatureDefinition(
            id, family, timeframe, definition, unit, min, max, warmUp, count, inputs, source));
    return this;
  }

  /** A feature without bounds. */
  Definitions free(String id, String definition, String unit) {
    return add(id, definition, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A feature that is never negative. */
  Definitions positive(String id, String definition, String unit) {
    return add(id, definition, unit, 0, Double.POSITIVE_INFINITY);
  }

  List<FeatureDefinition> list() {
    return list;
  }
}
