package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.features.FeatureEngine;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Feature windows: one quote or trade into them, and all features out of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FeatureBenchmark {
  private static final int FRAMES = 16_384;
  private static final long GAP_NS = 1_000_000L;

  private final FeatureEngine features =
      new FeatureEngine(Frames.instrument(), FeatureOptions.defaults());
  private final double[] values = new double[features.catalogue().size()];
  private final long[] valid = new long[features.catalogue().words()];
  private final List<MarketFrame> frames = new ArrayList<>();
  private long timeNs;

  /** Reads quotes and trades in their order, and fills the windows once. */
  @Setup
  public void read() throws IOException {
    try (Frames source = new Frames()) {
      while (frames.size() < FRAMES) {
        Frames.Frame frame = source.next(1).get(0);
        if (frame.kind() == FrameKind.BOOK_TICKER || frame.kind() == FrameKind.TRADE) {
          frames.add(Frames.decode(frame));
        }
      }
    }
    timeNs = frames.get(0).eventTimeNs;
    update();
  }

  /** Updates the windows. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public FeatureEngine update() {
    for (MarketFrame frame : frames) {
      timeNs += GAP_NS;
      features.onMessage(frame.kind, timeNs);
      if (frame.kind == FrameKind.TRADE) {
        features.onTrade(frame, timeNs);
      } else {
        features.onQuote(
            frame.bidPrices[0],
            frame.bidQuantities[0],
            frame.askPrices[0],
            frame.askQuantities[0],
            timeNs);
      }
    }
    return features;
  }

  /** Computes every feature. */
  @Benchmark
  public double[] snapshot() {
    timeNs += GAP_NS;
    features.snapshot(timeNs, values, valid);
    return values;
  }
}
