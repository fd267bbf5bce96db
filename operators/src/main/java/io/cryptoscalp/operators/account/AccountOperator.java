package io.cryptoscalp.operators.account;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyed stage of an account: ticks, intents, commands and execution reports of all its
 * instruments in; orders, reports, decisions and positions out. Hosts the engine's {@link
 * AccountEngine}, paper execution included, and decides only <em>when</em> it sees an event ({@link
 * Ordering}).
 *
 * <p>Orders and reports leave on the main output, whose sink flushes at once; everything else on
 * {@link #ROWS}.
 */
public final class AccountOperator extends WriteBackOperator<AccountState, ResultRow>
    implements OneInputStreamOperator<AccountEvent, ResultRow> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "account";

  /** Rows of decisions, positions and stage latencies. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("account-rows", ResultRow.TYPE);

  private static final long NS_PER_MS = 1_000_000;

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final SerializableFunction<String, AccountEngine> engines;
  private final Ordering ordering;
  private final long edgeTimeoutMs;
  private final WallClock clock;

  private transient @Nullable Emitter emitter;
  private transient TraceBook traces = new TraceBook();
  private transient long watermark = Long.MIN_VALUE;
  private transient long arrivals;
  private transient @Nullable ScheduledFuture<?> edgeTimer;
  private transient Counter late = new SimpleCounter();

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param engines creates the engine of an account
   * @param ordering when events take effect
   * @param edgeTimeoutMs wall-clock time without any event or heartbeat after which accounts
   *     reduce; 0 for never, which alone repeats exactly
   * @param clock stamps latency rows; never reaches a decision
   */
  public AccountOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      SerializableFunction<String, AccountEngine> engines,
      Ordering ordering,
      long edgeTimeoutMs,
      WallClock clock) {
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.engines = engines;
    this.ordering = ordering;
    this.edgeTimeoutMs = edgeTimeoutMs;
    this.clock = clock;
  }

  @Override
  protected StateCodec<AccountState> codec() {
    return new AccountStateCodec(engines);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    // A watermark must release what waits in accounts that get no event of their own after a
    // restore.
    states().loadAll(STATE_NAME);
  }

  @Override
  public void open() throws Exception {
    super.open();
    emitter = new Emitter(catalogueSupplier.get());
    traces = new TraceBook();
    watermark = Long.MIN_VALUE;
    late = getMetricGroup().counter("eventsLate");
    if (edgeTimeoutMs > 0) {
      watchEdge(arrivals);
    }
  }

  /**
   * Looks again after the timeout: nothing new by then means that the edge is dead, for it sends
   * heartbeats even when the venue is silent.
   */
  private void watchEdge(long seen) {
    ProcessingTimeService time = getProcessingTimeService();
    edgeTimer =
        time.registerTimer(
            time.getCurrentProcessingTime() + edgeTimeoutMs,
            at -> {
              if (arrivals == seen) {
                states()
                    .forEach(state -> state.engine().onEdgeSilent(edgeTimeoutMs, requireEmitter()));
              }
              watchEdge(arrivals);
            });
  }

  @Override
  public void processElement(StreamRecord<AccountEvent> record) throws Exception {
    arrivals++;
    StreamEvent event = record.getValue().event();
    if (event instanceof LatencyTrace trace) {
      traces.add(trace);
      return;
    }
    AccountState state = states().get(record.getValue().account());
    if (ordering == Ordering.ARRIVAL || event instanceof RiskCommand) {
      // Whoever halts an account does not want to wait for what is due before; the engine itself
      // keeps what is to hold later.
      apply(state.engine(), event);
    } else if (EventOrder.receiveTimeNs(event) / NS_PER_MS <= watermark) {
      // The edge's clock stepped back: nothing is lost, but its place in the order is gone.
      late.inc();
      apply(state.engine(), event);
    } else {
      state.pending().add(event);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    arrivals++;
    watermark = mark.getTimestamp();
    states().forEach(state -> drain(state));
    super.processWatermark(mark);
  }

  private void drain(AccountState state) {
    PriorityQueue<StreamEvent> pending = state.pending();
    StreamEvent head = pending.peek();
    while (head != null && EventOrder.receiveTimeNs(head) / NS_PER_MS <= watermark) {
      apply(state.engine(), pending.remove());
      head = pending.peek();
    }
    if (watermark < Watermark.MAX_WATERMARK.getTimestamp()) {
      // A bounded input ends; that no tick comes after its end is no silence.
      state.engine().onTime((watermark + 1) * NS_PER_MS - 1, requireEmitter());
    }
  }

  private void apply(AccountEngine engine, StreamEvent event) {
    Emitter out = requireEmitter();
    if (event instanceof MarketTick tick) {
      engine.onTick(tick, out);
    } else if (event instanceof Intent intent) {
      engine.onIntent(intent, out);
    } else if (event instanceof ExecutionReport report) {
      engine.onReport(report, out);
    } else if (event instanceof RiskCommand command) {
      engine.onCommand(command, out);
    } else {
      throw EventOrder.unexpected(event);
    }
  }

  @Override
  public void close() throws Exception {
    if (edgeTimer != null) {
      edgeTimer.cancel(false);
    }
    super.close();
  }

  private Emitter requireEmitter() {
    if (emitter == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return emitter;
  }

  /** Turns what the engine says into rows. */
  private final class Emitter implements AccountOutput {
    private final StreamRecord<ResultRow> row = new StreamRecord<>(null);
    private final RowEncoders encoders = new RowEncoders();
    private final InstrumentCatalogue catalogue;

    Emitter(InstrumentCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    @Override
    public void order(Order order) {
      output.collect(row.replace(encoders.order(order, catalogue.get(order.instrument()))));
    }

    @Override
    public void report(ExecutionReport report) {
      output.collect(row.replace(encoders.fill(report, catalogue.get(report.instrument()))));
    }

    @Override
    public void decision(Decision decision) {
      output.collect(ROWS, row.replace(encoders.decision(decision, catalogue)));
      LatencyTrace trace = traces.find(decision.instrument(), decision.sequence());
      if (trace != null) {
        output.collect(
            ROWS, row.replace(encoders.stageLatency(decision.decisionId(), trace, clock.nowNs())));
      }
    }

    @Override
    public void position(PositionSnapshot position) {
      output.collect(
          ROWS, row.replace(encoders.position(position, catalogue.get(position.instrument()))));
    }
  }
}
