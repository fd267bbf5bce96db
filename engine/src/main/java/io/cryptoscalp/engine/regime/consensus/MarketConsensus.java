package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The regime of each venue group and of the whole market, from those of the instruments.
 *
 * <p>Probabilities are the mean of the instruments' (linear opinion pool: Stone 1961, Annals of
 * Mathematical Statistics 32). A fall of all is more than the mean of falls: the share of
 * instruments that are at least half way to a crash, times how far they move as one, is a cause of
 * its own for CRASH. How far is the share of variance that the first factor carries (Kritzman, Li,
 * Page and Rigobon 2011), from 0 for that of independent instruments to 1.
 *
 * <p>Deterministic; nothing depends on the order of instruments. Of one thread.
 */
public final class MarketConsensus {
  private static final int VERSION = 1;

  private final MarketOptions options;
  private final Map<String, InstrumentView> instruments = new TreeMap<>();
  private final Map<String, MarketScope> scopes = new TreeMap<>();
  private double firstShare = Double.NaN;
  private int members;

  /** Starts without instruments. */
  public MarketConsensus(MarketOptions options) {
    this.options = options;
    scopes.put(RegimeScopes.MARKET, new MarketScope(RegimeScopes.MARKET, options));
  }

  /**
   * Takes the latest of an instrument; an older one than known changes nothing.
   *
   * @param probabilities of each regime by {@link Regime#code()}, copied
   */
  public void onInstrument(String instrument, long eventTimeNs, double[] probabilities) {
    InstrumentView known = instruments.get(instrument);
    if (known != null && known.eventTimeNs() > eventTimeNs) {
      return;
    }
    InstrumentView view = InstrumentView.of(instrument, eventTimeNs, probabilities);
    instruments.put(instrument, view);
    scopes.computeIfAbsent(view.group(), group -> new MarketScope(group, options));
  }

  /** Takes the latest of an instrument from its tracker. */
  public void onInstrument(String instrument, RegimeTracker tracker) {
    Regime[] all = Regime.values();
    double[] probabilities = new double[all.length];
    for (Regime regime : all) {
      probabilities[regime.code()] = tracker.probability(regime);
    }
    onInstrument(instrument, tracker.nowNs(), probabilities);
  }

  /**
   * Takes how far instruments move as one.
   *
   * @param share largest eigenvalue of their correlation matrix over its size, NaN when unknown
   * @param count instruments in the matrix
   */
  public void onCorrelation(double share, int count) {
    firstShare = share;
    members = count;
  }

  /** How far instruments move as one, 0 to 1; 0 while unknown. */
  public double unison() {
    if (Double.isNaN(firstShare) || members < 2) {
      return 0;
    }
    double alone = 1.0 / members;
    return Math.max(0, Math.min(1, (firstShare - alone) / (1 - alone)));
  }

  /**
   * Concludes for each scope, and tells what changed or must be told again.
   *
   * @param nowNs event time that all instruments have reached
   * @param sequence number of the conclusion, rising
   * @param intervals receives intervals of the scopes, of the detector {@code market}
   * @param told receives directives, valid for a time
   */
  public void judge(
      long nowNs, long sequence, IntervalSink intervals, Consumer<RegimeDirective> told) {
    for (MarketScope scope : scopes.values()) {
      scope.judge(instruments.values(), unison(), nowNs, sequence, intervals, told);
    }
    instruments.values().removeIf(view -> nowNs - view.eventTimeNs() > 100 * options.staleNs());
  }

  /** The regime of a venue group or {@link RegimeScopes#MARKET}; NORMAL for an unknown one. */
  public Regime regime(String scope) {
    MarketScope known = scopes.get(scope);
    return known == null ? Regime.NORMAL : known.regime();
  }

  /** Probability of that regime at the last conclusion, 0 to 1. */
  public double confidence(String scope) {
    MarketScope known = scopes.get(scope);
    return known == null ? 0 : known.confidence();
  }

  /** Probability of a regime in a scope at the last conclusion; all sum to 1. */
  public double probability(String scope, Regime of) {
    MarketScope known = scopes.get(scope);
    return known == null ? (of == Regime.NORMAL ? 1 : 0) : known.probability(of);
  }

  /** Scopes that there are, in order. */
  public List<String> scopes() {
    return List.copyOf(scopes.keySet());
  }

  /** Writes all state; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(firstShare);
    out.writeInt(members);
    out.writeInt(instruments.size());
    for (InstrumentView view : instruments.values()) {
      out.writeString(view.instrument());
      out.writeLong(view.eventTimeNs());
      view.write(out);
    }
    out.writeInt(scopes.size());
    for (Map.Entry<String, MarketScope> scope : scopes.entrySet()) {
      out.writeString(scope.getKey());
      scope.getValue().write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "market-consensus");
    firstShare = in.readDouble();
    members = in.readInt();
    instruments.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String id = in.readText();
      long timeNs = in.readLong();
      instruments.put(id, InstrumentView.of(id, timeNs, in.readDoubles()));
    }
    int groups = in.readInt();
    for (int i = 0; i < groups; i++) {
      String name = in.readText();
      MarketScope scope = new MarketScope(name, options);
      scope.read(in);
      scopes.put(name, scope);
    }
  }
}
