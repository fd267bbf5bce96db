package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.feed.ClockGuard;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.quality.QualityOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The feed without and with data quality behind it: the difference is the detectors' cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QualityBenchmark {
  private static final int FRAMES = 32_768;

  private final List<Frames.Frame> frames = new ArrayList<>();
  private FeedPipeline feed = plain();
  private FeedPipeline guarded = feed;
  private DataQuality quality = quality();
  private long anomalies;

  private static FeedPipeline plain() {
    return new FeedPipeline(
        Frames.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {}, ClockGuard.NONE);
  }

  private DataQuality quality() {
    return new DataQuality(
        Frames.instrument(),
        QualityOptions.DEFAULT,
        (anomaly, kind, time, field, value, low, high, score) -> anomalies++);
  }

  /** Reads the frames. */
  @Setup
  public void read() throws IOException {
    try (Frames source = new Frames()) {
      frames.addAll(source.next(FRAMES));
    }
  }

  /** Makes new stages: a frame seen before is a duplicate. */
  @Setup(Level.Invocation)
  public void renew() {
    feed = plain();
    quality = quality();
    guarded =
        new FeedPipeline(
            Frames.instrument(),
            FeedOptions.DEFAULT,
            (code, detail, stream) -> {},
            quality.clockGuard());
  }

  /** The feed alone. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public FeedPipeline feed() {
    for (Frames.Frame frame : frames) {
      feed.accept(frame.payload(), frame.kind(), frame.receivedNs());
    }
    return feed;
  }

  /** The feed and the detectors. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long feedAndQuality() {
    long used = 0;
    for (Frames.Frame frame : frames) {
      guarded.accept(frame.payload(), frame.kind(), frame.receivedNs());
      used += quality.inspect(guarded) ? 1 : 0;
    }
    return used + anomalies;
  }
}
