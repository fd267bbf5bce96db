package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.execution.Executor;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.engine.strategy.Strategies;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.operators.cross.CrossRoutes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the configuration into the engine's parts. What is handed to operators is a serializable
 * factory: parts are created on the workers, from plain values.
 */
public final class EngineParts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long BUFFERED_DIFFS = 1024;

  private final TradingJobConfig config;

  /** Parts of a job with this configuration. */
  public EngineParts(TradingJobConfig config) {
    this.config = config;
  }

  /** Loads the instruments. */
  public SerializableSupplier<InstrumentCatalogue> catalogue() {
    return InstrumentsFile.of(config.instrumentsFile());
  }

  /** What books are made of. */
  public BookSource books() {
    return config.bookSource();
  }

  /** Gives the options of the instrument stage. */
  public SerializableSupplier<PipelineOptions> pipelines() {
    TradingJobConfig plain = config;
    return () ->
        new PipelineOptions(
            plain.decisionIntervalNs(),
            new FeedOptions(
                plain.bookDepth(), (int) BUFFERED_DIFFS, plain.maxClockSkewNs(), plain.silence()),
            plain.quality(),
            bars(plain),
            features(plain),
            ConsensusOptions.secondBars()
                .withPace(plain.regime().confirmNs(), plain.regime().dwellNs())
                .withHmm(plain.regimeModels().load()),
            plain.scaling(),
            plain.regime().effect(),
            plain.sequence().options());
  }

  private static BarOptions bars(TradingJobConfig config) {
    BarOptions defaults = BarOptions.defaults();
    return new BarOptions(
        defaults.timeIntervalsNs(),
        config.tickBars(),
        config.volumeBars(),
        config.valueBars(),
        config.imbalanceBars(),
        defaults.meanVolumeNs(),
        config.tradeSource(),
        defaults.maxEmptyBars(),
        defaults.toleranceNs());
  }

  private static FeatureOptions features(TradingJobConfig config) {
    return FeatureOptions.defaults()
        .withTradeSource(config.tradeSource())
        .withSelect(config.features());
  }

  /** Who needs whose closes; null when neither a selected feature nor data quality does. */
  public @Nullable SerializableSupplier<CrossRoutes> crossRoutes() {
    if (crossSources().isEmpty()) {
      return null;
    }
    TradingJobConfig plain = config;
    String reference = crossReference();
    SerializableSupplier<InstrumentCatalogue> instruments = catalogue();
    SerializableSupplier<CrossRoutes> routes =
        () -> CrossRoutes.of(instruments.get(), plain.venues(), reference, plain.crossPeers());
    if (config.instrumentsFile().isEmpty()) {
      try {
        var unused = routes.get();
      } catch (IllegalArgumentException e) {
        throw new ConfigException("CONFIG_INVALID: key=cross.* cause=" + e.getMessage());
      }
    }
    return routes;
  }

  /** Whose frames make those closes. */
  Set<String> crossSources() {
    Set<String> sources = new TreeSet<>();
    if (config.quality().peerBps() > 0 || hasCross()) {
      sources.addAll(config.crossPeers().values());
    }
    String reference = crossReference();
    if (!reference.isEmpty()) {
      sources.add(reference);
    }
    return sources;
  }

  /** Features alone are measured against the reference. */
  private String crossReference() {
    return hasCross() ? config.crossReference() : "";
  }

  private boolean hasCross() {
    return FeatureCatalogue.of(features(config)).hasCross();
  }

  /** The features that the instrument stage writes. */
  FeatureLayout layout() {
    FeatureCatalogue features = FeatureCatalogue.of(features(config));
    List<String> names = new ArrayList<>();
    for (FeatureDefinition definition : features.definitions()) {
      names.add(definition.id());
    }
    ScalerOptions scaling = config.scaling();
    return new FeatureLayout(
        features.setId(),
        names,
        scaling == null ? "" : scaling.describe(),
        config.sequence().layout(),
        config.neighbours().layout());
  }

  /** Where the features that others are told of lie in the values of a snapshot. */
  int[] neighbourPositions() {
    FeatureCatalogue features = FeatureCatalogue.of(features(config));
    int[] positions = new int[config.neighbours().features().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = features.indexOf(config.neighbours().features().get(i));
    }
    return positions;
  }

  /** Strategies of an instrument; none where it is not traded. */
  public SerializableFunction<String, List<Strategy>> strategies() {
    TradingJobConfig plain = config;
    SerializableSupplier<InstrumentCatalogue> instruments = catalogue();
    return id -> {
      Instrument instrument = instruments.get().find(id);
      if (instrument == null || !plain.tradedInstruments().contains(id)) {
        return List.of();
      }
      FeatureCatalogue features = FeatureCatalogue.of(features(plain));
      return Strategies.create(
          plain.strategies(),
          plain.account(),
          instrument,
          strategyOptions(plain),
          features::indexOf,
          plain.strategyParameters());
    };
  }

  private static StrategyOptions strategyOptions(TradingJobConfig config) {
    StrategyOptions defaults = StrategyOptions.DEFAULT;
    return new StrategyOptions(
        config.cooldownNs(),
        config.maxHoldNs(),
        defaults.maxSpreadBps(),
        defaults.stopVolatilities(),
        defaults.minStopBps(),
        defaults.rewardRatio());
  }

  /** Creates accounts by id. */
  public SerializableFunction<String, AccountEngine> accounts() {
    TradingJobConfig plain = config;
    SerializableSupplier<InstrumentCatalogue> instruments = catalogue();
    return account ->
        new AccountEngine(
            accountConfig(
                plain,
                account,
                plain.execution() == TradingJobConfig.Execution.PAPER
                    ? new PaperOptions(plain.paperLatencyNs(), PaperOptions.DEFAULT.slippageBps())
                    : null),
            instruments.get());
  }

  /** The account, executed inside the process but not on paper. */
  public AccountEngine account(Executor.Factory execution) {
    return new AccountEngine(
        accountConfig(config, config.account(), null), catalogue().get(), execution);
  }

  private static AccountConfig accountConfig(
      TradingJobConfig config, String account, @Nullable PaperOptions paper) {
    return new AccountConfig(
        account,
        config.equity(),
        RiskLimits.defaults(new HashSet<>(config.tradedInstruments())).with(config.riskLimits()),
        paper);
  }
}
