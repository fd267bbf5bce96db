package io.cryptoscalp.engine.quality;

import java.io.Serializable;

/**
 * Options of {@link DataQuality}. A threshold of 0 switches its detector off.
 *
 * @param priceBandBps smallest distance of a trade or quote from everything known that is
 *     suspicious, bp of the price; 0 = prices are not checked
 * @param zScore robust z-score from which a value is an outlier, at least 3
 * @param sizeFactor a trade larger than this multiple of the visible book and of the tape is
 *     impossible; 0 = sizes are not checked
 * @param levelFactor a trade larger than this multiple of what stands at its price, and of the
 *     tape, is reported; 0 = not looked for
 * @param markBandBps the same as {@code priceBandBps} for mark and index prices, which are fewer
 * @param stuckRepeats equal quotes in a row under rising ids that make a stream stuck
 * @param silentSeconds seconds without a frame of a busy stream, while others move, that make it
 *     stuck
 * @param aheadNs event time ahead of the usual offset to receive time that cannot be, ns
 * @param behindNs event time behind it that is reported, ns
 * @param driftNs lasting change of the offset that is reported, ns
 * @param spreadFactor a spread wider than this multiple of the median, and an outlier, is reported
 * @param rateFactor a rate above this multiple of the mean rate of a minute is reported
 * @param dropFactor a rate of ten seconds below the median rate over this is reported
 * @param crossVenueBps distance of own mid from mark or index price that is reported when it lasts
 * @param peerBps smallest change of the distance from the peer venue that is reported when it
 *     lasts; 0 = the peer is not looked at
 * @param crossedBps costs of buying at one venue and selling at the other; a larger gain is
 *     reported when it lasts; 0 = not looked for
 * @param jointFraction half-space score below this fraction of the median score is reported
 */
public record QualityOptions(
    double priceBandBps,
    double zScore,
    double sizeFactor,
    double levelFactor,
    double markBandBps,
    int stuckRepeats,
    int silentSeconds,
    long aheadNs,
    long behindNs,
    long driftNs,
    double spreadFactor,
    double rateFactor,
    double dropFactor,
    double crossVenueBps,
    double peerBps,
    double crossedBps,
    double jointFraction)
    implements Serializable {
  /** Every detector on, with thresholds that recorded markets stay well inside. */
  public static final QualityOptions DEFAULT =
      new QualityOptions(
          50,
          10,
          10,
          6,
          100,
          20,
          5,
          1_000_000_000L,
          2_000_000_000L,
          500_000_000L,
          20,
          120,
          10,
          300,
          30,
          20,
          0.4);

  /** Every detector off: nothing is reported and nothing quarantined. */
  public static final QualityOptions OFF =
      new QualityOptions(0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public QualityOptions {
    check(priceBandBps >= 0 && priceBandBps <= 10_000, "priceBandBps", priceBandBps);
    check(zScore >= 3 && zScore <= 1000, "zScore", zScore);
    check(sizeFactor == 0 || sizeFactor >= 1, "sizeFactor", sizeFactor);
    check(levelFactor == 0 || levelFactor >= 1, "levelFactor", levelFactor);
    check(markBandBps >= 0 && markBandBps <= 10_000, "markBandBps", markBandBps);
    check(stuckRepeats == 0 || stuckRepeats >= 2, "stuckRepeats", stuckRepeats);
    check(silentSeconds >= 0, "silentSeconds", silentSeconds);
    check(aheadNs >= 0, "aheadNs", (double) aheadNs);
    check(behindNs >= 0, "behindNs", (double) behindNs);
    check(driftNs >= 0, "driftNs", (double) driftNs);
    check(spreadFactor == 0 || spreadFactor >= 1, "spreadFactor", spreadFactor);
    check(rateFactor == 0 || rateFactor >= 1, "rateFactor", rateFactor);
    check(dropFactor == 0 || dropFactor >= 2, "dropFactor", dropFactor);
    check(crossVenueBps >= 0 && crossVenueBps <= 10_000, "crossVenueBps", crossVenueBps);
    check(peerBps >= 0 && peerBps <= 10_000, "peerBps", peerBps);
    check(crossedBps >= 0 && crossedBps <= 10_000, "crossedBps", crossedBps);
    check(jointFraction >= 0 && jointFraction < 1, "jointFraction", jointFraction);
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: quality." + option + "=" + value);
    }
  }
}
