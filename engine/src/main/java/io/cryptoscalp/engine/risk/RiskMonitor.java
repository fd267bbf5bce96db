package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.execution.TickState;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the layers remember between intents: last ticks, recent entries, judged intents, the trading
 * state.
 */
public final class RiskMonitor {
  private static final int VERSION = 1;
  private static final int INTENTS_KEPT = 4096;
  private static final long MINUTE_NS = 60_000_000_000L;

  private final Function<String, @Nullable Instrument> instruments;
  private final Map<String, MarketTick> ticks = new TreeMap<>();
  private final ArrayDeque<Long> entryTimes = new ArrayDeque<>();
  private final Map<String, Boolean> judged =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > INTENTS_KEPT;
        }
      };
  private TradingState state = TradingState.ACTIVE;
  private String stateReason = "";
  private long nowNs;

  /** Creates the memory of an account that never traded. */
  public RiskMonitor(Function<String, @Nullable Instrument> instruments) {
    this.instruments = instruments;
  }

  /** Remembers the market's state. */
  public void onTick(MarketTick tick) {
    ticks.put(tick.instrument(), tick);
    nowNs = Math.max(nowNs, tick.receiveTimeNs());
  }

  /** Last tick of an instrument, null before the first. */
  public @Nullable MarketTick tick(String instrument) {
    return ticks.get(instrument);
  }

  /** Receive time of the newest tick. */
  public long nowNs() {
    return nowNs;
  }

  @Nullable Instrument instrument(String id) {
    return instruments.apply(id);
  }

  /** Middle of the last touch, scaled; 0 before the first tick. */
  long lastPrice(String instrument) {
    MarketTick tick = ticks.get(instrument);
    return tick == null ? 0 : (tick.bestBid() + tick.bestAsk()) / 2;
  }

  /** Share of the instruments with ticks that are in CRASH. */
  double crashShare() {
    int crashed = 0;
    for (MarketTick tick : ticks.values()) {
      crashed += tick.regime() == Regime.CRASH ? 1 : 0;
    }
    return ticks.isEmpty() ? 0 : (double) crashed / ticks.size();
  }

  /** Entries within the minute before {@code timeNs}. */
  int recentEntries(long timeNs) {
    while (!entryTimes.isEmpty() && entryTimes.peekFirst() <= timeNs - MINUTE_NS) {
      entryTimes.removeFirst();
    }
    return entryTimes.size();
  }

  /** Counts an entry. */
  public void onEntry(long timeNs) {
    entryTimes.addLast(timeNs);
  }

  boolean wasJudged(String intentId) {
    return judged.containsKey(intentId);
  }

  /** Remembers that an intent was judged. */
  public void onJudged(String intentId) {
    judged.put(intentId, Boolean.TRUE);
  }

  /** What the account may do. */
  public TradingState state() {
    return state;
  }

  /** Why it is in that state; empty when active from the start. */
  public String stateReason() {
    return stateReason;
  }

  /** Moves to a state; a halt is left only by an explicit call with ACTIVE or REDUCING. */
  public void moveTo(TradingState next, String reason) {
    state = next;
    stateReason = reason;
  }

  /** Writes everything. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(ticks.size());
    for (MarketTick tick : ticks.values()) {
      TickState.write(tick, out);
    }
    out.writeInt(entryTimes.size());
    for (long time : entryTimes) {
      out.writeLong(time);
    }
    out.writeInt(judged.size());
    for (String id : judged.keySet()) {
      out.writeString(id);
    }
    out.writeString(state.name());
    out.writeString(stateReason);
    out.writeLong(nowNs);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "risk-monitor");
    ticks.clear();
    entryTimes.clear();
    judged.clear();
    int tickCount = in.readInt();
    for (int i = 0; i < tickCount; i++) {
      MarketTick tick = TickState.read(in);
      ticks.put(tick.instrument(), tick);
    }
    int times = in.readInt();
    for (int i = 0; i < times; i++) {
      entryTimes.addLast(in.readLong());
    }
    int ids = in.readInt();
    for (int i = 0; i < ids; i++) {
      judged.put(in.readText(), Boolean.TRUE);
    }
    state = TradingState.valueOf(in.readText());
    stateReason = in.readText();
    nowNs = in.readLong();
  }
}
