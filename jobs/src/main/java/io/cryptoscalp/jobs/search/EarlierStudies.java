package io.cryptoscalp.jobs.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What earlier studies mean for one.
 *
 * @param looks studies that searched or held out some of its held-out data
 * @param trials run by all studies on some of its data
 */
public record EarlierStudies(List<HeldOutLook> looks, long trials) {
  /** None. */
  public static final EarlierStudies NONE = new EarlierStudies(List.of(), 0);

  /** Copies. */
  public EarlierStudies {
    looks = List.copyOf(looks);
  }

  static EarlierStudies of(HeldOutLook own, List<HeldOutLook> others) {
    List<HeldOutLook> looks = new ArrayList<>();
    long trials = 0;
    for (HeldOutLook other : others) {
      if (own.heldOutSeenBy(other)) {
        looks.add(other);
      }
      trials += own.sharesData(other) ? other.trials() : 0;
    }
    return new EarlierStudies(looks, trials);
  }

  /** Names of the studies that looked, by commas; empty without any. */
  public String names() {
    return String.join(", ", looks.stream().map(HeldOutLook::study).toList());
  }
}
