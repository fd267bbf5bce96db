package io.cryptoscalp.models.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a model plays which part.
 *
 * @param champion the version that trades, null when none
 * @param candidate the newest version that waits for its promotion, null when none
 * @param archived former champions and candidates, oldest first
 */
public record ModelStages(
    @Nullable String champion, @Nullable String candidate, List<String> archived) {
  /** Nothing registered yet. */
  static final ModelStages EMPTY = new ModelStages(null, null, List.of());

  /** Copies the list. */
  public ModelStages {
    archived = List.copyOf(archived);
  }

  /** Makes a version the candidate; the candidate before it is archived. */
  ModelStages withCandidate(String version) {
    return new ModelStages(champion, version, archive(candidate, version));
  }

  /** Makes a version the champion; the champion before it is archived. */
  ModelStages withChampion(String version) {
    String waiting = version.equals(candidate) ? null : candidate;
    return new ModelStages(version, waiting, archive(champion, version));
  }

  /** Takes a version out of use. */
  ModelStages withArchived(String version) {
    return new ModelStages(
        version.equals(champion) ? null : champion,
        version.equals(candidate) ? null : candidate,
        archive(version, ""));
  }

  private List<String> archive(@Nullable String retired, String incoming) {
    List<String> next = new ArrayList<>(archived);
    next.remove(incoming);
    if (retired != null && !retired.equals(incoming) && !next.contains(retired)) {
      next.add(retired);
    }
    return next;
  }
}
