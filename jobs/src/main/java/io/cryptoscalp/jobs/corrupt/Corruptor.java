package io.cryptoscalp.jobs.corrupt;

import io.cryptoscalp.jobs.corrupt.Planter.Planted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plants defects among the lines of one recorded file. Which and where follows from seed and file
 * name alone. The first fifth stays sound, since detectors learn from it, and defects keep a
 * distance, since one may hide another.
 */
final class Corruptor {
  private static final double LEAD = 0.2;
  private static final int APART = 25;
  private static final Pattern STREAM = Pattern.compile("\"stream\":\"[^\"@]*@([A-Za-z]+)");
  private static final Pattern EVENT = Pattern.compile("\"e\":\"([A-Za-z]+)\"");

  private final String file;
  private final Set<DefectKind> kinds;
  private final double rate;
  private final boolean chosen;
  private final SplittableRandom random;
  private final List<Defect> defects = new ArrayList<>();

  /**
   * Creates it.
   *
   * @param file path as the manifest names it
   * @param rate probability that a defect begins at a message of a stream it fits
   * @param chosen whether defects between venues befall this file
   */
  Corruptor(String file, long seed, Set<DefectKind> kinds, double rate, boolean chosen) {
    this.chosen = chosen;
    this.file = file;
    this.kinds = kinds;
    this.rate = rate;
    random = new SplittableRandom(seed ^ (long) file.hashCode() << 32);
  }

  /** What was planted, in order of lines; complete after {@link #corrupt}. */
  List<Defect> defects() {
    return defects;
  }

  /** The lines with defects. */
  List<String> corrupt(List<String> recorded) {
    boolean flat = chosen && kinds.stream().anyMatch(DefectKind::isBetweenVenues);
    List<String> lines = flat ? withoutDepth(recorded) : recorded;
    FrameText[] frames = new FrameText[lines.size()];
    String[] streams = new String[lines.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = FrameText.parse(lines.get(i));
      streams[i] = stream(frames[i].message());
    }
    Planter planter = new Planter(frames, streams, random);
    List<Planted> planted = new ArrayList<>();
    int free = (int) (LEAD * frames.length);
    for (int i = 0; i < frames.length; i++) {
      planter.learn(i);
      if (i < free || random.nextDouble() >= rate) {
        continue;
      }
      DefectKind[] fitting = fitting(streams[i], frames[i].message());
      if (fitting.length == 0) {
        continue;
      }
      Planted found = planter.plant(fitting[random.nextInt(fitting.length)], i);
      if (found != null) {
        planted.add(found);
        free = found.free() + APART;
      }
    }
    return write(planter, planted);
  }

  private static List<String> withoutDepth(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.contains("\"lastUpdateId\""))
        .filter(line -> !stream(FrameText.parse(line).message()).equals("depth"))
        .toList();
  }

  private DefectKind[] fitting(String stream, String message) {
    boolean market = !message.contains("\"X\":") || message.contains("\"X\":\"MARKET\"");
    return Arrays.stream(DefectKind.values())
        .filter(kind -> market && kinds.contains(kind) && kind.fits(stream))
        .filter(kind -> chosen || !kind.isBetweenVenues())
        .toArray(DefectKind[]::new);
  }

  private List<String> write(Planter planter, List<Planted> planted) {
    List<String> out = new ArrayList<>();
    Map<Integer, Integer> lineOf = new TreeMap<>();
    Map<Integer, Integer> copyOf = new TreeMap<>();
    for (int i = 0; i < planter.frames().length; i++) {
      lineOf.put(i, out.size() + 1);
      if (!planter.isRemoved(i)) {
        out.add(planter.written(i).line());
      }
      for (FrameText more : planter.insertedAfter(i)) {
        out.add(more.line());
        copyOf.put(i, out.size());
      }
    }
    for (Planted one : planted) {
      Map<Integer, Integer> first = one.kind() == DefectKind.DUPLICATED ? copyOf : lineOf;
      defects.add(
          new Defect(
              file,
              first.getOrDefault(one.first(), 0),
              first.getOrDefault(one.last(), 0),
              one.kind(),
              one.stream(),
              one.detail()));
    }
    return out;
  }

  private static String stream(String message) {
    Matcher stream = STREAM.matcher(message);
    if (stream.find()) {
      return stream.group(1);
    }
    Matcher event = EVENT.matcher(message);
    String name = event.find() ? event.group(1) : "";
    return switch (name) {
      case "depthUpdate" -> "depth";
      case "markPriceUpdate" -> "markPrice";
      default -> name;
    };
  }
}
