package io.cryptoscalp.models.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a model plays which part. A version is in at most one list.
 *
 * @param champion the version that is traded on, null when none
 * @param candidates versions that wait for their promotion, oldest first
 * @param shadows versions scored beside the champion, oldest first
 * @param archived versions out of use, in the order they left it
 */
public record ModelStages(
    @Nullable String champion,
    List<String> candidates,
    List<String> shadows,
    List<String> archived) {
  /** Nothing registered yet. */
  public static final ModelStages EMPTY = new ModelStages(null, List.of(), List.of(), List.of());

  /** Copies the lists; a version in two places is refused. */
  public ModelStages {
    candidates = List.copyOf(candidates);
    shadows = List.copyOf(shadows);
    archived = List.copyOf(archived);
    Set<String> seen = new HashSet<>();
    for (List<String> list :
        List.of(
            champion == null ? List.<String>of() : List.of(champion),
            candidates,
            shadows,
            archived)) {
      for (String version : list) {
        if (!seen.add(version)) {
          throw new IllegalArgumentException("version " + version + " has two stages");
        }
      }
    }
  }

  /** The newest candidate, null when none. */
  public @Nullable String candidate() {
    return candidates.isEmpty() ? null : candidates.get(candidates.size() - 1);
  }

  /** The stage of a version, null when it has none yet. */
  public @Nullable Stage stage(String version) {
    if (version.equals(champion)) {
      return Stage.CHAMPION;
    }
    if (candidates.contains(version)) {
      return Stage.CANDIDATE;
    }
    if (shadows.contains(version)) {
      return Stage.SHADOW;
    }
    return archived.contains(version) ? Stage.ARCHIVED : null;
  }

  /** With a version moved; a champion that another takes the place of is archived. */
  ModelStages with(String version, Stage to) {
    List<String> waiting = without(candidates, version);
    List<String> beside = without(shadows, version);
    List<String> retired = without(archived, version);
    String traded = version.equals(champion) ? null : champion;
    switch (to) {
      case CANDIDATE -> waiting.add(version);
      case SHADOW -> beside.add(version);
      case ARCHIVED -> retired.add(version);
      case CHAMPION -> {
        if (traded != null) {
          retired.add(traded);
        }
        traded = version;
      }
    }
    return new ModelStages(traded, waiting, beside, retired);
  }

  private static List<String> without(List<String> versions, String version) {
    List<String> rest = new ArrayList<>(versions);
    rest.remove(version);
    return rest;
  }
}
