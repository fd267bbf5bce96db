package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.drawdown.DrawdownPhase;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regime of one instrument: what all detectors and the directives from elsewhere amount to, at
 * every bar.
 *
 * <p>The detectors answer five questions in order (crash, recovery, bull run, trend, volatility),
 * and the probabilities are the products along that chain. The conclusion is the first regime whose
 * answer reaches its threshold; a trend and volatility end at a lower one than they begin at. A
 * CRASH is entered at once. Any other must be the conclusion for the time to confirm and follows
 * only after the dwell time: twice of it in a CRASH, a shorter one when the returns have just
 * changed. A restless market is left where it is before it has changed more often than {@link
 * ConsensusOptions#mostChanges} allow.
 *
 * <p>A bar costs what the detectors cost and allocates only when something changes. Of one thread.
 */
public final class RegimeTracker {
  private static final int VERSION = 3;

  /** The type of market stays while another is at most so much likelier. */
  private static final double TYPE_MARGIN = 0.2;

  /** How long a low far below the threshold counts, ns. */
  private static final long SUDDEN_NS = 15 * 60_000_000_000L;

  private final Instrument instrument;
  private final RegimeScopes scopes;
  private final ConsensusOptions options;
  private final String barSpec;
  private final Voices voices;
  private final Evidence evidence = new Evidence();
  private final Directives directives = new Directives();
  private final Intervals intervals;
  private final IntervalLog own;
  private final ChangeBudget budget;
  private double spread = Double.NaN;
  private double depth = Double.NaN;
  private Regime regime = Regime.NORMAL;
  private String reason = "nothing seen yet";
  private long changedNs = Long.MIN_VALUE;
  private Regime candidate = Regime.NORMAL;
  private long candidateNs = Long.MIN_VALUE;
  private MarketType type = MarketType.RANGE_BOUND;
  private long typeNs = Long.MIN_VALUE;
  private long suddenNs = Long.MIN_VALUE;
  private long nowNs = Long.MIN_VALUE;

  /** Starts in NORMAL before the first bar. */
  public RegimeTracker(Instrument instrument, ConsensusOptions options) {
    this.instrument = instrument;
    this.scopes = RegimeScopes.of(instrument);
    this.options = options;
    this.barSpec = BarOptions.timeSpec(options.barNs());
    this.voices = new Voices(options, instrument.id());
    this.intervals = new Intervals(instrument.id(), voices);
    this.own = new IntervalLog(instrument.id(), "consensus");
    this.budget = new ChangeBudget(options.mostChanges(), options.changesNs());
  }

  /**
   * Notes how liquid the book is; it counts at the next bar, and once.
   *
   * @param spread best ask less best bid over their mean; NaN when unknown
   * @param depth quantity in the book near the touch; NaN when unknown
   */
  public void onTouch(double spread, double depth) {
    this.spread = spread;
    this.depth = depth;
  }

  /** True for bars of the specification that it looks at. */
  public boolean takes(Bar bar) {
    return bar.spec().equals(barSpec);
  }

  /**
   * Takes a finished bar; those of other specifications change nothing.
   *
   * @param out receives intervals of the consensus and of each detector as they begin and end
   * @return the change that it caused, or null
   */
  public @Nullable RegimeChange onBar(Bar bar, IntervalSink out) {
    if (!takes(bar)) {
      return null;
    }
    return update(
        bar.closeTimeNs(),
        instrument.price(bar.high()),
        instrument.price(bar.low()),
        instrument.price(bar.close()),
        bar.volume(),
        2 * bar.takerBuyVolume() - bar.volume(),
        bar.sequence(),
        out);
  }

  /**
   * Takes a bar given by its figures. One that is older than the last, or whose prices are not
   * positive, finite and in order, changes nothing.
   *
   * @param closeNs end of the bar, exclusive
   * @param volume traded in it
   * @param flow volume bought less volume sold by takers
   * @param sequence of the frame that closed it
   * @param out receives intervals as they begin and end
   * @return the change that it caused, or null
   */
  public @Nullable RegimeChange update(
      long closeNs,
      double high,
      double low,
      double close,
      double volume,
      double flow,
      long sequence,
      IntervalSink out) {
    boolean sound = low > 0 && low <= close && close <= high && high < Double.MAX_VALUE;
    if (!sound || closeNs <= nowNs) {
      return null;
    }
    nowNs = closeNs;
    voices.add(closeNs, high, low, close, volume, flow, spread, depth);
    spread = Double.NaN;
    depth = Double.NaN;
    if (voices.deepFall() >= Math.max(options.deepFall(), 2 * voices.drawdown.fallEnough())) {
      suddenNs = closeNs;
    }
    directives.expire(closeNs);
    if (voices.drawdown.phase() == DrawdownPhase.REBOUNDING) {
      directives.endCrash(scopes, voices.drawdown.sinceNs());
    }
    RegimeChange change = decide(sequence, out);
    intervals.look(closeNs, sequence, out);
    return change;
  }

  /**
   * Takes a directive into account. A CRASH of the instrument or its underlying is entered at once,
   * and told no longer when a later RECOVERY is or the price has rebounded; any other regime of
   * these is one more voice; what is said of its venues or of the market is kept for {@link
   * #outer}. A directive that is over, older than one of its scope and source, or of another scope
   * changes nothing.
   *
   * @param sequence of the frame last seen
   * @param out receives intervals as they begin and end
   * @return the change that it caused, or null
   */
  public @Nullable RegimeChange onDirective(
      RegimeDirective directive, long sequence, IntervalSink out) {
    boolean isOwn = scopes.isOwn(directive.scope());
    if (!isOwn && !scopes.isOuter(directive.scope())) {
      return null;
    }
    boolean known = nowNs != Long.MIN_VALUE;
    long at = known ? nowNs : directive.eventTimeNs();
    if (!directives.add(directive, at)) {
      return null;
    }
    if (isOwn && directive.regime() == Regime.RECOVERY) {
      directives.endCrash(scopes, directive.eventTimeNs());
    }
    if (!isOwn || !known) {
      return null;
    }
    return decide(sequence, out);
  }

  private @Nullable RegimeChange decide(long sequence, IntervalSink out) {
    boolean sudden = suddenNs != Long.MIN_VALUE && nowNs - suddenNs < SUDDEN_NS;
    evidence.ask(voices, directives, scopes, sudden);
    Regime before = regime;
    Regime target = evidence.conclusion(regime, options.exit());
    followType();
    boolean enters = target != regime && ready(target);
    if (target == regime) {
      candidate = regime;
    }
    if (!enters) {
      if (own.isOther(regime.code())) {
        begin(sequence, out);
      }
      own.count(confidence());
      return null;
    }
    regime = target;
    candidate = target;
    changedNs = nowNs;
    budget.add(nowNs);
    begin(sequence, out);
    return new RegimeChange(
        instrument.id(),
        nowNs,
        sequence,
        before,
        target,
        confidence(),
        reason,
        evidence.regimes.clone(),
        evidence.types.clone());
  }

  private void begin(long sequence, IntervalSink out) {
    reason = Reasons.of(regime, voices, directives, scopes, suddenNs == nowNs);
    own.begin(regime.code(), regime.name(), reason, nowNs, confidence(), sequence, out);
  }

  /** Whether a regime other than the present one may follow now. */
  private boolean ready(Regime target) {
    if (target == Regime.CRASH) {
      return true;
    }
    if (target != candidate) {
      candidate = target;
      candidateNs = nowNs;
    }
    boolean confirmed =
        nowNs - candidateNs >= options.confirmNs() && budget.allows(regime, target, nowNs);
    if (changedNs == Long.MIN_VALUE) {
      return confirmed;
    }
    return confirmed && nowNs - changedNs >= stay();
  }

  /** Shortest stay: twice as long in a CRASH, shorter where the returns have just changed. */
  private long stay() {
    if (regime == Regime.CRASH) {
      return 2 * options.dwellNs();
    }
    return voices.changed() >= 0.5 ? options.changedDwellNs() : options.dwellNs();
  }

  private void followType() {
    MarketType next = evidence.type(type, TYPE_MARGIN);
    boolean rested = typeNs == Long.MIN_VALUE || nowNs - typeNs >= options.dwellNs();
    boolean crashes = next == MarketType.HIGH_VOLATILITY && evidence.crash >= Evidence.ENTER;
    if (next != type && (rested || crashes)) {
      type = next;
      typeNs = nowNs;
    }
  }

  /** The current regime. */
  public Regime regime() {
    return regime;
  }

  /** The kind of market, by the same evidence. */
  public MarketType marketType() {
    return type;
  }

  /** Probability of the current regime, 0 to 1; low while the detectors have not seen enough. */
  public double confidence() {
    return evidence.regimes[regime.code()];
  }

  /** Probability of a regime as of the last bar; all sum to 1. */
  public double probability(Regime of) {
    return evidence.regimes[of.code()];
  }

  /** Probability of a kind of market as of the last bar; all sum to 1. */
  public double probability(MarketType of) {
    return evidence.types[of.code()];
  }

  /** Pressure on the instrument, 0 to 1, from crash and volatility. */
  public double stress() {
    return evidence.stress();
  }

  /** Why the current regime was entered, in words with figures. */
  public String reason() {
    return reason;
  }

  /** Event time of the last change, {@link Long#MIN_VALUE} before the first. */
  public long changedNs() {
    return changedNs;
  }

  /** Event time reached, {@link Long#MIN_VALUE} before the first bar. */
  public long nowNs() {
    return nowNs;
  }

  /** True once every detector has the past that it compares with. */
  public boolean warm() {
    return voices.warm();
  }

  /** Directives that count about the venue group or the market, in the order they came. */
  public List<RegimeDirective> outer() {
    return directives.outer(scopes);
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(regime.code());
    out.writeString(reason);
    out.writeLong(changedNs);
    out.writeByte(candidate.code());
    out.writeLong(candidateNs);
    out.writeByte(type.code());
    out.writeLong(typeNs);
    out.writeLong(suddenNs);
    out.writeLong(nowNs);
    out.writeDouble(spread);
    out.writeDouble(depth);
    voices.write(out);
    directives.write(out);
    own.write(out);
    intervals.write(out);
    budget.write(out);
  }

  /**
   * Reads what {@link #write} wrote. Of the first version, whose detector saw nothing but bars, the
   * regime is kept, and its bars are played to the detectors. Of the changes before, versions 1 and
   * 2 know the last.
   */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "regime");
    if (version == 1) {
      FormerRegime.read(in, this);
      return;
    }
    regime = Regime.ofCode(in.readByte());
    reason = in.readText();
    changedNs = in.readLong();
    candidate = Regime.ofCode(in.readByte());
    candidateNs = in.readLong();
    type = MarketType.ofCode(in.readByte());
    typeNs = in.readLong();
    suddenNs = in.readLong();
    nowNs = in.readLong();
    spread = in.readDouble();
    depth = in.readDouble();
    voices.read(in);
    directives.read(in);
    own.read(in);
    intervals.read(in);
    if (version >= 3) {
      budget.read(in);
    } else if (changedNs != Long.MIN_VALUE) {
      budget.add(changedNs);
    }
    if (nowNs != Long.MIN_VALUE) {
      boolean sudden = suddenNs != Long.MIN_VALUE && nowNs - suddenNs < SUDDEN_NS;
      evidence.ask(voices, directives, scopes, sudden);
    }
  }

  /** Has no interval open, so that the next bar opens all: none was told of so far. */
  void forgetIntervals() {
    own.forget();
    intervals.forget();
  }

  /** Goes on from a regime that was found by other means. */
  void resume(Regime stored, long storedNs) {
    regime = stored;
    candidate = stored;
    changedNs = storedNs;
    budget.add(storedNs);
    reason = "kept from an earlier version";
  }
}
