package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.execution.TickState;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the layers remember between intents: last ticks, recent entries and rejects, judged intents,
 * commands, trading states, and how the model is doing.
 */
public final class RiskMonitor {
  private static final int VERSION = 1;
  private static final int IDS_KEPT = 4096;
  private static final long MINUTE_NS = 60_000_000_000L;

  private final InstrumentLookup instruments;
  private final Map<String, MarketTick> ticks = new HashMap<>();
  private final ArrayDeque<Long> entryTimes = new ArrayDeque<>();
  private final ArrayDeque<Long> rejectTimes = new ArrayDeque<>();
  private final Map<String, Boolean> judged = remembered();
  private final Map<String, Boolean> commands = remembered();
  private final TradingStates states = new TradingStates();
  private final ModelHealth model = new ModelHealth();
  private long nowNs;

  /** Creates the memory of an account that never traded. */
  public RiskMonitor(InstrumentLookup instruments) {
    this.instruments = instruments;
  }

  private static Map<String, Boolean> remembered() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
        return size() > IDS_KEPT;
      }
    };
  }

  /** Remembers the market's state. */
  public void onTick(MarketTick tick) {
    ticks.put(tick.instrument(), tick);
    nowNs = Math.max(nowNs, tick.receiveTimeNs());
  }

  /** Takes note that a time has come without an event. */
  public void onTime(long receiveNs) {
    nowNs = Math.max(nowNs, receiveNs);
  }

  /** Last tick of an instrument, null before the first. */
  public @Nullable MarketTick tick(String instrument) {
    return ticks.get(instrument);
  }

  /** Receive time that has been reached: of the newest tick, or told without one. */
  public long nowNs() {
    return nowNs;
  }

  @Nullable Instrument instrument(String id) {
    return instruments.find(id);
  }

  /** Middle of the last touch, scaled; 0 before the first tick. */
  long lastPrice(String instrument) {
    MarketTick tick = ticks.get(instrument);
    return tick == null ? 0 : (tick.bestBid() + tick.bestAsk()) / 2;
  }

  /** Share of the instruments with ticks that are in CRASH. */
  double crashShare() {
    int crashed = 0; // in any order
    for (MarketTick tick : ticks.values()) {
      crashed += tick.regime() == Regime.CRASH ? 1 : 0;
    }
    return ticks.isEmpty() ? 0 : (double) crashed / ticks.size();
  }

  /** Entries within the minute before {@code timeNs}. */
  int recentEntries(long timeNs) {
    return recent(entryTimes, timeNs);
  }

  /** Orders the venue rejected within the minute before {@code timeNs}. */
  int recentRejects(long timeNs) {
    return recent(rejectTimes, timeNs);
  }

  private static int recent(ArrayDeque<Long> times, long timeNs) {
    while (!times.isEmpty() && times.peekFirst() <= timeNs - MINUTE_NS) {
      times.removeFirst();
    }
    return times.size();
  }

  /** Counts an entry. */
  public void onEntry(long timeNs) {
    entryTimes.addLast(timeNs);
  }

  /** Counts an order that the venue rejected. */
  public void onReject(long timeNs) {
    rejectTimes.addLast(timeNs);
  }

  /** Remembers a command; false when it was remembered before. */
  public boolean onCommand(String commandId) {
    return commands.put(commandId, Boolean.TRUE) == null;
  }

  boolean wasJudged(String intentId) {
    return judged.containsKey(intentId);
  }

  /** Remembers that an intent was judged. */
  public void onJudged(String intentId) {
    judged.put(intentId, Boolean.TRUE);
  }

  /** What the account and its strategies may do. */
  public TradingStates states() {
    return states;
  }

  /** How the model behind the entries is doing. */
  ModelHealth model() {
    return model;
  }

  /** Takes what a tick tells about earlier predictions. */
  public void onOutcome(MarketTick tick, RiskLimits limits) {
    model.onTick(tick, limits.ns(RiskLimit.MODEL_HORIZON));
  }

  /** Notes the prediction behind an entry, whatever becomes of the entry. */
  public void onPrediction(RiskContext context) {
    Intent intent = context.intent;
    MarketTick tick = context.tick;
    if (context.isEntry()
        && tick != null
        && !intent.modelVersion().isEmpty()
        && !wasJudged(intent.intentId())) {
      long limit = context.limits.ns(RiskLimit.MAX_PREDICTION_AGE);
      model.onPrediction(intent, tick, ModelHealth.faultOf(intent, context.nowNs(), limit));
    }
  }

  /** Writes everything. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    TreeMap<String, MarketTick> sorted = new TreeMap<>(ticks);
    out.writeInt(sorted.size());
    for (MarketTick tick : sorted.values()) {
      TickState.write(tick, out);
    }
    writeTimes(entryTimes, out);
    writeTimes(rejectTimes, out);
    writeIds(judged, out);
    writeIds(commands, out);
    states.write(out);
    model.write(out);
    out.writeLong(nowNs);
  }

  private static void writeTimes(ArrayDeque<Long> times, StateWriter out) {
    out.writeInt(times.size());
    for (long time : times) {
      out.writeLong(time);
    }
  }

  private static void writeIds(Map<String, Boolean> ids, StateWriter out) {
    out.writeInt(ids.size());
    for (String id : ids.keySet()) {
      out.writeString(id);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "risk-monitor");
    ticks.clear();
    int tickCount = in.readInt();
    for (int i = 0; i < tickCount; i++) {
      MarketTick tick = TickState.read(in);
      ticks.put(tick.instrument(), tick);
    }
    readTimes(entryTimes, in);
    readTimes(rejectTimes, in);
    readIds(judged, in);
    readIds(commands, in);
    states.read(in);
    model.read(in);
    nowNs = in.readLong();
  }

  private static void readTimes(ArrayDeque<Long> times, StateReader in) {
    times.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      times.addLast(in.readLong());
    }
  }

  private static void readIds(Map<String, Boolean> ids, StateReader in) {
    ids.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      ids.put(in.readText(), Boolean.TRUE);
    }
  }
}
