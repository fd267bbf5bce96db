package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.backtest.TrialOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.account.EventOrder;
import io.cryptoscalp.operators.backtest.TrialShard.Waiting;
import io.cryptoscalp.operators.results.BacktestRows;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyed stage of a backtest: one pass over market states and scored snapshots, many trials. A
 * key is a shard of trials, which share each event and the order in which it takes effect: {@link
 * EventOrder} up to the watermark, as in the live account stage. When the input ends each trial
 * tells what it came to.
 */
public final class TrialOperator extends WriteBackOperator<TrialShard, ResultRow>
    implements OneInputStreamOperator<AccountEvent, ResultRow>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state. */
  public static final String STATE_NAME = "trials";

  private static final long NS_PER_MS = 1_000_000;

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final String run;
  private final TrialSet set;
  private final int shards;
  private final EnumSet<ResultTable> tables;

  private transient @Nullable Emitter emitter;
  private transient long watermark = Long.MIN_VALUE;
  private transient Counter late = new SimpleCounter();

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param run id of the run
   * @param set its trials
   * @param shards over how many keys they are spread
   * @param tables whose rows are wanted, at least one
   */
  public TrialOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      String run,
      TrialSet set,
      int shards,
      Set<ResultTable> tables) {
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.run = run;
    this.set = set;
    this.shards = shards;
    this.tables = EnumSet.copyOf(tables);
  }

  @Override
  protected StateCodec<TrialShard> codec() {
    return new TrialShardCodec(set, shards, catalogueSupplier.get());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    states().loadAll(STATE_NAME);
  }

  @Override
  public void open() throws Exception {
    super.open();
    emitter = new Emitter(catalogueSupplier.get());
    watermark = Long.MIN_VALUE;
    late = getMetricGroup().counter("eventsLate");
  }

  @Override
  public void processElement(StreamRecord<AccountEvent> record) throws Exception {
    StreamEvent event = record.getValue().event();
    TrialShard shard = states().get(record.getValue().account());
    if (event instanceof ScoredSnapshot scored) {
      List<Trial> trials = shard.trials();
      for (int place = 0; place < trials.size(); place++) {
        int number = place;
        trials.get(place).onScored(scored, intent -> add(shard, new Waiting(intent, number)));
      }
    } else if (event instanceof MarketEvents message) {
      shard.markets().add(message);
    } else {
      add(shard, new Waiting(event, TrialShard.ALL));
    }
  }

  private void add(TrialShard shard, Waiting waiting) {
    if (EventOrder.receiveTimeNs(waiting.event()) / NS_PER_MS <= reached(shard)) {
      late.inc();
      apply(shard, waiting);
    } else {
      shard.pending().add(waiting);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    states().forEach(this::drain);
    super.processWatermark(mark);
  }

  /**
   * Up to where nothing will be missing, ms: the watermark; where a venue is simulated, so long
   * before it that the feed has told all that happened there by then.
   */
  private long reached(TrialShard shard) {
    boolean bound =
        watermark > Long.MIN_VALUE && watermark < Watermark.MAX_WATERMARK.getTimestamp();
    return bound ? watermark - shard.markets().holdMs() : watermark;
  }

  private void drain(TrialShard shard) {
    long reached = reached(shard);
    Waiting head = shard.pending().peek();
    while (head != null && EventOrder.receiveTimeNs(head.event()) / NS_PER_MS <= reached) {
      apply(shard, shard.pending().remove());
      head = shard.pending().peek();
    }
    if (watermark < Watermark.MAX_WATERMARK.getTimestamp()) {
      for (int place = 0; place < shard.trials().size(); place++) {
        shard.trials().get(place).onTime((reached + 1) * NS_PER_MS - 1, to(shard, place));
      }
      shard.markets().release((reached + 1) * NS_PER_MS - 1);
    }
  }

  private void apply(TrialShard shard, Waiting waiting) {
    if (waiting.event() instanceof MarketTick tick) {
      for (int place = 0; place < shard.trials().size(); place++) {
        shard.trials().get(place).onTick(tick, to(shard, place));
      }
      if (isPriced(shard)) {
        shard.prices().onTick(tick, to(shard, 0)::price);
      }
    } else if (waiting.event() instanceof Intent intent) {
      shard.trials().get(waiting.trial()).onIntent(intent, to(shard, waiting.trial()));
    } else {
      throw EventOrder.unexpected(waiting.event());
    }
  }

  private boolean isPriced(TrialShard shard) {
    return shard.first() == 0 && tables.contains(ResultTable.BACKTEST_PRICES);
  }

  @Override
  public void endInput() throws Exception {
    states().forEach(this::end);
  }

  private void end(TrialShard shard) {
    if (isPriced(shard)) {
      shard.prices().end(to(shard, 0)::price);
    }
    for (int place = 0; place < shard.trials().size(); place++) {
      Trial trial = shard.trials().get(place);
      Emitter out = to(shard, place);
      trial.end(out);
      int number = shard.number(place);
      if (tables.contains(ResultTable.BACKTEST_TRIALS)) {
        out.emit(
            out.rows.summary(
                set.id(number), set.parameters(number), trial.window(), trial.summary()));
      }
    }
  }

  private Emitter to(TrialShard shard, int place) {
    if (emitter == null) {
      throw new IllegalStateException("operator used before open()");
    }
    emitter.trial = set.id(shard.number(place));
    return emitter;
  }

  /** Turns what a trial says into rows. */
  private final class Emitter implements TrialOutput {
    private final StreamRecord<ResultRow> row = new StreamRecord<>(null);
    private final BacktestRows rows = new BacktestRows(run);
    private final InstrumentCatalogue catalogue;
    private String trial = "";

    Emitter(InstrumentCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    private void emit(ResultRow next) {
      output.collect(row.replace(next));
    }

    @Override
    public void order(Order order) {
      if (tables.contains(ResultTable.BACKTEST_ORDERS)) {
        emit(rows.order(trial, order, instrument(order.instrument())));
      }
    }

    @Override
    public void report(ExecutionReport report) {
      if (tables.contains(ResultTable.BACKTEST_FILLS)) {
        emit(rows.fill(trial, report, instrument(report.instrument())));
      }
    }

    @Override
    public void decision(Decision decision) {
      if (tables.contains(ResultTable.BACKTEST_DECISIONS)) {
        emit(rows.decision(trial, decision, decidedOn(decision.instrument())));
      }
    }

    @Override
    public void position(PositionSnapshot position) {
      // Trades and equity say it; a row for each mark of each trial would say little more.
    }

    @Override
    public void equity(EquityPoint point) {
      if (tables.contains(ResultTable.BACKTEST_EQUITY)) {
        emit(rows.equity(trial, point));
      }
    }

    @Override
    public void trade(ClosedTrade trade) {
      if (tables.contains(ResultTable.BACKTEST_TRADES)) {
        emit(rows.trade(trial, trade, instrument(trade.instrument())));
      }
    }

    private void price(String instrument, long timeNs, double price) {
      emit(rows.price(instrument, timeNs, price));
    }

    /** Decisions about the account as a whole have no instrument: any scale writes their 0. */
    private Instrument decidedOn(String id) {
      return id.isEmpty() ? catalogue.all().get(0) : instrument(id);
    }

    private Instrument instrument(String id) {
      Instrument instrument = catalogue.find(id);
      if (instrument == null) {
        throw new IllegalStateException("INSTRUMENT_UNKNOWN: id=" + id);
      }
      return instrument;
    }
  }
}
