package io.cryptoscalp.jobs.corrupt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plants one defect at a time into the lines of a file. */
final class Planter {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long SILENCE_NS = 20 * SECOND_NS;
  private static final long REST_NS = 40 * SECOND_NS;
  private static final long HOUR_MS = 3_600_000L;
  private static final String[] QUOTE = {"b", "B", "a", "A"};

  private final FrameText[] frames;
  private final String[] streams;
  private final SplittableRandom random;
  private final boolean[] removed;
  private final Map<Integer, List<FrameText>> inserted = new HashMap<>();
  private final TreeMap<Integer, Long> shifts = new TreeMap<>();
  private final StretchPlanter stretches;
  private double largest;

  /**
   * A defect that was planted, by indexes of the sound lines.
   *
   * @param free first line at which another one may begin
   */
  record Planted(DefectKind kind, int first, int last, int free, String stream, String detail) {}

  Planter(FrameText[] frames, String[] streams, SplittableRandom random) {
    this.frames = frames;
    this.streams = streams;
    this.random = random;
    removed = new boolean[frames.length];
    stretches = new StretchPlanter(this, streams, random);
  }

  FrameText[] frames() {
    return frames;
  }

  boolean isRemoved(int i) {
    return removed[i];
  }

  /** The line as it stands in the copy. */
  FrameText written(int i) {
    String id = streams[i].equals("trade") ? frames[i].value("t") : null;
    return id == null || shift(i) == 0
        ? frames[i]
        : frames[i].with("t", Long.toString(Long.parseLong(id) + shift(i)));
  }

  /** What comes behind a line and is in no recording. */
  List<FrameText> insertedAfter(int i) {
    return inserted.getOrDefault(i, List.of());
  }

  void insert(int behind, FrameText frame) {
    inserted.computeIfAbsent(behind, key -> new ArrayList<>()).add(frame);
  }

  void remove(int i) {
    removed[i] = true;
  }

  /** Trades from a line on, up to the next call for a later line, get ids so much higher. */
  void renumber(int from, long by) {
    shifts.put(from, by);
  }

  /** By how much the ids of a line's trades are higher. */
  long shift(int i) {
    Map.Entry<Integer, Long> shift = shifts.floorEntry(i);
    return shift == null ? 0 : shift.getValue();
  }

  /** Learns the size of a trade that is still sound. */
  void learn(int i) {
    String size = streams[i].endsWith("rade") ? frames[i].value("q") : null;
    if (size != null) {
      largest = Math.max(largest, Double.parseDouble(size));
    }
  }

  /** Plants a defect at a line; null when there is no room for it. */
  @Nullable Planted plant(DefectKind kind, int at) {
    return switch (kind) {
      case PRICE_SPIKE -> changed(kind, at, "p", priceFactor());
      case SIZE_SPIKE -> changed(kind, at, "q", sizeFactor(at, 200, 1000));
      case SIZE_OUTLIER -> changed(kind, at, "q", sizeFactor(at, 20, 200));
      case JOINT_OUTLIER -> joint(at);
      case MARK_SPIKE -> changed(kind, at, "p", away(0.05, 0.2, random.nextBoolean()));
      case QUOTE_SPIKE -> {
        boolean bid = random.nextBoolean();
        yield changed(kind, at, bid ? "b" : "a", away(0.01, 0.1, !bid));
      }
      case DUPLICATED -> duplicated(at);
      case REORDERED -> reordered(at);
      case STUCK -> stuck(at);
      case SILENT -> silent(at);
      case CROSSED_QUOTE -> crossed(at);
      case CLOCK_SKEW -> skewed(at);
      case SPREAD_BLOWOUT -> stretches.spread(at);
      case RATE_BURST -> stretches.burst(at);
      case RATE_DROP -> stretches.drop(at);
      case CLOCK_DRIFT -> stretches.drift(at);
      case CROSS_VENUE -> stretches.crossVenue(at);
      case VENUE_APART -> stretches.venue(kind, at, random.nextDouble(0.006, 0.03));
      case VENUE_CROSSED -> stretches.venue(kind, at, random.nextDouble(0.0026, 0.0029));
      case DROPPED -> {
        removed[at] = true;
        yield planted(kind, at, at, "removed=" + frames[at].value("t"));
      }
    };
  }

  private double away(double least, double most, boolean up) {
    double by = random.nextDouble(least, most);
    return up ? 1 + by : 1 - by;
  }

