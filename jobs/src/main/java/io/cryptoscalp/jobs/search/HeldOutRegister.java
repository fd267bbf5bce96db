package io.cryptoscalp.jobs.search;

import io.cryptoscalp.models.promotion.ChainedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which studies looked at which held-out data: a file that only grows, with the digest of each line
 * in the next ({@link ChainedFile}), and what is known from elsewhere.
 */
public final class HeldOutRegister {
  private final ChainedFile<HeldOutLook> file;
  private final List<HeldOutLook> elsewhere;

  /**
   * The register of a folder, which need not exist.
   *
   * @param elsewhere looks that other registers know, in any order
   */
  public HeldOutRegister(Path folder, List<HeldOutLook> elsewhere) {
    file =
        new ChainedFile<>(folder.resolve("held-out.jsonl"), HeldOutLook.class, "HELD_OUT_REGISTER");
    this.elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Studies before one that has not looked yet.
   *
   * @throws io.cryptoscalp.models.ModelException {@code HELD_OUT_REGISTER_CORRUPT}
   */
  public EarlierStudies before(HeldOutLook own) {
    return EarlierStudies.of(own, others(file.entries(), own));
  }

  /**
   * Writes down that a study looks now. One that is written down already, as it was killed while it
   * looked, is not written again, and those that came behind it do not count.
   *
   * @return studies before it
   * @throws io.cryptoscalp.models.ModelException {@code HELD_OUT_REGISTER_CORRUPT}, {@code
   *     HELD_OUT_REGISTER_UNWRITABLE}
   */
  public EarlierStudies look(HeldOutLook own) {
    List<HeldOutLook> before = new ArrayList<>();
    var unused =
        file.append(
            (entries, number, previous) -> {
              for (HeldOutLook entry : entries) {
                if (entry.spec().equals(own.spec())) {
                  return null;
                }
                before.add(entry);
              }
              return own.at(number, previous);
            });
    return EarlierStudies.of(own, others(before, own));
  }

  private List<HeldOutLook> others(List<HeldOutLook> known, HeldOutLook own) {
    List<HeldOutLook> others = new ArrayList<>();
    Set<String> specs = new HashSet<>(Set.of(own.spec()));
    for (List<HeldOutLook> some : List.of(known, elsewhere)) {
      for (HeldOutLook each : some) {
        if (specs.add(each.spec())) {
          others.add(each);
        }
      }
    }
    return others;
  }
}
