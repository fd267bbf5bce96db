package io.cryptoscalp.engine.bars;

/**
 * Tick, volume and value bars: a bar closes with the trade that brings its count, base volume or
 * quote notional to the threshold. Trades are never split, so a bar may exceed its threshold by
 * less than one trade (López de Prado, Advances in Financial Machine Learning, 2018, 2.3.1).
 */
final class ThresholdBarBuilder extends BarBuilder {
  /** What is counted. */
  enum Measure {
    TICK,
    VOLUME,
    VALUE
  }

  private final Measure measure;
  private final double threshold;

  ThresholdBarBuilder(String instrument, String spec, Measure measure, double threshold) {
    super(instrument, spec);
    this.measure = measure;
    this.threshold = threshold;
  }

  @Override
  boolean closesWith(boolean buy) {
    double reached =
        switch (measure) {
          case TICK -> trades;
          case VOLUME -> volume;
          case VALUE -> quoteVolume;
        };
    return reached >= threshold;
  }
}
