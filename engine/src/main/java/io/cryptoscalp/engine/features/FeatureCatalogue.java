package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ordered features of an engine: what stands at which position of a snapshot. It follows from
 * the options alone and costs nothing after construction.
 */
public final class FeatureCatalogue {
  private static final String NAME = "v1-";

  private final List<FeatureDefinition> definitions;
  private final Map<String, Integer> positions = new HashMap<>();
  private final String setId;

  private FeatureCatalogue(List<FeatureDefinition> definitions) {
    this.definitions = List.copyOf(definitions);
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < definitions.size(); i++) {
      String id = definitions.get(i).id();
      if (positions.put(id, i) != null) {
        throw new IllegalArgumentException("FEATURE_DUPLICATE: id=" + id);
      }
      for (byte b : (id + "\n").getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
    }
    this.setId = NAME + String.format(Locale.ROOT, "%016x", hash);
  }

  /** The catalogue of an engine with these options. */
  public static FeatureCatalogue of(FeatureOptions options) {
    Builder builder = new Builder();
    QuoteFeatures.describe(builder, options);
    DepthFeatures.describe(builder, options);
    TradeFeatures.describe(builder, options);
    BarFeatures.describe(builder, options.fastBar());
    BarFeatures.describe(builder, options.slowBar());
    ReturnFeatures.describe(builder, options);
    MarkFeatures.describe(builder);
    ActivityFeatures.describe(builder, options);
    return new FeatureCatalogue(builder.list);
  }

  /** Number of features; the length of a snapshot's values. */
  public int size() {
    return definitions.size();
  }

  /** Number of words of a snapshot's validity mask. */
  public int words() {
    return (size() + 63) >>> 6;
  }

  /** The feature at a position. */
  public FeatureDefinition get(int position) {
    return definitions.get(position);
  }

  /** All features in order; unmodifiable. */
  public List<FeatureDefinition> definitions() {
    return definitions;
  }

  /** Position of a feature, -1 when there is none of that id. */
  public int indexOf(String id) {
    return positions.getOrDefault(id, -1);
  }

  /** {@code v1-} and the FNV-1a hash (64 bit, hexadecimal) of the ordered feature ids. */
  public String setId() {
    return setId;
  }

  /** Collects definitions; one family at a time. */
  static final class Builder {
    private final List<FeatureDefinition> list = new ArrayList<>();
    private String family = "";
    private String warmUp = "";
    private String source = "";

    Builder family(String name) {
      family = name;
      return this;
    }

    Builder warmUp(String text) {
      warmUp = text;
      return this;
    }

    Builder source(String text) {
      source = text;
      return this;
    }

    Builder add(String id, String definition, String unit, double min, double max) {
      list.add(
          new FeatureDefinition(
              id, family, "tick", definition, unit, min, max, warmUp, 0, "", source));
      return this;
    }

    /** A feature without bounds. */
    Builder free(String id, String definition, String unit) {
      return add(id, definition, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A feature that is never negative. */
    Builder positive(String id, String definition, String unit) {
      return add(id, definition, unit, 0, Double.POSITIVE_INFINITY);
    }
  }
}
