package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the model behind the entries is doing: faulty predictions among the last ones, and whether
 * prices rise as often as it says. Starts afresh with every model version.
 *
 * <p>Drift is the z-score of calibration in the large over the last outcomes, {@code (sum y - sum
 * p) / sqrt(sum p (1 - p))} with predicted probabilities {@code p} and rises {@code y} (the first
 * term of the decomposition in Spiegelhalter, Probabilistic prediction in patient management and
 * clinical trials, Statistics in Medicine 5, 1986). The outcome of a prediction is the sign of the
 * move of the middle price over the horizon; without a move there is none.
 */
public final class ModelHealth {
  /** Predictions among which faults count. */
  static final int FAULT_WINDOW = 100;

  /** Outcomes over which drift is measured. */
  static final int OUTCOME_WINDOW = 200;

  /** Outcomes that may wait for one instrument; beyond, the oldest goes. */
  private static final int WAITING = 256;

  private String version = "";
  private final ArrayDeque<Boolean> faults = new ArrayDeque<>();
  private int faultCount;
  private final Map<String, ArrayDeque<Waiting>> waiting = new TreeMap<>();
  private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();

  ModelHealth() {}

  /** A prediction whose outcome is not known yet; twice the middle price, scaled. */
  private record Waiting(long madeNs, long twiceMiddle, double probability) {}

  /** A prediction and whether the price rose. */
  private record Outcome(double probability, boolean rose) {}

  /** Why a prediction cannot be used. */
  enum Fault {
    NONE,
    SCORE,
    MASKED,
    STALE
  }

  /** What is wrong with the prediction behind an intent. */
  static Fault faultOf(Intent intent, long nowNs, long maxAgeNs) {
    double p = intent.probabilityUp();
    if (!(p >= 0 && p <= 1)) {
      return Fault.SCORE;
    }
    if (!intent.predictionValid()) {
      return Fault.MASKED;
    }
    return nowNs - intent.predictionTimeNs() > maxAgeNs ? Fault.STALE : Fault.NONE;
  }

  /**
   * Notes an entry with a prediction.
   *
   * @param tick the instrument's market
   * @param fault what is wrong with the prediction
   */
  void onPrediction(Intent intent, MarketTick tick, Fault fault) {
    if (!intent.modelVersion().equals(version)) {
      version = intent.modelVersion();
      faults.clear();
      faultCount = 0;
      waiting.clear();
      outcomes.clear();
    }
    faults.addLast(fault != Fault.NONE);
    faultCount += fault != Fault.NONE ? 1 : 0;
    if (faults.size() > FAULT_WINDOW) {
      faultCount -= faults.removeFirst() ? 1 : 0;
    }
    if (fault == Fault.NONE && tick.bestBid() > 0 && tick.bestAsk() > 0) {
      ArrayDeque<Waiting> own =
          waiting.computeIfAbsent(intent.instrument(), id -> new ArrayDeque<>());
      own.addLast(
          new Waiting(tick.eventTimeNs(), tick.bestBid() + tick.bestAsk(), intent.probabilityUp()));
      if (own.size() > WAITING) {
        own.removeFirst();
      }
    }
  }

  /** Takes the outcomes that a tick brings; one later than twice the horizon says nothing. */
  void onTick(MarketTick tick, long horizonNs) {
    if (waiting.isEmpty()) {
      return;
    }
    ArrayDeque<Waiting> own = waiting.get(tick.instrument());
    if (own == null || !tick.bookHealthy() || tick.bestBid() == 0 || tick.bestAsk() == 0) {
      return;
    }
    Waiting head = own.peekFirst();
    while (head != null && tick.eventTimeNs() - head.madeNs() >= horizonNs) {
      own.removeFirst();
      long move = tick.bestBid() + tick.bestAsk() - head.twiceMiddle();
      if (move != 0 && tick.eventTimeNs() - head.madeNs() <= 2 * horizonNs) {
        outcomes.addLast(new Outcome(head.probability(), move > 0));
        if (outcomes.size() > OUTCOME_WINDOW) {
          outcomes.removeFirst();
        }
      }
      head = own.peekFirst();
    }
  }

  /** Faulty predictions among the last {@link #FAULT_WINDOW}. */
  int faults() {
    return faultCount;
  }

  /** Outcomes that {@link #drift} is measured over. */
  int outcomes() {
    return outcomes.size();
  }

  /** Rises seen among them. */
  int rises() {
    int rises = 0;
    for (Outcome outcome : outcomes) {
      rises += outcome.rose() ? 1 : 0;
    }
    return rises;
  }

  /** Rises predicted among them. */
  double expected() {
    double sum = 0;
    for (Outcome outcome : outcomes) {
      sum += outcome.probability();
    }
    return sum;
  }

  /** The z-score; 0 while every prediction is certain or there is no outcome. */
  double drift() {
    double variance = 0;
    for (Outcome outcome : outcomes) {
      variance += outcome.probability() * (1 - outcome.probability());
    }
    return variance > 0 ? (rises() - expected()) / Math.sqrt(variance) : 0;
  }

  void write(StateWriter out) {
    out.writeString(version);
    out.writeInt(faults.size());
    for (boolean fault : faults) {
      out.writeBoolean(fault);
    }
    out.writeInt(waiting.size());
    for (Map.Entry<String, ArrayDeque<Waiting>> entry : waiting.entrySet()) {
      out.writeString(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (Waiting each : entry.getValue()) {
        out.writeLong(each.madeNs());
        out.writeLong(each.twiceMiddle());
        out.writeDouble(each.probability());
      }
    }
    out.writeInt(outcomes.size());
    for (Outcome outcome : outcomes) {
      out.writeDouble(outcome.probability());
      out.writeBoolean(outcome.rose());
    }
  }

  void read(StateReader in) {
    version = in.readText();
    faults.clear();
    faultCount = 0;
    int faultsStored = in.readInt();
    for (int i = 0; i < faultsStored; i++) {
      boolean fault = in.readBoolean();
      faults.addLast(fault);
      faultCount += fault ? 1 : 0;
    }
    waiting.clear();
    int instruments = in.readInt();
    for (int i = 0; i < instruments; i++) {
      ArrayDeque<Waiting> own = new ArrayDeque<>();
      waiting.put(in.readText(), own);
      int count = in.readInt();
      for (int j = 0; j < count; j++) {
        own.addLast(new Waiting(in.readLong(), in.readLong(), in.readDouble()));
      }
    }
    outcomes.clear();
    int known = in.readInt();
    for (int i = 0; i < known; i++) {
      outcomes.addLast(new Outcome(in.readDouble(), in.readBoolean()));
    }
  }
}
