package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.selection.FeatureSetFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Terms of the key {@code features} that name a file: {@code @file:PATH} stands for the ids of the
 * feature set in a file that {@code features select} wrote, or in the folder around it; {@code
 * -@file:PATH} takes them away.
 */
public final class FeatureTerms {
  /** What such a term begins with. */
  public static final String FILE = "@file:";

  private FeatureTerms() {}

  /**
   * The terms with the ids of the files in place of them.
   *
   * @throws ConfigException when a file cannot be read or is no feature set
   */
  public static List<String> expand(List<String> terms) {
    List<String> expanded = new ArrayList<>();
    for (String term : terms) {
      String sign = term.startsWith("-") ? "-" : "";
      String rest = term.substring(sign.length());
      if (!rest.startsWith(FILE)) {
        expanded.add(term);
        continue;
      }
      try {
        for (String id : FeatureSetFile.load(Path.of(rest.substring(FILE.length()))).features()) {
          expanded.add(sign + id);
        }
      } catch (ModelException e) {
        throw new ConfigException("CONFIG_INVALID: key=features cause=" + e.getMessage());
      }
    }
    return List.copyOf(expanded);
  }
}
