package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.market.FrameKind;

/** Takes anomalies in the order in which they are found. */
@FunctionalInterface
public interface AnomalySink {
  /**
   * An anomaly with its evidence.
   *
   * @param anomaly what
   * @param kind stream concerned
   * @param eventTimeNs venue time of the frame, ns
   * @param field what was measured
   * @param value what was found; prices and quantities unscaled
   * @param low smallest expected value
   * @param high largest expected value
   * @param score how unlikely: robust z-score, ratio to the largest expected value, or what the
   *     detector's description says
   */
  void anomaly(
      Anomaly anomaly,
      FrameKind kind,
      long eventTimeNs,
      String field,
      double value,
      double low,
      double high,
      double score);
}
