package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What strategies on one signal share: gates on book, spread and validity, cool-down, stop and
 * target by volatility and regime, an exit after the longest holding time or on the opposite
 * signal.
 */
abstract class SignalStrategy implements Strategy {
  private static final int VERSION = 1;
  private static final int FLAT = 0;

  private final String id;
  private final String account;
  private final StrategyOptions options;
  private final int[] required;
  private final int spread;
  private final EntryLevels levels;
  private long lastEntryNs = Long.MIN_VALUE / 2;
  private int side = FLAT;

  SignalStrategy(
      String id,
      String account,
      Instrument instrument,
      StrategyOptions options,
      FeatureIndex features,
      String... signalFeatures) {
    this.id = id;
    this.account = account;
    this.options = options;
    this.spread = features.require(id, "spread_bps");
    int volatility = features.require(id, "realised_vol_10s");
    this.levels = new EntryLevels(instrument, options, volatility, 1);
    this.required = new int[signalFeatures.length + 2];
    required[0] = spread;
    required[1] = volatility;
    for (int i = 0; i < signalFeatures.length; i++) {
      required[i + 2] = features.require(id, signalFeatures[i]);
    }
  }

  /** Value of the signal feature at a position in the constructor's list. */
  final double signal(FeatureSnapshot snapshot, int index) {
    return snapshot.values()[required[index + 2]];
  }

  /**
   * Strength of the wish: positive = long, negative = short, at least 1 in size to act; 0 =
   * nothing.
   */
  abstract double strength(FeatureSnapshot snapshot);

  /** The figures behind the strength, for the reason. */
  abstract String figures(FeatureSnapshot snapshot);

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final void onSnapshot(ScoredSnapshot scored, IntentSink out) {
    FeatureSnapshot snapshot = scored.snapshot();
    if (!usable(snapshot)) {
      return;
    }
    double strength = snapshot.terms().strategies().of(id) > 0 ? strength(snapshot) : 0;
    int wanted = strength >= 1 ? 1 : strength <= -1 ? -1 : FLAT;
    long now = snapshot.eventTimeNs();
    if (side != FLAT) {
      boolean expired = now - lastEntryNs >= options.maxHoldNs();
      boolean reversed = wanted == -side;
      if (expired || reversed) {
        side = FLAT;
        out.intent(
            intent(
                scored,
                Intent.Action.EXIT,
                0,
                0,
                1,
                (expired ? "held to the limit: " : "signal reversed: ") + figures(snapshot)));
      }
      return;
    }
    if (wanted == FLAT
        || now - lastEntryNs < options.cooldownNs()
        || snapshot.values()[spread] > options.maxSpreadBps() * snapshot.terms().spreadFactor()
        || snapshot.terms().spreadFactor() == 0) {
      return;
    }
    enter(scored, wanted, strength, out);
  }

  private boolean usable(FeatureSnapshot snapshot) {
    if (!snapshot.bookHealthy() || snapshot.bestBid() <= 0 || snapshot.bestAsk() <= 0) {
      return false;
    }
    for (int position : required) {
      if (!snapshot.isValid(position)) {
        return false;
      }
    }
    return true;
  }

  private void enter(ScoredSnapshot scored, int wanted, double strength, IntentSink out) {
    FeatureSnapshot snapshot = scored.snapshot();
    lastEntryNs = snapshot.eventTimeNs();
    side = wanted;
    out.intent(
        intent(
            scored,
            wanted > 0 ? Intent.Action.ENTER_LONG : Intent.Action.ENTER_SHORT,
            levels.stop(snapshot, wanted),
            levels.target(snapshot, wanted),
            Math.min(1, Math.abs(strength) / 3),
            figures(snapshot)));
  }

  private Intent intent(
      ScoredSnapshot scored,
      Intent.Action action,
      long stop,
      long target,
      double confidence,
      String reason) {
    FeatureSnapshot snapshot = scored.snapshot();
    Prediction prediction = scored.prediction();
    boolean buys = action == Intent.Action.ENTER_LONG;
    return new Intent(
        id + "/" + snapshot.instrument() + "/" + snapshot.sequence() + "/" + action,
        id,
        account,
        snapshot.instrument(),
        action,
        OrderType.MARKET,
        0,
        buys ? snapshot.bestAsk() : snapshot.bestBid(),
        stop,
        target,
        confidence,
        prediction.valid() ? prediction.probabilityUp() : 0.5,
        prediction.modelVersion(),
        prediction.valid(),
        prediction.modelVersion().isEmpty() ? 0 : prediction.eventTimeNs(),
        snapshot.regime(),
        reason,
        snapshot.eventTimeNs(),
        snapshot.receiveTimeNs(),
        snapshot.sequence(),
        snapshot.terms());
  }

  @Override
  public final void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(lastEntryNs);
    out.writeInt(side);
  }

  @Override
  public final void read(StateReader in) {
    in.readVersion(VERSION, "strategy-" + id);
    lastEntryNs = in.readLong();
    side = in.readInt();
  }
}
