package io.cryptoscalp.engine.strategy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Does what a trained policy wants. Strategies know no positions by design, so what is kept is the
 * side that was last asked for; where the policy wants another, it leaves the one and, at the next
 * snapshot, asks for the other. A wish that is not renewed in time is given up. Risk sizes and
 * judges every entry as it does those of other strategies. A policy knows no stops; since none may
 * trade without, they are set as far as the strategies' but three times, out of the way of what it
 * learnt.
 */
public final class PolicyStrategy implements Strategy {
  /** Id. */
  public static final String ID = "policy";

  private static final int VERSION = 1;
  private static final int FLAT = 0;
  private static final double WIDER = 3;

  private final String account;
  private final StrategyOptions options;
  private final EntryLevels levels;
  private final int spread;
  private int target = FLAT;
  private double confidence;
  private long validUntilNs = Long.MIN_VALUE;
  private String model = "";
  private String version = "";
  private int side = FLAT;

  /** Creates it, flat. */
  public PolicyStrategy(
      String account, Instrument instrument, StrategyOptions options, FeatureIndex features) {
    this.account = account;
    this.options = options;
    this.spread = features.require(ID, "spread_bps");
    this.levels =
        new EntryLevels(instrument, options, features.require(ID, "realised_vol_10s"), WIDER);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void onPolicy(PolicySignal signal) {
    target = signal.side();
    confidence = signal.confidence();
    validUntilNs = signal.validUntilNs();
    model = signal.model();
    version = signal.modelVersion();
  }

  @Override
  public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
    FeatureSnapshot snapshot = scored.snapshot();
    if (!snapshot.bookHealthy() || snapshot.bestBid() <= 0 || snapshot.bestAsk() <= 0) {
      return;
    }
    boolean wanted =
        snapshot.eventTimeNs() <= validUntilNs && snapshot.terms().strategies().of(ID) > 0;
    int now = wanted ? target : FLAT;
    if (side != FLAT && now != side) {
      side = FLAT;
      out.intent(intent(scored, Intent.Action.EXIT, 0, 0));
    } else if (side == FLAT && now != FLAT && mayEnter(snapshot)) {
      side = now;
      long stop = levels.stop(snapshot, now);
      Intent.Action action = now > 0 ? Intent.Action.ENTER_LONG : Intent.Action.ENTER_SHORT;
      out.intent(intent(scored, action, stop, levels.target(snapshot, now)));
    }
  }

  private boolean mayEnter(FeatureSnapshot snapshot) {
    return snapshot.isValid(spread)
        && levels.isKnown(snapshot)
        && snapshot.terms().spreadFactor() > 0
        && snapshot.values()[spread] <= options.maxSpreadBps() * snapshot.terms().spreadFactor();
  }

  private Intent intent(ScoredSnapshot scored, Intent.Action action, long stop, long takeProfit) {
    FeatureSnapshot snapshot = scored.snapshot();
    Prediction prediction = scored.prediction();
    boolean buys = action == Intent.Action.ENTER_LONG;
    boolean expired = snapshot.eventTimeNs() > validUntilNs;
    return new Intent(
        ID + "/" + snapshot.instrument() + "/" + snapshot.sequence() + "/" + action,
        ID,
        account,
        snapshot.instrument(),
        action,
        OrderType.MARKET,
        0,
        buys ? snapshot.bestAsk() : snapshot.bestBid(),
        stop,
        takeProfit,
        action == Intent.Action.EXIT ? 1 : confidence,
        prediction.valid() ? prediction.probabilityUp() : 0.5,
        prediction.modelVersion(),
        prediction.valid(),
        prediction.modelVersion().isEmpty() ? 0 : prediction.eventTimeNs(),
        snapshot.regime(),
        (expired ? "wish not renewed: " : "")
            + model
            + "@"
            + version
            + " "
            + new Numbers().add("side", target).add("probability", confidence),
        snapshot.eventTimeNs(),
        snapshot.receiveTimeNs(),
        snapshot.sequence(),
        snapshot.terms());
  }

  @Override
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(target);
    out.writeDouble(confidence);
    out.writeLong(validUntilNs);
    out.writeString(model);
    out.writeString(version);
    out.writeInt(side);
  }

  @Override
  public void read(StateReader in) {
    in.readVersion(VERSION, "strategy-" + ID);
    target = in.readInt();
    confidence = in.readDouble();
    validUntilNs = in.readLong();
    model = in.readText();
    version = in.readText();
    side = in.readInt();
  }
}
