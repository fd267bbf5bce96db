package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;

/**
 * Keys of data quality, {@code quality.KEY}; docs/quality.md says what each detector does with its
 * threshold.
 */
final class QualityKeys {
  private QualityKeys() {}

  /** Reads them; {@code quality.enabled=false} switches all detectors off. */
  static QualityOptions read(ConfigReader in) {
    QualityOptions by = QualityOptions.DEFAULT;
    boolean enabled = in.flag("quality.enabled", true);
    try {
      QualityOptions options =
          new QualityOptions(
              in.real("quality.price-band-bps", by.priceBandBps(), 0, 10_000),
              in.real("quality.z-score", by.zScore(), 3, 1000),
              in.real("quality.size-factor", by.sizeFactor(), 0, 1e6),
              in.real("quality.level-factor", by.levelFactor(), 0, 1e6),
              in.real("quality.mark-band-bps", by.markBandBps(), 0, 10_000),
              (int) in.number("quality.stuck-repeats", by.stuckRepeats(), 0, 1_000_000),
              (int) in.number("quality.silent-seconds", by.silentSeconds(), 0, 86_400),
              in.durationNs("quality.clock-ahead", "1s"),
              in.durationNs("quality.clock-behind", "2s"),
              in.durationNs("quality.clock-drift", "500ms"),
              in.real("quality.spread-factor", by.spreadFactor(), 0, 1e6),
              in.real("quality.rate-factor", by.rateFactor(), 0, 1e6),
              in.real("quality.drop-factor", by.dropFactor(), 0, 1e6),
              in.real("quality.cross-venue-bps", by.crossVenueBps(), 0, 10_000),
              in.real("quality.peer-band-bps", by.peerBps(), 0, 10_000),
              in.real("quality.crossed-bps", by.crossedBps(), 0, 10_000),
              in.real("quality.joint-fraction", by.jointFraction(), 0, 0.999));
      return enabled ? options : QualityOptions.OFF;
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=quality.* cause=" + e.getMessage());
    }
  }
}
