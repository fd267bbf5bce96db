package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.effect.EffectOptions;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Options of an {@link InstrumentPipeline}.
 *
 * @param decisionIntervalNs event time between two feature snapshots, positive; the first frame at
 *     or past each multiple takes one
 * @param feed book depth, clock limits and silence thresholds
 * @param quality thresholds of the anomaly detectors in front of bars and features
 * @param bars bar specifications
 * @param features feature windows
 * @param regime detectors and consensus of the regime
 * @param scaling how snapshots are scaled online for models; null scales nothing
 * @param effect how regimes take effect
 * @param sequence the vectors kept for models that look at sequences; null keeps none
 */
public record PipelineOptions(
    long decisionIntervalNs,
    FeedOptions feed,
    QualityOptions quality,
    BarOptions bars,
    FeatureOptions features,
    ConsensusOptions regime,
    @Nullable ScalerOptions scaling,
    EffectOptions effect,
    @Nullable SequenceOptions sequence) {

  /** Without sequences. */
  public PipelineOptions(
      long decisionIntervalNs,
      FeedOptions feed,
      QualityOptions quality,
      BarOptions bars,
      FeatureOptions features,
      ConsensusOptions regime,
      @Nullable ScalerOptions scaling,
      EffectOptions effect) {
    this(decisionIntervalNs, feed, quality, bars, features, regime, scaling, effect, null);
  }

  /** With the usual effect of regimes. */
  public PipelineOptions(
      long decisionIntervalNs,
      FeedOptions feed,
      QualityOptions quality,
      BarOptions bars,
      FeatureOptions features,
      ConsensusOptions regime,
      @Nullable ScalerOptions scaling) {
    this(decisionIntervalNs, feed, quality, bars, features, regime, scaling, EffectOptions.DEFAULT);
  }

  /** Without online scaling. */
  public PipelineOptions(
      long decisionIntervalNs,
      FeedOptions feed,
      QualityOptions quality,
      BarOptions bars,
      FeatureOptions features,
      ConsensusOptions regime) {
    this(decisionIntervalNs, feed, quality, bars, features, regime, null);
  }

  /** With every anomaly detector at its default. */
  public PipelineOptions(
      long decisionIntervalNs,
      FeedOptions feed,
      BarOptions bars,
      FeatureOptions features,
      ConsensusOptions regime) {
    this(decisionIntervalNs, feed, QualityOptions.DEFAULT, bars, features, regime);
  }

  /** Checks the interval. */
  public PipelineOptions {
    if (decisionIntervalNs <= 0) {
      throw new IllegalArgumentException(
          "OPTION_INVALID: decisionIntervalNs=" + decisionIntervalNs);
    }
  }

  /** These options with online scaling, or without it where null. */
  public PipelineOptions withScaling(@Nullable ScalerOptions next) {
    return new PipelineOptions(
        decisionIntervalNs, feed, quality, bars, features, regime, next, effect, sequence);
  }

  /** These options with another effect of regimes. */
  public PipelineOptions withEffect(EffectOptions next) {
    return new PipelineOptions(
        decisionIntervalNs, feed, quality, bars, features, regime, scaling, next, sequence);
  }

  /** These options with sequences, or without them where null. */
  public PipelineOptions withSequence(@Nullable SequenceOptions next) {
    return new PipelineOptions(
        decisionIntervalNs, feed, quality, bars, features, regime, scaling, effect, next);
  }
}
