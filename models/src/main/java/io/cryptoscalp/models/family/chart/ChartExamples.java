package io.cryptoscalp.models.family.chart;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.graph.BarGraph;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.patterns.PatternFamily;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.models.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Images with the class that the engine's geometric detectors give them: a pattern where one
 * detector alone is sure at the newest bar, {@link ChartPattern#NONE} where all are sure there is
 * nothing. Pictures between the two are left out.
 */
public final class ChartExamples {
  /** A pattern is there from this confidence on. */
  static final double SURE = 0.5;

  /** No other pattern is there up to this confidence. */
  static final double UNLIKELY = 0.2;

  /** Bars between images of nothing, so that they do not crowd out the patterns. */
  private static final int NOTHING_EVERY = 64;

  private static final float PACKED = 2; // pixels are halves

  private final List<byte[]> images = new ArrayList<>();
  private final List<ChartPattern> classes = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();

  /**
   * Adds the images of a series of bars, in order of time.
   *
   * @param bars one instrument's bars, of any timeframe
   */
  public void add(Instrument instrument, List<Bar> bars) {
    add(instrument, instrument.id(), bars, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * Adds the images whose newest bar ends within a stretch of time; detectors and pictures look
   * back at earlier bars.
   *
   * @param source what the bars are of, for tables
   * @param fromNs first end of a newest bar, ns since the epoch
   * @param toNs time after the last
   */
  public void add(Instrument instrument, String source, List<Bar> bars, long fromNs, long toNs) {
    GraphBuilder builder = new GraphBuilder();
    BarDeclarations declared = new BarDeclarations("1m");
    new PatternFamily().declare(declared);
    ChartPattern[] patterns = ChartPattern.values();
    Node[] nodes = new Node[patterns.length];
    for (int i = 1; i < nodes.length; i++) {
      for (BarFeature feature : declared.features()) {
        if (feature.definition().id().equals(patterns[i].feature())) {
          nodes[i] = feature.recipe().build(builder);
        }
      }
    }
    BarGraph graph = builder.build(instrument);
    ChartPattern before = ChartPattern.NONE;
    int quiet = 0;
    for (int i = 0; i < bars.size(); i++) {
      graph.onBar(bars.get(i));
      int found = found(nodes);
      quiet++;
      if (i < ChartImage.WIDTH - 1 || found < 0) {
        continue;
      }
      ChartPattern pattern = patterns[found];
      boolean fresh = pattern == ChartPattern.NONE ? quiet >= NOTHING_EVERY : pattern != before;
      long time = bars.get(i).closeTimeNs();
      if (fresh) {
        if (time >= fromNs && time < toNs) {
          images.add(packed(ChartImage.draw(bars, i)));
          classes.add(pattern);
          times.add(time);
          sources.add(source);
        }
        quiet = 0;
      }
      before = pattern;
    }
  }

  /** A byte a pixel: pictures by the thousand would not fit otherwise. */
  private static byte[] packed(float[] image) {
    byte[] packed = new byte[image.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) (PACKED * image[i]);
    }
    return packed;
  }

  /** The class that the detectors agree on; -1 when they do not know or do not agree. */
  private static int found(Node[] nodes) {
    int best = 0;
    double most = 0;
    double second = 0;
    for (int i = 1; i < nodes.length; i++) {
      if (!nodes[i].isValid()) {
        return -1;
      }
      double confidence = nodes[i].value();
      if (confidence > most) {
        second = most;
        most = confidence;
        best = i;
      } else {
        second = Math.max(second, confidence);
      }
    }
    if (most <= UNLIKELY / 2) {
      return 0;
    }
    return most >= SURE && second <= UNLIKELY ? best : -1;
  }

  /** Number of images. */
  public int size() {
    return images.size();
  }

  /** An image, layers by rows by columns. */
  public float[] image(int index) {
    byte[] packed = images.get(index);
    float[] image = new float[packed.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = packed[i] / PACKED;
    }
    return image;
  }

  /** Venue time at which the newest bar of an image ends, ns. */
  public long timeNs(int index) {
    return times.get(index);
  }

  /** What an image is of. */
  public String source(int index) {
    return sources.get(index);
  }

  /** The class of an image. */
  public ChartPattern pattern(int index) {
    return classes.get(index);
  }

  /** Images of each class, in the order of the classes. */
  public int[] counts() {
    int[] counts = new int[ChartPattern.values().length];
    for (ChartPattern pattern : classes) {
      counts[pattern.index()]++;
    }
    return counts;
  }

  /** SHA-256 over all images and classes. */
  public String hash() {
    MessageDigest digest = Sha256.digest();
    ByteBuffer bytes = ByteBuffer.allocate(4 * ChartImage.SIZE + 1);
    for (int i = 0; i < size(); i++) {
      bytes.clear();
      for (float value : image(i)) {
        bytes.putFloat(value);
      }
      bytes.put((byte) classes.get(i).index());
      digest.update(bytes.flip());
    }
    return Sha256.finish(digest);
  }
}
