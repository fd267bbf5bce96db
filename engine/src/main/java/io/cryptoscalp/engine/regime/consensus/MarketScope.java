package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Collection;
import java.util.function.Consumer;

/** One venue group, or the market, with the regime that it is in. */
final class MarketScope {
  private static final int VERSION = 1;
  private static final String SOURCE = "market-consensus";

  /** A crash is at half its threshold where its probability is at this. */
  private static final double HALF_WAY = 0.125;

  private final String name;
  private final MarketOptions options;
  private final IntervalLog log;
  private final double[] pooled = new double[Regime.values().length];
  private Regime regime = Regime.NORMAL;
  private Regime candidate = Regime.NORMAL;
  private long candidateNs = Long.MIN_VALUE;
  private long changedNs = Long.MIN_VALUE;
  private long toldNs = Long.MIN_VALUE;
  private int heard;
  private double stressed;

  MarketScope(String name, MarketOptions options) {
    this.name = name;
    this.options = options;
    this.log = new IntervalLog(name, "market");
    pooled[Regime.NORMAL.code()] = 1;
  }

  void judge(
      Collection<InstrumentView> instruments,
      double unison,
      long nowNs,
      long sequence,
      IntervalSink intervals,
      Consumer<RegimeDirective> told) {
    pool(instruments, unison, nowNs);
    Regime before = regime;
    if (heard >= options.fewest()) {
      decide(nowNs);
    }
    boolean changed = regime != before;
    String reason = reason(unison);
    if (log.isOther(regime.code()) && (changed || heard >= options.fewest())) {
      log.begin(regime.code(), regime.name(), reason, nowNs, confidence(), sequence, intervals);
    }
    log.count(confidence());
    boolean again =
        regime != Regime.NORMAL
            && heard >= options.fewest()
            && (toldNs == Long.MIN_VALUE || nowNs - toldNs >= options.renewNs());
    if (changed || again) {
      toldNs = nowNs;
      told.accept(
          new RegimeDirective(
              name, nowNs, nowNs + options.validNs(), regime, confidence(), SOURCE, reason));
    }
  }

  private void pool(Collection<InstrumentView> instruments, double unison, long nowNs) {
    heard = 0;
    int half = 0;
    double[] sums = new double[pooled.length];
    for (InstrumentView view : instruments) {
      if (!view.isIn(name) || nowNs - view.eventTimeNs() > options.staleNs()) {
        continue;
      }
      heard++;
      half += view.probability(Regime.CRASH.code()) >= HALF_WAY ? 1 : 0;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += view.probability(i);
      }
    }
    if (heard == 0) {
      return;
    }
    stressed = (double) half / heard;
    double mean = sums[Regime.CRASH.code()] / heard;
    double crash = 1 - (1 - mean) * (1 - stressed * unison);
    // What the rest had is cut in proportion, so that all still sum to 1.
    double rest = mean < 1 ? (1 - crash) / (1 - mean) : 0;
    for (int i = 0; i < sums.length; i++) {
      pooled[i] = i == Regime.CRASH.code() ? crash : rest * sums[i] / heard;
    }
  }

  private void decide(long nowNs) {
    double crash = pooled[Regime.CRASH.code()];
    if (crash >= (regime == Regime.CRASH ? options.exit() : Evidence.ENTER)) {
      enter(Regime.CRASH, nowNs);
      return;
    }
    int best = regime == Regime.CRASH ? Regime.NORMAL.code() : regime.code();
    double bar = pooled[best] + (regime == Regime.CRASH ? 0 : options.margin());
    for (int i = 0; i < pooled.length; i++) {
      if (i != Regime.CRASH.code() && pooled[i] > bar) {
        best = i;
        bar = pooled[i];
      }
    }
    Regime target = Regime.ofCode(best);
    if (target != candidate) {
      candidate = target;
      candidateNs = nowNs;
    }
    boolean rested = changedNs == Long.MIN_VALUE || nowNs - changedNs >= options.dwellNs();
    if (rested && nowNs - candidateNs >= options.confirmNs()) {
      enter(target, nowNs);
    }
  }

  private void enter(Regime target, long nowNs) {
    candidate = target;
    candidateNs = nowNs;
    if (target != regime) {
      regime = target;
      changedNs = nowNs;
    }
  }

  private String reason(double unison) {
    return new Numbers()
        .add("instruments", heard)
        .add("stressed", stressed)
        .add("unison", unison)
        .add("crash", pooled[Regime.CRASH.code()])
        .toString();
  }

  Regime regime() {
    return regime;
  }

  double confidence() {
    return pooled[regime.code()];
  }

  double probability(Regime of) {
    return pooled[of.code()];
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(regime.code());
    out.writeByte(candidate.code());
    out.writeLong(candidateNs);
    out.writeLong(changedNs);
    out.writeLong(toldNs);
    out.writeInt(heard);
    out.writeDouble(stressed);
    out.writeDoubles(pooled, pooled.length);
    log.write(out);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "market-scope");
    regime = Regime.ofCode(in.readByte());
    candidate = Regime.ofCode(in.readByte());
    candidateNs = in.readLong();
    changedNs = in.readLong();
    toldNs = in.readLong();
    heard = in.readInt();
    stressed = in.readDouble();
    in.readDoubles(pooled, "market-scope");
    log.read(in);
  }
}