  private double priceFactor() {
    boolean up = random.nextBoolean();
    if (random.nextInt(5) == 0) {
      return up ? 10 : 0.1;
    }
    return away(0.01, 0.1, up);
  }

  private double sizeFactor(int at, double least, double most) {
    String size = frames[at].value("q");
    return size == null ? 1 : largest / Double.parseDouble(size) * random.nextDouble(least, most);
  }

  /** A trade of which neither price nor size is incredible. */
  private @Nullable Planted joint(int at) {
    Planted price =
        changed(DefectKind.JOINT_OUTLIER, at, "p", away(0.0025, 0.0045, random.nextBoolean()));
    Planted size = changed(DefectKind.JOINT_OUTLIER, at, "q", sizeFactor(at, 3, 8));
    return price == null || size == null
        ? null
        : planted(DefectKind.JOINT_OUTLIER, at, at, price.detail() + " " + size.detail());
  }

  private @Nullable Planted changed(DefectKind kind, int at, String field, double factor) {
    String before = frames[at].value(field);
    if (before == null) {
      return null;
    }
    String after = FrameText.scaled(before, factor);
    frames[at] = frames[at].with(field, after);
    return planted(kind, at, at, field + "=" + before + "->" + after);
  }

  private @Nullable Planted duplicated(int at) {
    int behind = at + random.nextInt(4);
    if (behind >= frames.length) {
      return null;
    }
    // It is received when the line before it is.
    insert(behind, new FrameText(frames[behind].time(), frames[at].message()));
    return planted(DefectKind.DUPLICATED, behind, behind, "behind=" + (behind - at));
  }

  private @Nullable Planted reordered(int at) {
    int other = next(at);
    if (other < 0) {
      return null;
    }
    String early = frames[at].message();
    frames[at] = frames[at].with(frames[other].message());
    frames[other] = frames[other].with(early);
    return planted(DefectKind.REORDERED, at, other, "lines=" + (other - at));
  }

  private @Nullable Planted stuck(int at) {
    int left = 40 + random.nextInt(81);
    int repeats = left;
    int last = at;
    for (int i = next(at); i >= 0 && left > 0; i = next(i)) {
      for (String field : QUOTE) {
        String value = frames[at].value(field);
        if (value == null) {
          return null;
        }
        frames[i] = frames[i].with(field, value);
      }
      last = i;
      left--;
    }
    return planted(DefectKind.STUCK, at, last, "repeats=" + (repeats - left));
  }

  private @Nullable Planted silent(int at) {
    long from = frames[at].receiveNs();
    int last = at;
    while (last + 1 < frames.length && frames[last + 1].receiveNs() <= from + SILENCE_NS) {
      last++;
    }
    if (last + 1 == frames.length) {
      return null;
    }
    int messages = 0;
    for (int i = at; i <= last; i++) {
      if (streams[i].equals(streams[at])) {
        removed[i] = true;
        messages++;
      }
    }
    int free = last;
    while (free < frames.length && frames[free].receiveNs() <= from + SILENCE_NS + REST_NS) {
      free++;
    }
    return new Planted(
        DefectKind.SILENT, at, last, free, streams[at], "messages=" + messages + " seconds=20");
  }

  private @Nullable Planted crossed(int at) {
    String bid = frames[at].value("b");
    String ask = frames[at].value("a");
    if (bid == null || ask == null) {
      return null;
    }
    frames[at] = frames[at].with("b", ask).with("a", bid);
    return planted(DefectKind.CROSSED_QUOTE, at, at, "bid=" + ask + " ask=" + bid);
  }

  private @Nullable Planted skewed(int at) {
    String event = frames[at].value("E");
    if (event == null) {
      return null;
    }
    long by = random.nextBoolean() ? HOUR_MS : random.nextLong(3000, 9000);
    by = random.nextBoolean() ? by : -by;
    for (String field : new String[] {"E", "T"}) {
      String value = frames[at].value(field);
      if (value != null) {
        frames[at] = frames[at].with(field, Long.toString(Long.parseLong(value) + by));
      }
    }
    return planted(DefectKind.CLOCK_SKEW, at, at, "byMs=" + by);
  }

  private int next(int at) {
    for (int i = at + 1; i < frames.length; i++) {
      if (streams[i].equals(streams[at])) {
        return i;
      }
    }
    return -1;
  }

  private Planted planted(DefectKind kind, int first, int last, String detail) {
    return new Planted(kind, first, last, last + 1, streams[first], detail);
  }
}
