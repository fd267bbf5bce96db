package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import java.io.IOException;
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

/** One frame through the whole instrument stage: decode, checks, book, bars, features, regime. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineBenchmark {
  private static final int FRAMES = 32_768;

  private final InstrumentPipeline pipeline =
      new InstrumentPipeline(Frames.instrument(), Frames.pipelineOptions());
  private List<Frames.Frame> frames = List.of();
  private final Frames source;

  /** Opens the input. */
  public PipelineBenchmark() {
    try {
      source = new Frames();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The frames that follow those of the invocation before. */
  @Setup(Level.Invocation)
  public void read() throws IOException {
    frames = source.next(FRAMES);
  }

  /** Takes them. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long onFrame() {
    CollectedOutput out = new CollectedOutput();
    for (Frames.Frame frame : frames) {
      pipeline.onFrame(frame.payload(), frame.kind(), frame.receivedNs(), out);
    }
    return out.others();
  }
}
