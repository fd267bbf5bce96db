package io.cryptoscalp.jobs.corrupt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How well planted defects are found. A defect is found when one of its kind's codes is said of one
 * of its lines, or of the next message of its stream (a gap shows there). A finding is true when a
 * defect is found by it, else it is stray.
 */
public final class Detection {
  private final Map<DefectKind, Score> scores = new EnumMap<>(DefectKind.class);
  private final Map<DefectKind, List<Long>> delays = new EnumMap<>(DefectKind.class);
  private final Set<Defect> timed = new HashSet<>();
  private final List<Finding> stray = new ArrayList<>();
  private final List<Defect> missed = new ArrayList<>();

  /**
   * Counts of one kind.
   *
   * @param planted defects
   * @param found defects found
   * @param hits findings of the kind's codes that found one
   * @param wrong findings of the kind's codes that found none of any kind
   */
  public record Score(int planted, int found, int hits, int wrong) {
    /** Share of the defects that were found; NaN without a defect. */
    public double recall() {
      return (double) found / planted;
    }

    /** Share of the findings that were true; NaN without a finding. */
    public double precision() {
      return (double) hits / (hits + wrong);
    }

    private Score plus(int morePlanted, int moreFound, int moreHits, int moreWrong) {
      return new Score(
          planted + morePlanted, found + moreFound, hits + moreHits, wrong + moreWrong);
    }
  }

  private Detection() {}

  /**
   * Reads a corrupted folder and its manifest.
   *
   * @throws IOException when either cannot be read
   */
  public static Detection measure(Path folder) throws IOException {
    Detection detection = new Detection();
    Map<String, List<Defect>> byFile = new TreeMap<>();
    for (Defect defect : Manifest.read(folder)) {
      byFile.computeIfAbsent(defect.file(), key -> new ArrayList<>()).add(defect);
    }
    Map<String, FileFindings> findings = new TreeMap<>();
    Predicate<String> exists = file -> Files.exists(folder.resolve(file));
    for (String file : witnesses(folder, byFile.keySet(), exists)) {
      findings.put(file, FileFindings.of(folder, file, PeerFiles.of(file, exists)));
    }
    for (Map.Entry<String, FileFindings> entry : findings.entrySet()) {
      String peer = PeerFiles.of(entry.getKey(), exists);
      FileFindings theirs = peer == null ? null : findings.get(peer);
      List<Defect> seen = new ArrayList<>();
      if (peer != null && theirs != null) {
        for (Defect defect : byFile.getOrDefault(peer, List.of())) {
          if (defect.kind().isBetweenVenues()) {
            seen.add(seenFrom(entry.getKey(), entry.getValue(), defect, theirs));
          }
        }
      }
      detection.match(byFile.getOrDefault(entry.getKey(), List.of()), seen, entry.getValue());
    }
    return detection;
  }

  /** The files with defects, and those that are held against them. */
  private static Set<String> witnesses(Path folder, Set<String> corrupted, Predicate<String> exists)
      throws IOException {
    Set<String> files = new TreeSet<>(corrupted);
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(file -> corrupted.contains(String.valueOf(PeerFiles.of(file, exists))))
          .forEach(files::add);
    }
    return files;
  }

  /** A defect of the peer, as it befalls the file that is held against it. */
  private static Defect seenFrom(
      String file, FileFindings own, Defect defect, FileFindings theirs) {
    return new Defect(
        file,
        own.lineAt(theirs.timeNs(defect.line())),
        own.lineAt(theirs.timeNs(defect.lastLine())),
        defect.kind(),
        defect.stream(),
        "peer " + defect.detail());
  }

  private void match(List<Defect> defects, List<Defect> ofPeer, FileFindings file) {
    boolean[] used = new boolean[file.findings().size()];
    int[] hits = new int[defects.size()];
    timed.addAll(ofPeer);
    // First what is said of the lines themselves: the next message may be a defect of its own.
    for (int i = 0; i < hits.length; i++) {
      hits[i] = claim(defects.get(i), defects.get(i).lastLine(), file, used);
    }
    for (int i = 0; i < hits.length; i++) {
      Defect defect = defects.get(i);
      long end = Math.max(next(defect, file), graced(defect, file));
      hits[i] += claim(defect, end, file, used);
      add(defect.kind(), 1, hits[i] > 0 ? 1 : 0, hits[i], 0);
      if (hits[i] == 0) {
        missed.add(defect);
      }
    }
    for (Defect defect : ofPeer) {
      // What the other side says of it is true as well; found it is where it was planted.
      add(defect.kind(), 0, 0, claim(defect, graced(defect, file), file, used), 0);
    }
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        stray(file.findings().get(i));
      }
    }
  }

  /** The last line in which a finding may still be the defect's. */
  private static long graced(Defect defect, FileFindings file) {
    long line = defect.lastLine();
    long until = file.timeNs(line) + defect.kind().graceNs();
    while (line < file.times().size() && file.timeNs(line + 1) <= until) {
      line++;
    }
    return line;
  }

  /** Counts the findings of a defect from its first line to the end, and marks them as used. */
  private int claim(Defect defect, long end, FileFindings file, boolean[] used) {
    int hits = 0;
    for (int i = 0; i < used.length; i++) {
      Finding finding = file.findings().get(i);
      if (!used[i]
          && finding.line() >= defect.line()
          && finding.line() <= end
          && defect.kind().codes().contains(finding.code())) {
        used[i] = true;
        if (hits++ == 0 && timed.add(defect)) {
          delays
              .computeIfAbsent(defect.kind(), kind -> new ArrayList<>())
              .add(Math.max(0, finding.receiveNs() - file.timeNs(defect.line())));
        }
      }
    }
    return hits;
  }

  private static long next(Defect defect, FileFindings file) {
    NavigableSet<Long> lines = file.lines().getOrDefault(defect.stream(), new TreeSet<>());
    Long next =
        defect.kind() == DefectKind.DROPPED || defect.kind() == DefectKind.SILENT
            ? lines.ceiling(defect.lastLine())
            : lines.higher(defect.lastLine());
    return next == null ? 0 : next;
  }

  private void stray(Finding finding) {
    stray.add(finding);
    for (DefectKind kind : DefectKind.values()) {
      if (kind.codes().contains(finding.code())) {
        add(kind, 0, 0, 0, 1);
      }
    }
  }

  private void add(DefectKind kind, int planted, int found, int hits, int wrong) {
    scores.merge(
        kind,
        new Score(planted, found, hits, wrong),
        (sum, one) -> sum.plus(one.planted(), one.found(), one.hits(), one.wrong()));
  }

  /** Counts by kind, of those that were planted or found. */
  public Map<DefectKind, Score> scores() {
    return scores;
  }

  /**
   * Time from the first message of a defect to the first finding that is its, by receive time.
   *
   * @param share 0.5 for the median, 1 for the longest
   * @return ns; NaN when none was found
   */
  public double delayNs(DefectKind kind, double share) {
    List<Long> sorted = new ArrayList<>(delays.getOrDefault(kind, List.of()));
    Collections.sort(sorted);
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.isEmpty() ? Double.NaN : (double) sorted.get(Math.max(0, at));
  }

  /** Findings without a defect. */
  public List<Finding> stray() {
    return stray;
  }

  /** Defects without a finding. */
  public List<Defect> missed() {
    return missed;
  }
}
