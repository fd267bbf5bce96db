package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.InstrumentPipeline;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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

/** One tick into an account that holds a position with a stop and a target working. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccountBenchmark {
  private static final int FRAMES = 65_536;
  private static final int TICKS = 16_384;

  private final Instrument instrument = Frames.instrument();
  private final Counter out = new Counter();
  private final AccountEngine account =
      new AccountEngine(
          new AccountConfig(
              "bench", 100_000, RiskLimits.defaults(Set.of(instrument.id())), PaperOptions.DEFAULT),
          InstrumentCatalogue.builtIn());
  private List<MarketTick> ticks = List.of();

  /** Reads the ticks and opens the position. */
  @Setup
  public void read() throws IOException {
    CollectedOutput collected = new CollectedOutput();
    InstrumentPipeline pipeline = new InstrumentPipeline(instrument, Frames.pipelineOptions());
    try (Frames source = new Frames()) {
      while (collected.ticks().size() < 2 * TICKS) {
        for (Frames.Frame frame : source.next(FRAMES)) {
          pipeline.onFrame(frame.payload(), frame.kind(), frame.receivedNs(), collected);
        }
      }
    }
    ticks = collected.ticks().subList(TICKS, 2 * TICKS);
    MarketTick first = ticks.get(0);
    account.onTick(first, out);
    account.onIntent(entry(first), out);
    if (out.orders < 3) {
      throw new IllegalStateException("no position: " + out.lastDecision);
    }
  }

  /** Far stops: nothing but the valuation changes while ticks repeat. */
  private Intent entry(MarketTick tick) {
    long ask = tick.bestAsk();
    return new Intent(
        "bench/" + instrument.id() + "/1/ENTER_LONG",
        "bench",
        "bench",
        instrument.id(),
        Intent.Action.ENTER_LONG,
        OrderType.MARKET,
        0,
        ask,
        instrument.floorToTick(ask - ask / 20),
        instrument.ceilToTick(ask + ask / 10),
        1,
        0.5,
        "",
        false,
        0,
        Regime.NORMAL,
        "bench",
        tick.eventTimeNs(),
        tick.receiveTimeNs(),
        tick.sequence());
  }

  /** Takes the ticks. */
  @Benchmark
  @OperationsPerInvocation(TICKS)
  public long onTick() {
    for (MarketTick tick : ticks) {
      account.onTick(tick, out);
    }
    return out.orders;
  }

  /** Counts what the account says. */
  private static final class Counter implements AccountOutput {
    private int orders;
    private String lastDecision = "";

    @Override
    public void order(Order order) {
      orders++;
    }

    @Override
    public void report(ExecutionReport report) {}

    @Override
    public void decision(Decision decision) {
      lastDecision = decision.code() + " " + decision.numbers();
    }

    @Override
    public void position(PositionSnapshot position) {}
  }
}
