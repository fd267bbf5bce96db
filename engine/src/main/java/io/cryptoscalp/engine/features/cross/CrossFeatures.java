package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an instrument moves with a reference instrument and how far it stands from a peer venue, from
 * closes of bars of one length.
 *
 * <p>Bars are aligned by close time. A pair of a close time exists from the moment at which the
 * second of its two bars has been taken, whichever that is, and is used from then on: so a bar of
 * the other instrument that closes some messages later than the own one is waited for, while the
 * values stay those of the pair before. Each side keeps its newest {@value RecentCloses#KEPT}
 * closes, and pairs are made in the order of their times: what comes later than that is missing for
 * good. Nothing that has not closed, and nothing that has not arrived, is ever looked at.
 *
 * <p>Returns are log returns from pair to pair. A close that is not positive and finite counts as
 * missing. Values are not valid from {@code staleNs} after the newest pair's close time on.
 *
 * <p>A pair costs O(n) for windows of n pairs, once a bar; reading costs nothing, and nothing is
 * allocated.
 */
public final class CrossFeatures {
  /** Number of features: six on the reference, two on the peer. */
  public static final int SIZE = 8;

  private static final int VERSION = 1;
  private static final int ON_PEER = 6;
  private static final long NEVER = Long.MIN_VALUE;

  private final String timeframe;
  private final long staleNs;
  private final int window;
  private final PairWindow reference;
  private final ValueWindow spreads;
  private final RecentCloses own = new RecentCloses();
  private final RecentCloses others = new RecentCloses();
  private final RecentCloses peers = new RecentCloses();
  private final double[] values = new double[SIZE];
  private long referencePairNs = NEVER;
  private long peerPairNs = NEVER;

  /**
   * Creates features that have seen nothing.
   *
   * @param timeframe short name of the bars, {@code 1m}
   * @param staleNs age of the newest pair, from its close time, from which it says nothing; ns
   * @param window pairs in the rolling windows, 30 to 1,000
   */
  public CrossFeatures(String timeframe, long staleNs, int window) {
    if (window < 30 || window > 1000) {
      throw new IllegalArgumentException("CROSS_WINDOW_INVALID: window=" + window);
    }
    this.timeframe = timeframe;
    this.staleNs = staleNs;
    this.window = window;
    this.reference = new PairWindow(window);
    this.spreads = new ValueWindow(window);
    Arrays.fill(values, Double.NaN);
  }

  /** The features in the order in which {@link #emit} writes them. */
  public static List<FeatureDefinition> definitions(String timeframe, int window) {
    List<FeatureDefinition> to = new ArrayList<>();
    String own = "own close, reference close";
    double free = Double.POSITIVE_INFINITY;
    String moved = ", the reference moved";
    to.add(
        row(
            timeframe,
            window,
            "beta",
            "slope of own returns on the reference's",
            "1",
            -free,
            free,
            1,
            moved,
            own,
            "Sharpe 1964; Campbell, Lo & MacKinlay 1997, 5.3"));
    to.add(
        row(
            timeframe,
            window,
            "correlation",
            "correlation of returns with the reference's",
            "1",
            -1,
            1,
            1,
            ", both moved",
            own,
            "Pearson 1895"));
    to.add(
        row(
            timeframe,
            window,
            "lead_lag",
            "lag of -5 to 5 bars at which |correlation| is largest, positive when the"
                + " reference leads",
            "bars",
            -CrossMath.LAGS,
            CrossMath.LAGS,
            1,
            ", both moved",
            own,
            "Huth & Abergel 2014"));
    to.add(
        row(
            timeframe,
            window,
            "lead_lag_correlation",
            "correlation at that lag",
            "1",
            -1,
            1,
            1,
            ", both moved",
            own,
            "Huth & Abergel 2014"));
    to.add(
        row(
            timeframe,
            window,
            "residual_z",
            "residual of log close on the reference's / its deviation",
            "1",
            -free,
            free,
            0,
            moved,
            own,
            "Engle & Granger 1987"));
    to.add(
        row(
            timeframe,
            window,
            "residual_adf",
            "Dickey-Fuller t-statistic of the residuals, no lagged change",
            "1",
            -free,
            free,
            0,
            ", the residual moved",
            own,
            "Engle & Granger 1987; Dickey & Fuller 1979"));
    String venues = "own close, peer venue's close";
    to.add(
        row(
            timeframe,
            window,
            "venue_spread",
            "(close - peer's close) / peer's close",
            "bps",
            -free,
            free,
            -1,
            "",
            venues,
            "own definition"));
    to.add(
        row(
            timeframe,
            window,
            "venue_spread_z",
            "(spread - mean) / deviation",
            "1",
            -free,
            free,
            0,
            ", the spread moved",
            venues,
            "own definition"));
    return to;
  }

  /** More: pairs beyond the window; -1 where one pair is enough. */
  private static FeatureDefinition row(
      String timeframe,
      int window,
      String id,
      String text,
      String unit,
      double min,
      double max,
      int more,
      String condition,
      String inputs,
      String source) {
    int pairs = more < 0 ? 1 : window + more;
    String warmUp = pairs + (pairs == 1 ? " pair" : " pairs") + " of bars" + condition;
    String name = "cross_" + id + (more < 0 ? "" : "_" + window) + "_" + timeframe;
    return new FeatureDefinition(
        name, "cross", timeframe, text, unit, min, max, warmUp, pairs, inputs, source);
  }

  /** Takes a close of the reference instrument; bars that are not newer change nothing. */
  public void onReferenceBar(long closeTimeNs, double close) {
    if (others.add(closeTimeNs, close)) {
      pairReference(closeTimeNs);
    }
  }

  /** Takes a close of the same instrument at the peer venue. */
  public void onPeerBar(long closeTimeNs, double close) {
    if (peers.add(closeTimeNs, close)) {
      pairPeer(closeTimeNs);
    }
  }

  /** Takes the own close; bars that are not newer are dropped. */
  public void onBar(long closeTimeNs, double close) {
    if (own.add(closeTimeNs, close)) {
      pairReference(closeTimeNs);
      pairPeer(closeTimeNs);
    }
  }

  private void pairReference(long timeNs) {
    double x = others.at(timeNs);
    double y = own.at(timeNs);
    if (timeNs > referencePairNs && x > 0 && y > 0) {
      referencePairNs = timeNs;
      reference.add(StrictMath.log(x), StrictMath.log(y));
      computeReference();
    }
  }

  private void pairPeer(long timeNs) {
    double theirs = peers.at(timeNs);
    double close = own.at(timeNs);
    if (timeNs > peerPairNs && theirs > 0 && close > 0) {
      peerPairNs = timeNs;
      spreads.add((close - theirs) / theirs * 1e4);
      computePeer();
    }
  }

  private void computeReference() {
    CrossMath.returns(reference, reference.count() > window, values, 0);
    CrossMath.residuals(reference, reference.count() >= window, values, 4);
  }

  private void computePeer() {
    values[ON_PEER] = spreads.value(0);
    values[ON_PEER + 1] = spreads.count() >= window ? CrossMath.score(spreads) : Double.NaN;
  }

  /**
   * Writes the values of the newest pairs; NaN where one is not valid.
   *
   * @param nowNs event time
   * @param out target
   * @param from position of the first of {@link #SIZE} values
   */
  public void emit(long nowNs, double[] out, int from) {
    boolean fresh = referencePairNs != NEVER && nowNs - referencePairNs < staleNs;
    boolean peerFresh = peerPairNs != NEVER && nowNs - peerPairNs < staleNs;
    for (int i = 0; i < SIZE; i++) {
      out[from + i] = (i < ON_PEER ? fresh : peerFresh) ? values[i] : Double.NaN;
    }
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(timeframe);
    out.writeInt(window);
    reference.write(out);
    spreads.write(out);
    own.write(out);
    others.write(out);
    peers.write(out);
    out.writeLong(referencePairNs);
    out.writeLong(peerPairNs);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException when it was written for other bars or another window
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "cross");
    String storedFrame = in.readText();
    int stored = in.readInt();
    if (!storedFrame.equals(timeframe) || stored != window) {
      throw new StateException("STATE_MISMATCH: state=cross stored=" + storedFrame + "/" + stored);
    }
    reference.read(in);
    spreads.read(in);
    own.read(in);
    others.read(in);
    peers.read(in);
    referencePairNs = in.readLong();
    peerPairNs = in.readLong();
    // Values follow from the windows.
    if (reference.count() > 0) {
      computeReference();
    }
    if (spreads.count() > 0) {
      computePeer();
    }
  }
}
