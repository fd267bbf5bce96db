package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How an instrument moves with a reference instrument and how far it stands from a peer venue, from
 * closes of bars of one length.
 *
 * <p>Bars are aligned by close time. One of the own instrument asks for the others at its close
 * time: a bar of theirs that comes later, or not at all, is missing for good, and what needs it is
 * computed from the pairs there are; after a bar without its pair the features of that pair are
 * invalid until the next pair. Returns are log returns from pair to pair. A close that is not
 * positive and finite counts as missing.
 *
 * <p>A pair costs O(n) for windows of n pairs, once a bar; nothing is allocated.
 */
public final class CrossFeatures {
  private static final int VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;

  private final String timeframe;
  private final int window;
  private final PairWindow reference;
  private final PairWindow peer;
  private long referenceNs = NEVER;
  private double referenceClose;
  private long peerNs = NEVER;
  private double peerClose;
  private boolean referencePaired;
  private boolean peerPaired;
  private long lastNs = NEVER;

  /**
   * Creates features that have seen nothing.
   *
   * @param timeframe short name of the bars, {@code 1m}
   * @param window pairs in the rolling windows, 30 to 1,000
   */
  public CrossFeatures(String timeframe, int window) {
    if (window < 30 || window > 1000) {
      throw new IllegalArgumentException("CROSS_WINDOW_INVALID: window=" + window);
    }
    this.timeframe = timeframe;
    this.window = window;
    this.reference = new PairWindow(window);
    this.peer = new PairWindow(window);
  }

  /** The features in the order in which {@link #emit} writes them. */
  public List<FeatureDefinition> definitions() {
    List<FeatureDefinition> to = new ArrayList<>();
    String own = "own close, reference close";
    double free = Double.POSITIVE_INFINITY;
    String moved = ", the reference moved";
    to.add(
        row(
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
  private FeatureDefinition row(
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

  /** Number of features. */
  public int size() {
    return 8;
  }

  /** Takes a close of the reference instrument; bars that are not newer change nothing. */
  public void onReferenceBar(long closeTimeNs, double close) {
    if (closeTimeNs > referenceNs) {
      referenceNs = closeTimeNs;
      referenceClose = close;
    }
  }

  /** Takes a close of the same instrument at the peer venue. */
  public void onPeerBar(long closeTimeNs, double close) {
    if (closeTimeNs > peerNs) {
      peerNs = closeTimeNs;
      peerClose = close;
    }
  }

  /**
   * Takes the own close, after the others' of the same time; bars that are not newer are dropped.
   */
  public void onBar(long closeTimeNs, double close) {
    if (closeTimeNs <= lastNs) {
      return;
    }
    lastNs = closeTimeNs;
    boolean sound = sound(close);
    referencePaired = sound && referenceNs == closeTimeNs && sound(referenceClose);
    peerPaired = sound && peerNs == closeTimeNs && sound(peerClose);
    if (referencePaired) {
      reference.add(StrictMath.log(referenceClose), StrictMath.log(close));
    }
    if (peerPaired) {
      peer.add(peerClose, (close - peerClose) / peerClose * 1e4);
    }
  }

  private static boolean sound(double close) {
    return close > 0 && close < Double.POSITIVE_INFINITY;
  }

  /**
   * Writes the values as of the last own bar; NaN where one is not valid.
   *
   * @param out target
   * @param from position of the first of {@link #size()} values
   */
  public void emit(double[] out, int from) {
    boolean warm = referencePaired && reference.count() >= window;
    boolean returns = referencePaired && reference.count() > window;
    CrossMath.returns(reference, returns, out, from);
    CrossMath.residuals(reference, warm, out, from + 4);
    out[from + 6] = peerPaired ? peer.y(0) : Double.NaN;
    out[from + 7] = peerPaired && peer.count() >= window ? CrossMath.score(peer) : Double.NaN;
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(timeframe);
    out.writeInt(window);
    reference.write(out);
    peer.write(out);
    out.writeLong(referenceNs);
    out.writeDouble(referenceClose);
    out.writeLong(peerNs);
    out.writeDouble(peerClose);
    out.writeBoolean(referencePaired);
    out.writeBoolean(peerPaired);
    out.writeLong(lastNs);
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
    peer.read(in);
    referenceNs = in.readLong();
    referenceClose = in.readDouble();
    peerNs = in.readLong();
    peerClose = in.readDouble();
    referencePaired = in.readBoolean();
    peerPaired = in.readBoolean();
    lastNs = in.readLong();
  }
}
