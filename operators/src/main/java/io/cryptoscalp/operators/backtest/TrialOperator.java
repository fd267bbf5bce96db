package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.account.EventOrder;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.state.StateCodec;
import io.cryptoscalp.operators.state.WriteBackOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.accumulators.LongMaximum;
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

  /**
   * Accumulators of this name and an instrument's id behind it say by how much venue times were
   * moved back, ns, because the recorder's clock lagged. There is one for each market of a
   * simulated venue when the input has ended.
   */
  public static final String MOVED_BACK = "venue-times-moved-back:";

  private static final long NS_PER_MS = 1_000_000;

  /** Entries of a block: with their levels, a fraction of a processor's own cache. */
  private static final int BLOCK = 512;

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final String run;
  private final TrialSet set;
  private final int shards;
  private final EnumSet<ResultTable> tables;
  private final int blockLength;

  private transient @Nullable TrialEmitter emitter;
  private transient StreamRecord<ResultRow> row = new StreamRecord<>(null);
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
    this(catalogue, run, set, shards, tables, BLOCK);
  }

  TrialOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      String run,
      TrialSet set,
      int shards,
      Set<ResultTable> tables,
      int blockLength) {
    super(STATE_NAME);
    this.catalogueSupplier = catalogue;
    this.run = run;
    this.set = set;
    this.shards = shards;
    this.tables = EnumSet.copyOf(tables);
    this.blockLength = blockLength;
  }

  @Override
  protected StateCodec<TrialShard> codec() {
    return new TrialShardCodec(set, shards, catalogueSupplier.get(), blockLength);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    states().loadAll(STATE_NAME);
  }

  @Override
  public void open() throws Exception {
    super.open();
    emitter = new TrialEmitter(run, tables, catalogueSupplier.get());
    row = new StreamRecord<>(null);
    watermark = Long.MIN_VALUE;
    late = getMetricGroup().counter("eventsLate");
  }

  @Override
  public void processElement(StreamRecord<AccountEvent> record) throws Exception {
    StreamEvent event = record.getValue().event();
    TrialShard shard = states().get(record.getValue().account());
    if (event instanceof ScoredSnapshot scored) {
      shard.block().add(scored);
    } else if (event instanceof MarketEvents message) {
      shard.markets().add(message);
    } else if (event instanceof MarketTick tick) {
      add(shard, tick);
    } else {
      throw EventOrder.unexpected(event);
    }
    if (shard.block().isFull()) {
      workOff(shard);
    }
  }

  private void add(TrialShard shard, MarketTick tick) {
    if (tick.receiveTimeNs() / NS_PER_MS <= reached(shard)) {
      late.inc();
      shard.block().add(tick);
    } else {
      shard.pending().add(tick);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    states().forEach(this::release);
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

  /** Lets the trials see what the watermark has passed, with the next block. */
  private void release(TrialShard shard) {
    long reached = reached(shard);
    MarketTick head = shard.pending().peek();
    while (head != null && head.receiveTimeNs() / NS_PER_MS <= reached) {
      shard.block().add(shard.pending().remove());
      head = shard.pending().peek();
    }
    shard.block().mark(reached);
    if (shard.block().isFull() || reached == Watermark.MAX_WATERMARK.getTimestamp()) {
      workOff(shard);
    }
  }

  /**
   * Lets one trial after the other work the block off, not one event after the other: what a trial
   * touches is then fetched into the caches once a block. No trial sees another, so each says the
   * same either way.
   */
  private void workOff(TrialShard shard) {
    TrialBlock block = shard.block();
    for (int place = 0; place < shard.trials().size(); place++) {
      TrialEmitter out = emitter().of(set.id(shard.number(place)));
      late.inc(shard.trials().get(place).run(block, out));
    }
    if (isPriced(shard)) {
      tellPrices(shard);
    }
    emitter().block().drain(block.size(), this::emit);
    long reached = block.reached();
    block.clear();
    if (reached > Long.MIN_VALUE && reached < Watermark.MAX_WATERMARK.getTimestamp()) {
      shard.markets().release((reached + 1) * NS_PER_MS - 1);
    }
  }

  private void tellPrices(TrialShard shard) {
    TrialBlock block = shard.block();
    for (int i = 0; i < block.size(); i++) {
      if (block.event(i) instanceof MarketTick tick) {
        emitter().block().at(i);
        shard.prices().onTick(tick, emitter()::price);
      }
    }
  }

  /** Rows leave before the barrier, and the state is that of trials which are up to date. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    states().scan((key, shard) -> workOff(shard));
  }

  private boolean isPriced(TrialShard shard) {
    return shard.first() == 0 && tables.contains(ResultTable.BACKTEST_PRICES);
  }

  @Override
  public void endInput() throws Exception {
    states().forEach(this::end);
  }

  private void end(TrialShard shard) {
    workOff(shard);
    emitter().block().at(0);
    if (isPriced(shard)) {
      shard.prices().end(emitter()::price);
    }
    for (int place = 0; place < shard.trials().size(); place++) {
      Trial trial = shard.trials().get(place).trial();
      int number = shard.number(place);
      TrialEmitter out = emitter().of(set.id(number));
      trial.end(out);
      out.summary(set.parameters(number), trial.window(), trial.summary());
    }
    emitter().block().drain(1, this::emit);
    shard.markets().movedBackNs().forEach(this::tellMovedBack);
  }

  private void tellMovedBack(String instrument, long ns) {
    String name = MOVED_BACK + instrument;
    Accumulator<Long, Long> most = getRuntimeContext().getAccumulator(name);
    if (most == null) {
      most = new LongMaximum();
      getRuntimeContext().addAccumulator(name, most);
    }
    most.add(ns);
  }

  private void emit(ResultRow next) {
    output.collect(row.replace(next));
  }

  private TrialEmitter emitter() {
    if (emitter == null) {
      throw new IllegalStateException("operator used before open()");
    }
    return emitter;
  }
}
