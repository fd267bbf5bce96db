package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
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

/** One decoded depth update into the book, sequence rules included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BookBenchmark {
  private static final int DIFFS = 4096;

  private final List<MarketFrame> untilSynced = new ArrayList<>();
  private final List<MarketFrame> diffs = new ArrayList<>();
  private BookBuilder builder = emptyBook();

  private static BookBuilder emptyBook() {
    return new BookBuilder(Venue.BINANCE_USDM, 2000, 1024);
  }

  private static void apply(BookBuilder book, MarketFrame frame) {
    if (frame.kind == FrameKind.DEPTH_DIFF) {
      book.onDiff(frame);
    } else {
      book.onSnapshot(frame);
    }
  }

  /** Reads what synchronises the book, and the diffs behind it. */
  @Setup
  public void read() throws IOException {
    BookBuilder trial = emptyBook();
    try (Frames source = new Frames()) {
      while (diffs.size() < DIFFS) {
        Frames.Frame frame = source.next(1).get(0);
        if (frame.kind() == FrameKind.DEPTH_DIFF || frame.kind() == FrameKind.DEPTH_SNAPSHOT) {
          MarketFrame decoded = Frames.decode(frame);
          (trial.isSynced() ? diffs : untilSynced).add(decoded);
          apply(trial, decoded);
        }
      }
    }
  }

  /** A book as it was after the synchronisation. */
  @Setup(Level.Invocation)
  public void synchronise() {
    builder = emptyBook();
    for (MarketFrame frame : untilSynced) {
      apply(builder, frame);
    }
  }

  /** Applies the diffs. */
  @Benchmark
  @OperationsPerInvocation(DIFFS)
  public BookBuilder applyDiffs() {
    for (MarketFrame diff : diffs) {
      builder.onDiff(diff);
    }
    return builder;
  }
}
