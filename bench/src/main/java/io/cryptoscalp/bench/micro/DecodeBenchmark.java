package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One frame from JSON to scaled longs, by kind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private static final int FRAMES = 1024;

  /** Kind of the frames. */
  @Param({"DEPTH_DIFF", "BOOK_TICKER", "TRADE"})
  public FrameKind kind = FrameKind.TRADE;

  private final FrameDecoder decoder = new FrameDecoder(Frames.instrument());
  private final MarketFrame decoded = new MarketFrame();
  private List<Frames.Frame> frames = List.of();
  private int next;

  /** Reads the frames. */
  @Setup
  public void read() throws IOException {
    try (Frames source = new Frames()) {
      frames = source.next(FRAMES, kind);
    }
  }

  /** Decodes the next frame. */
  @Benchmark
  public RejectCode decode() {
    Frames.Frame frame = frames.get(next++ & (FRAMES - 1));
    return decoder.decode(
        frame.payload(), 0, frame.payload().length, frame.kind(), frame.receivedNs(), decoded);
  }
}
