package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.consensus.IntervalSink;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs the whole consensus of an instrument: all its detectors, the evidence, the
 * conclusion and the intervals it reports.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RegimeTrackerBenchmark {
  /** Bars of a second, as live (slow detectors once a minute), or of a minute (all at each). */
  @Param({"seconds", "minutes"})
  private String bars = "";

  private final RegimeWalk walk = new RegimeWalk(2);
  private @Nullable RegimeTracker tracker;
  private @Nullable RegimeInterval last;
  private final IntervalSink intervals = interval -> last = interval;
  private long barNs;
  private long timeNs;
  private int bar;

  /** For JMH, which sets the parameter. */
  public RegimeTrackerBenchmark() {}

  RegimeTrackerBenchmark(String bars) {
    this.bars = bars;
  }

  /** Fills all windows. */
  @Setup(Level.Trial)
  public void fill() {
    ConsensusOptions options =
        bars.equals("seconds") ? ConsensusOptions.secondBars() : ConsensusOptions.minuteBars();
    barNs = options.barNs();
    tracker = new RegimeTracker(Frames.instrument(), options);
    long slow = options.slowNs() / barNs;
    for (long i = 0; i < RegimeWalk.BARS * slow; i++) {
      event();
    }
  }

  /** One bar with the book before it. */
  @Benchmark
  public @Nullable RegimeInterval event() {
    RegimeTracker of = tracker;
    if (of != null) {
      bar = (bar + 1) & (RegimeWalk.BARS - 1);
      timeNs += barNs;
      of.onTouch(walk.spread[bar], walk.depth[bar]);
      var unused =
          of.update(
              timeNs,
              walk.high[bar],
              walk.low[bar],
              walk.close[bar],
              walk.volume[bar],
              walk.flow[bar],
              bar,
              intervals);
    }
    return last;
  }
}
