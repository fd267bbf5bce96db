package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directives that count, one a scope and source: a later one replaces the one before. Bounded;
 * where it is full, the one that ends first makes room.
 */
final class Directives {
  private static final int VERSION = 1;
  private static final int MOST = 64;

  private final List<RegimeDirective> active = new ArrayList<>();

  /**
   * Takes a directive.
   *
   * @param nowNs event time that has been reached
   * @return false when it is over, or older than one of its scope and source; nothing changed then
   */
  boolean add(RegimeDirective next, long nowNs) {
    if (next.untilNs() <= nowNs) {
      return false;
    }
    int same = -1;
    int first = 0;
    for (int i = 0; i < active.size(); i++) {
      RegimeDirective known = active.get(i);
      if (known.scope().equals(next.scope()) && known.source().equals(next.source())) {
        same = i;
      }
      if (known.untilNs() < active.get(first).untilNs()) {
        first = i;
      }
    }
    if (same >= 0) {
      if (active.get(same).eventTimeNs() >= next.eventTimeNs()) {
        return false;
      }
      active.remove(same);
    } else if (active.size() == MOST) {
      active.remove(first);
    }
    active.add(next);
    return true;
  }

  /** Drops what is over; true when something was. */
  boolean expire(long nowNs) {
    boolean dropped = false;
    for (int i = active.size() - 1; i >= 0; i--) {
      if (active.get(i).untilNs() <= nowNs) {
        active.remove(i);
        dropped = true;
      }
    }
    return dropped;
  }

  boolean isEmpty() {
    return active.isEmpty();
  }

  /** Highest confidence of those for a regime of the instrument itself, 0 when there is none. */
  double told(Regime regime, RegimeScopes scopes) {
    RegimeDirective strongest = strongest(regime, scopes);
    return strongest == null ? 0 : Math.max(0, Math.min(1, strongest.confidence()));
  }

  /**
   * Ends what says CRASH of the instrument itself. It stays until it is over, without confidence:
   * told again after a restore, it is still ended.
   *
   * @param untilNs event time of the last conclusions that are ended
   */
  void endCrash(RegimeScopes scopes, long untilNs) {
    for (int i = 0; i < active.size(); i++) {
      RegimeDirective one = active.get(i);
      boolean ends = one.regime() == Regime.CRASH && one.eventTimeNs() <= untilNs;
      if (ends && one.confidence() > 0 && scopes.isOwn(one.scope())) {
        active.set(
            i,
            new RegimeDirective(
                one.scope(),
                one.eventTimeNs(),
                one.untilNs(),
                one.regime(),
                0,
                one.source(),
                one.reason()));
      }
    }
  }

  @Nullable RegimeDirective strongest(Regime regime, RegimeScopes scopes) {
    RegimeDirective best = null;
    for (int i = 0; i < active.size(); i++) {
      RegimeDirective one = active.get(i);
      boolean counts = one.regime() == regime && one.confidence() > 0 && scopes.isOwn(one.scope());
      if (counts && (best == null || one.confidence() > best.confidence())) {
        best = one;
      }
    }
    return best;
  }

  /** Those about all around the instrument, in the order of arrival. */
  List<RegimeDirective> outer(RegimeScopes scopes) {
    if (active.isEmpty()) {
      return List.of();
    }
    List<RegimeDirective> outer = new ArrayList<>();
    for (RegimeDirective one : active) {
      if (scopes.isOuter(one.scope())) {
        outer.add(one);
      }
    }
    return outer;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(active.size());
    for (RegimeDirective one : active) {
      out.writeString(one.scope());
      out.writeLong(one.eventTimeNs());
      out.writeLong(one.untilNs());
      out.writeByte(one.regime().code());
      out.writeDouble(one.confidence());
      out.writeString(one.source());
      out.writeString(one.reason());
    }
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "regime-directives");
    active.clear();
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new StateException("STATE_MISMATCH: state=regime-directives stored=" + count);
    }
    for (int i = 0; i < count; i++) {
      active.add(
          new RegimeDirective(
              in.readText(),
              in.readLong(),
              in.readLong(),
              Regime.ofCode(in.readByte()),
              in.readDouble(),
              in.readText(),
              in.readText()));
    }
  }
}
