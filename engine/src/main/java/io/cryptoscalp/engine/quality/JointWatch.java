package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Half-space trees over each trade's return, size and spread and the rates of trades and quotes at
 * that moment: combinations that were not seen before, of which each value alone is credible. It
 * reports and never quarantines: what is new need not be wrong.
 */
final class JointWatch {
  private static final int DIMENSIONS = 5;
  private static final int SCORES = 64;

  /**
   * z-score that is mapped half-way to the edge of the unit interval. Beyond all but the rarest
   * scores of a sound market, so that the outer half is empty there and splits fall into it.
   */
  private static final double HALF = 30;

  private final QualityOptions options;
  private final AnomalySink sink;
  private final HalfSpaceTrees trees;
  private final RobustWindow scores = new RobustWindow(SCORES);
  private final double[] point = new double[DIMENSIONS];
  private boolean strange;

  JointWatch(QualityOptions options, AnomalySink sink, long seed) {
    this.options = options;
    this.sink = sink;
    trees = new HalfSpaceTrees(DIMENSIONS, seed);
  }

  void onTrade(
      MarketFrame frame,
      double returnScore,
      double sizeScore,
      double spreadScore,
      RateWatch rates) {
    // Up and down are one: half as much of the interval is left that splits can waste.
    point[0] = Math.abs(returnScore) / (HALF + Math.abs(returnScore));
    point[1] = unit(sizeScore);
    point[2] = unit(spreadScore);
    point[3] = unit(rates.score(frame.kind));
    point[4] = unit(rates.score(FrameKind.BOOK_TICKER));
    double score = trees.update(point);
    if (Double.isNaN(score)) {
      return;
    }
    double low = options.jointFraction() * scores.median();
    boolean outlier = scores.isFull() && score < low;
    if (outlier && !strange) {
      sink.anomaly(
          Anomaly.JOINT,
          frame.kind,
          frame.eventTimeNs,
          "halfSpaceScore",
          score,
          low,
          HalfSpaceTrees.TREES * HalfSpaceTrees.WINDOW * (double) (1 << HalfSpaceTrees.DEPTH),
          scores.median() / Math.max(1, score));
    }
    strange = outlier;
    scores.add(score);
  }

  private static double unit(double z) {
    return 0.5 + 0.5 * z / (HALF + Math.abs(z));
  }

  void write(StateWriter out) {
    trees.write(out);
    scores.write(out);
    out.writeBoolean(strange);
  }

  void read(StateReader in, int version) {
    if (version >= 2) {
      trees.read(in);
      scores.read(in);
      strange = in.readBoolean();
    } else {
      // Other trees, other scores: it learns anew, within some hundred trades.
      HalfSpaceTrees.skip(in);
      new RobustWindow(SCORES).read(in);
      in.readBoolean();
    }
  }
}
