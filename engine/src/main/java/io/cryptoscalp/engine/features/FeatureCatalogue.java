package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.features.cross.CrossFeatures;
import io.cryptoscalp.engine.features.tick.TickBlock;
import io.cryptoscalp.engine.features.tick.TickBlocks;
import io.cryptoscalp.engine.features.tick.TickDeclarations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ordered features of an engine: what stands at which position of a snapshot. It follows from
 * the options alone and is shared by all engines of equal options.
 */
public final class FeatureCatalogue {
  private static final String NAME = "v1-";

  /** What is computed on the bars of one timeframe, and where it goes. */
  record BarPart(Timeframe timeframe, List<BarFeature> features, int[] positions) {}

  /** Which block of tick features runs, and where its values go; -1 for what is not selected. */
  record TickPart(int block, int[] positions) {}

  /** Features across instruments on one timeframe; positions are -1 for what is not selected. */
  record CrossPart(Timeframe timeframe, int[] positions) {}

  /** A catalogue and what it was made of. */
  private record Made(FeatureOptions options, FeatureCatalogue catalogue) {}

  private static volatile @Nullable Made last;

  private final List<FeatureDefinition> definitions;
  private final Map<String, Integer> positions = new HashMap<>();
  private final String setId;
  private final String coreId;
  private final int[] corePositions;
  private final List<TickPart> tickParts;
  private final List<BarPart> barParts;
  private final List<CrossPart> crossParts;

  private FeatureCatalogue(FeatureOptions options) {
    List<FeatureDefinition> core = core(options);
    List<BarFeature> onBars = withoutCore(core);
    List<FeatureDefinition> all = new ArrayList<>(core);
    List<Integer> ends = new ArrayList<>();
    for (TickBlock block : TickBlocks.all(options.windowsSeconds())) {
      TickDeclarations declarations = new TickDeclarations();
      block.declare(declarations);
      all.addAll(declarations.definitions());
      ends.add(all.size());
    }
    int ticks = all.size();
    onBars.forEach(feature -> all.add(feature.definition()));
    int cross = all.size();
    for (Timeframe timeframe : Timeframe.CROSS) {
      all.addAll(CrossFeatures.definitions(timeframe.name(), CrossFrame.WINDOW));
    }
    boolean[] picked = FeatureSelector.select(options.select(), all, core.size());
    List<FeatureDefinition> chosen = new ArrayList<>();
    int[] place = new int[all.size()];
    for (int i = 0; i < picked.length; i++) {
      place[i] = picked[i] ? chosen.size() : -1;
      if (picked[i]) {
        chosen.add(all.get(i));
        if (positions.put(all.get(i).id(), place[i]) != null) {
          throw new IllegalStateException("FEATURE_DUPLICATE: id=" + all.get(i).id());
        }
      }
    }
    definitions = List.copyOf(chosen);
    setId = id(definitions);
    coreId = id(core);
    corePositions = Arrays.copyOf(place, core.size());
    tickParts = tickParts(place, core.size(), ends);
    barParts = parts(onBars, Arrays.copyOfRange(place, ticks, cross));
    crossParts = crossParts(place, cross);
  }

  /** The first catalogue computes some features of two timeframes itself. */
  private static List<BarFeature> withoutCore(List<FeatureDefinition> core) {
    Map<String, FeatureDefinition> known = new HashMap<>();
    core.forEach(definition -> known.put(definition.id(), definition));
    List<BarFeature> others = new ArrayList<>();
    for (BarFeature feature : BarFamilies.FEATURES) {
      if (!known.containsKey(feature.definition().id())) {
        others.add(feature);
      }
    }
    return others;
  }

  private static List<TickPart> tickParts(int[] place, int begin, List<Integer> ends) {
    List<TickPart> parts = new ArrayList<>();
    int from = begin;
    for (int i = 0; i < ends.size(); i++) {
      int[] positions = Arrays.copyOfRange(place, from, ends.get(i));
      if (isAnySelected(positions)) {
        parts.add(new TickPart(i, positions));
      }
      from = ends.get(i);
    }
    return List.copyOf(parts);
  }

