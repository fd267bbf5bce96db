package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Picks features by pattern. Each term adds what it matches, with {@code -} before it takes it
 * away; terms count from left to right.
 *
 * <ul>
 *   <li>an id, in which {@code *} stands for any characters: {@code rsi_*_1m}
 *   <li>{@code family:trend}, {@code timeframe:1m}; {@code *} works here too
 *   <li>{@code @core}, the set that the built-in strategies read; {@code @all}
 * </ul>
 */
final class FeatureSelector {
  /** The set that the built-in strategies read. */
  static final String CORE = "@core";

  private FeatureSelector() {}

  /**
   * Applies terms to a catalogue.
   *
   * @param all every feature there is
   * @param core how many of the first ones are {@code @core}
   * @return by position, whether it is picked
   * @throws IllegalArgumentException {@code FEATURE_SELECTION_INVALID} for a term that matches
   *     nothing, or when nothing is left
   */
  static boolean[] select(List<String> terms, List<FeatureDefinition> all, int core) {
    boolean[] picked = new boolean[all.size()];
    for (String term : terms) {
      boolean adds = !term.startsWith("-");
      String pattern = adds ? term : term.substring(1);
      Predicate<FeatureDefinition> matches = predicate(pattern);
      boolean found = false;
      for (int i = 0; i < picked.length; i++) {
        if (pattern.equals(CORE) ? i < core : matches.test(all.get(i))) {
          picked[i] = adds;
          found = true;
        }
      }
      if (!found) {
        throw new IllegalArgumentException(
            "FEATURE_SELECTION_INVALID: term=" + term + " expected=one that matches a feature");
      }
    }
    for (boolean one : picked) {
      if (one) {
        return picked;
      }
    }
    throw new IllegalArgumentException(
        "FEATURE_SELECTION_INVALID: terms=" + terms + " expected=at least one feature");
  }

  private static Predicate<FeatureDefinition> predicate(String term) {
    if (term.equals("@all")) {
      return feature -> true;
    }
    if (term.startsWith("family:")) {
      Pattern family = glob(term.substring("family:".length()));
      return feature -> family.matcher(feature.family()).matches();
    }
    if (term.startsWith("timeframe:")) {
      Pattern timeframe = glob(term.substring("timeframe:".length()));
      return feature -> timeframe.matcher(feature.timeframe()).matches();
    }
    Pattern id = glob(term);
    return feature -> id.matcher(feature.id()).matches();
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', from)) {
      regex.append(Pattern.quote(text.substring(from, star))).append(".*");
      from = star + 1;
    }
    return Pattern.compile(regex.append(Pattern.quote(text.substring(from))).toString());
  }
}
