package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.engine.regime.effect.EffectOptions;
import io.cryptoscalp.engine.regime.effect.RegimeBlend;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** The regime of an instrument, and the terms of trading that follow from it and from around it. */
final class RegimeStage {
  private static final Regime[] REGIMES = Regime.values();

  private final EffectOptions options;
  private final RegimeTracker tracker;
  private final RegimeBlend blend;

  /** Sequence at which something changed last, and how often it did: a directive is no frame. */
  private long changedAt = -1;

  private int changes;

  RegimeStage(Instrument instrument, PipelineOptions options) {
    this.options = options.effect();
    this.tracker = new RegimeTracker(instrument, options.regime());
    this.blend = new RegimeBlend(instrument.id(), this.options.profiles(), this.options.blendNs());
  }

  /**
   * Takes a bar; true when the instrument entered another regime. Those that the tracker does not
   * look at change nothing.
   */
  boolean onBar(Bar bar, FeedPipeline feed, PipelineOutput out) {
    if (!tracker.takes(bar)) {
      return false;
    }
    tracker.onTouch(TouchLevels.spread(feed), TouchLevels.depth(feed));
    return follow(tracker.onBar(bar, out), bar.closeTimeNs(), bar.sequence(), out);
  }

  /** Takes what was concluded elsewhere; true when the instrument entered another regime. */
  boolean onDirective(RegimeDirective directive, long nowNs, long sequence, PipelineOutput out) {
    RegimeChange change = tracker.onDirective(directive, sequence, out);
    return follow(change, Math.max(nowNs, tracker.nowNs()), sequence, out);
  }

  private boolean follow(
      @Nullable RegimeChange change, long nowNs, long sequence, PipelineOutput out) {
    int ordinal = changedAt == sequence ? changes : 0;
    if (change != null) {
      out.regime(change.withOrdinal(ordinal));
    }
    Regime inForce = tracker.regime();
    String reason = tracker.reason();
    for (RegimeDirective outer : tracker.outer()) {
      Regime careful = options.profiles().moreCareful(inForce, outer.regime());
      if (careful != inForce) {
        inForce = careful;
        reason = outer.scope() + " " + outer.source() + ": " + outer.reason();
      }
    }
    RegimeEffect effect = blend.head(inForce, nowNs, sequence, reason);
    if (effect != null) {
      out.effect(effect.withOrdinal(ordinal));
    }
    if (change != null || effect != null) {
      changedAt = sequence;
      changes = ordinal + 1;
    }
    return change != null;
  }

  /** What concludes the instrument's own regime. */
  RegimeTracker tracker() {
    return tracker;
  }

  /** The instrument's own regime. */
  Regime own() {
    return tracker.regime();
  }

  double confidence() {
    return tracker.confidence();
  }

  /** Probabilities of the regimes by code, of the instrument's own regime. */
  float[] probabilities() {
    float[] probabilities = new float[REGIMES.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) tracker.probability(REGIMES[i]);
    }
    return probabilities;
  }

  /** The regime whose terms hold: its own, or a more careful one around it. */
  Regime inForce() {
    return blend.regime();
  }

  RegimeTerms terms(long nowNs) {
    return blend.at(nowNs);
  }

  void write(StateWriter out) {
    tracker.write(out);
  }

  void writeEffect(StateWriter out) {
    blend.write(out);
  }

  void read(StateReader in) {
    tracker.read(in);
    // Overwritten where the blend was stored: before, a regime's terms held at once.
    blend.settle(tracker.regime());
  }

  void readEffect(StateReader in) {
    blend.read(in);
  }

  void writeChanges(StateWriter out) {
    out.writeLong(changedAt);
    out.writeInt(changes);
  }

  void readChanges(StateReader in) {
    changedAt = in.readLong();
    changes = in.readInt();
  }
}