  private static List<CrossPart> crossParts(int[] place, int begin) {
    List<CrossPart> parts = new ArrayList<>();
    int from = begin;
    for (Timeframe timeframe : Timeframe.CROSS) {
      int[] positions = Arrays.copyOfRange(place, from, from + CrossFeatures.SIZE);
      if (isAnySelected(positions)) {
        parts.add(new CrossPart(timeframe, positions));
      }
      from += CrossFeatures.SIZE;
    }
    return List.copyOf(parts);
  }

  private static List<BarPart> parts(List<BarFeature> features, int[] place) {
    Map<String, List<Integer>> byTimeframe = new LinkedHashMap<>();
    for (int i = 0; i < place.length; i++) {
      if (place[i] >= 0) {
        byTimeframe
            .computeIfAbsent(features.get(i).definition().timeframe(), name -> new ArrayList<>())
            .add(i);
      }
    }
    List<BarPart> parts = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.ALL) {
      List<Integer> indices = byTimeframe.getOrDefault(timeframe.name(), List.of());
      if (!indices.isEmpty()) {
        List<BarFeature> chosen = new ArrayList<>();
        int[] to = new int[indices.size()];
        for (int index : indices) {
          to[chosen.size()] = place[index];
          chosen.add(features.get(index));
        }
        parts.add(new BarPart(timeframe, chosen, to));
      }
    }
    return List.copyOf(parts);
  }

  /**
   * The catalogue of an engine with these options. The last one is kept: a backtest asks for the
   * same with each check of its settings and each strategy of its trials.
   */
  public static FeatureCatalogue of(FeatureOptions options) {
    Made known = last;
    if (known == null || !known.options().equals(options)) {
      known = new Made(options, new FeatureCatalogue(options));
      last = known;
    }
    return known.catalogue();
  }

  /** The features that are computed together in {@link CoreFeatures}, in its order. */
  static List<FeatureDefinition> core(FeatureOptions options) {
    Definitions builder = new Definitions();
    QuoteFeatures.describe(builder, options);
    DepthFeatures.describe(builder, options);
    TradeFeatures.describe(builder, options);
    BarFeatures.describe(builder, options.fastBar());
    BarFeatures.describe(builder, options.slowBar());
    ReturnFeatures.describe(builder, options);
    MarkFeatures.describe(builder);
    ActivityFeatures.describe(builder, options);
    return builder.list();
  }

  /** Where the vector has the features of the core, -1 for those that were not selected. */
  int[] corePositions() {
    return corePositions.clone();
  }

  /** True when a feature of the core was selected. */
  boolean hasCore() {
    return isAnySelected(corePositions);
  }

  private static boolean isAnySelected(int[] positions) {
    for (int position : positions) {
      if (position >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Names the layout of the core's state. */
  String coreId() {
    return coreId;
  }

  /** The blocks of tick features that have a selected one. */
  List<TickPart> tickParts() {
    return tickParts;
  }

  /** The parts on bars, of those timeframes that have a feature. */
  List<BarPart> barParts() {
    return barParts;
  }

  /** The parts across instruments, of those timeframes that have a feature. */
  List<CrossPart> crossParts() {
    return crossParts;
  }

  /** True when a feature across instruments was selected: closes of others are needed. */
  public boolean hasCross() {
    return !crossParts.isEmpty();
  }

  /** The options with the bars that the selected features need. */
  public BarOptions require(BarOptions bars) {
    List<Timeframe> timeframes = new ArrayList<>();
    for (BarPart part : barParts) {
      timeframes.add(part.timeframe());
    }
    for (CrossPart part : crossParts) {
      if (!timeframes.contains(part.timeframe())) {
        timeframes.add(part.timeframe());
      }
    }
    return Timeframe.require(bars, timeframes);
  }

  /** The options with those bars alone that others need of this instrument. */
  public BarOptions requireOfOthers(BarOptions bars) {
    BarOptions none =
        new BarOptions(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            bars.tradeSource(),
            bars.maxEmptyBars(),
            bars.toleranceNs());
    List<Timeframe> timeframes = new ArrayList<>();
    for (CrossPart part : crossParts) {
      timeframes.add(part.timeframe());
    }
    return Timeframe.require(none, timeframes);
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

  private static String id(List<FeatureDefinition> definitions) {
    long hash = 0xcbf29ce484222325L;
    for (FeatureDefinition definition : definitions) {
      for (byte b : (definition.id() + "\n").getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
    }
    return NAME + String.format(Locale.ROOT, "%016x", hash);
  }
}
