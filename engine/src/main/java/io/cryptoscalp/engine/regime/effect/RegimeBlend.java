package io.cryptoscalp.engine.regime.effect;

import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The terms that hold now: those of the regime, or on the way there from what held before, in a
 * straight line of event time. Terms of a CRASH hold at once. A change in the middle of a blend
 * begins at what holds then, so terms never jump but into a CRASH. Of one thread.
 */
public final class RegimeBlend {
  private static final int VERSION = 1;

  private final String scope;
  private final RegimeProfiles profiles;
  private final long blendNs;
  private Regime regime = Regime.NORMAL;
  private RegimeTerms from;
  private RegimeTerms to;
  private long startNs = Long.MIN_VALUE;

  /**
   * Starts with the terms of NORMAL.
   *
   * @param scope what it is of, for the records of its changes
   * @param blendNs how long a blend takes, at least 0; 0 has every change hold at once
   */
  public RegimeBlend(String scope, RegimeProfiles profiles, long blendNs) {
    RegimeTerms.check(blendNs >= 0, "blend", (double) blendNs);
    this.scope = scope;
    this.profiles = profiles;
    this.blendNs = blendNs;
    this.from = profiles.of(Regime.NORMAL);
    this.to = from;
  }

  /** The regime whose terms hold or are under way. */
  public Regime regime() {
    return regime;
  }

  /**
   * Heads for the terms of a regime.
   *
   * @param sequence frame sequence, for the record
   * @param reason why, for the record
   * @return the record of the change, null when there is none
   */
  public @Nullable RegimeEffect head(Regime next, long nowNs, long sequence, String reason) {
    if (next == regime) {
      return null;
    }
    Regime left = regime;
    RegimeTerms before = at(nowNs);
    long over = next == Regime.CRASH ? 0 : blendNs;
    to = profiles.of(next);
    from = over == 0 ? to : before;
    startNs = over == 0 ? Long.MIN_VALUE : nowNs;
    regime = next;
    return new RegimeEffect(
        scope, nowNs, sequence, 0, left, next, before.written(), to.written(), over, reason);
  }

  /** Has the terms of a regime hold from the beginning of time. */
  public void settle(Regime settled) {
    regime = settled;
    to = profiles.of(settled);
    from = to;
    startNs = Long.MIN_VALUE;
  }

  /** The terms at an event time; allocates only in the middle of a blend. */
  public RegimeTerms at(long nowNs) {
    if (startNs == Long.MIN_VALUE || nowNs - startNs >= blendNs) {
      return to;
    }
    return nowNs <= startNs ? from : from.towards(to, (double) (nowNs - startNs) / blendNs);
  }

  /** Writes all state; profiles and horizon are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(regime.code());
    out.writeLong(startNs);
    from.write(out);
  }

  /** Reads what {@link #write} wrote; the terms headed for are those configured now. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "regime-blend");
    regime = Regime.ofCode(in.readByte());
    startNs = in.readLong();
    from = RegimeTerms.read(in);
    to = profiles.of(regime);
  }
}
