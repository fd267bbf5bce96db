package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.bars.TradeSource;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.SilenceLimits;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.engine.risk.RiskLimit;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.engine.strategy.Strategies;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.operators.account.Ordering;
import io.cryptoscalp.operators.explain.ExplainOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the {@link TradingJob}, read from a flat map of {@code key=value}. Every default
 * is safe: paper execution, deterministic order.
 *
 * @param kafkaBootstrap {@code kafka.bootstrap}: brokers, default localhost:9092
 * @param groupId {@code kafka.group}: consumer group, default cryptoscalp-trading
 * @param venues {@code venues}: ids of the venues to read, default all
 * @param start {@code start}: where a job without restored state begins, {@code earliest}, {@code
 *     latest} or {@code committed} (default: the group's offsets, else the earliest)
 * @param bounded {@code bounded}: stop at the offsets that are the newest at start, default false
 * @param instrumentsFile {@code instruments.file}: catalogue as CSV on the workers; empty = the
 *     built-in one
 * @param decisionIntervalNs {@code decision.interval}: event time between feature snapshots,
 *     default 250ms
 * @param bookDepth {@code book.depth}: levels kept a side, default 2000
 * @param maxClockSkewNs {@code clock.max-skew}: largest |receive - event| time of a frame, default
 *     10s
 * @param silence {@code silence.depth} and {@code silence.book-ticker}, default 30s; {@code
 *     silence.trade} and {@code silence.agg-trade}, default 2m; {@code silence.mark-price}, default
 *     15s; {@code silence.open-interest} and {@code silence.long-short-ratio}, default 15m: receive
 *     time without a frame of the stream, while others of the instrument flow, that counts as a
 *     fault; 0s watches it not at all
 * @param quality {@code quality.KEY}: anomaly detectors in front of the features, each off at 0;
 *     keys and defaults are those of {@link QualityKeys}
 * @param scoring {@code scoring.KEY}: batches, ensemble and guards of the scoring stage; keys and
 *     defaults are those of {@link ScoringKeys}
 * @param scoringTrustedKeys {@code scoring.trusted.keys}: files of public keys, by commas, one of
 *     which must have signed a model; read where the job is put together; default none
 * @param account {@code account.id}: default paper-1
 * @param equity {@code account.equity}: starting equity in USDT, default 100000
 * @param ordering {@code account.ordering}: {@code event-time} (default) or {@code arrival}
 * @param execution {@code execution.mode}: {@code paper} (default) or {@code gateway}
 * @param liveClearance {@code live.clearance}: what the ledger says of the strategies, as written
 *     by {@code submit}; a job with a gateway is not built without it, default none
 * @param liveTrustedKeys {@code live.trusted.keys}: files of public keys, by commas, one of which
 *     must have signed each entry of the clearance; the environment's {@code
 *     CRYPTOSCALP_LIVE_TRUSTED_KEYS} wins; default none
 * @param paperLatencyNs {@code paper.latency}: from decision to the venue in paper execution,
 *     default 0ms
 * @param edgeTimeoutMs {@code edge.timeout}: wall-clock time without frame or heartbeat after which
 *     accounts reduce; default 10s with a gateway, else 0ms (never)
 * @param strategies {@code strategies}: ids, default momentum-breakout,mean-reversion
 * @param cooldownNs {@code strategy.cooldown}: event time between two entries of a strategy in an
 *     instrument, default 15s
 * @param maxHoldNs {@code strategy.max-hold}: event time after an entry at which a strategy leaves,
 *     default 60s
 * @param strategyParameters {@code strategy.ID.NAME} of users' strategies that are chosen, by
 *     {@code ID.NAME}
 * @param tradedInstruments {@code trading.instruments}: ids that may be traded, default the large
 *     USD-M perpetuals
 * @param riskLimits {@code risk.KEY}: limits other than their defaults, by the keys of {@link
 *     RiskLimit} and {@code blackouts}
 * @param tradeSource {@code trade.source}: {@code trade} (default) or {@code agg-trade}: the stream
 *     that counts as trades
 * @param bookSource {@code book.source}: {@code depth} (default) or {@code quotes}: what books are
 *     made of
 * @param features {@code features}: which features are computed, default @core: ids with {@code *}
 *     for any characters, {@code family:NAME}, {@code timeframe:NAME}, {@code @core}, {@code @all},
 *     {@code @file:PATH}; a term with {@code -} before it takes away
 * @param scaling {@code scaling} and {@code scaling.KEY}: how snapshots are scaled online for
 *     models, default none; keys and defaults are those of {@link ScalingKeys}
 * @param regime {@code regime.KEY}: how regimes are concluded and take effect; keys and defaults
 *     are those of {@link RegimeKeys}
 * @param crossReference {@code cross.reference}: id of the instrument that the features of family
 *     {@code cross} measure others against, default none: they are then not valid
 * @param crossPeers {@code cross.peers}: pairs {@code own=peer} of instrument ids, the same asset
 *     elsewhere, for the venue spread; default none
 * @param regimeModels {@code regime.model} and {@code regime.model.weight}: fitted models of
 *     instruments that the regime asks, by the keys of {@link RegimeModelKeys}; default none
 * @param sequence {@code sequence.KEY}: the vectors that instruments keep for models of sequences,
 *     by the keys of {@link SequenceKeys}; default none
 * @param neighbours {@code neighbours.KEY}: what instruments are told of others for graph models,
 *     by the keys of {@link NeighbourKeys}; default nothing
 * @param explain {@code explain.KEY}: which decisions are explained; keys and defaults are those of
 *     {@link ExplainKeys}
 */
public record TradingJobConfig(
    String kafkaBootstrap,
    String groupId,
    List<Venue> venues,
    Start start,
    boolean bounded,
    String instrumentsFile,
    long decisionIntervalNs,
    int bookDepth,
    long maxClockSkewNs,
    SilenceLimits silence,
    QualityOptions quality,
    ScoringKeys scoring,
    String scoringTrustedKeys,
    String account,
    double equity,
    Ordering ordering,
    Execution execution,
    String liveClearance,
    String liveTrustedKeys,
    long paperLatencyNs,
    long edgeTimeoutMs,
    List<String> strategies,
    long cooldownNs,
    long maxHoldNs,
    Map<String, String> strategyParameters,
    List<String> tradedInstruments,
    Map<String, String> riskLimits,
    TradeSource tradeSource,
    BookSource bookSource,
    List<Integer> tickBars,
    List<Double> volumeBars,
    List<Double> valueBars,
    List<Integer> imbalanceBars,
    List<String> features,
    @Nullable ScalerOptions scaling,
    RegimeConfig regime,
    String crossReference,
    Map<String, String> crossPeers,
    RegimeModelKeys regimeModels,
    SequenceKeys sequence,
    NeighbourKeys neighbours,
    ExplainOptions explain)
    implements Serializable {
  private static final String STRATEGIES = "momentum-breakout,mean-reversion";

  /** Key of {@link #liveClearance}. */
  public static final String LIVE_CLEARANCE = "live.clearance";

  /** Where to begin without restored state. */
  public enum Start {
    /** The oldest record. */
    EARLIEST,
    /** Records written from now on. */
    LATEST,
    /** Where the consumer group stopped, else the oldest record. */
    COMMITTED
  }

  /** Who executes orders. */
  public enum Execution {
    /** The paper executor, inside the account stage. */
    PAPER,
    /** A gateway that reads the order topic and answers on the fills topic. */
    GATEWAY
  }

  /**
   * Reads it.
   *
   * @throws ConfigException when a key is unknown or a value does not fit
   */
  public static TradingJobConfig fromMap(Map<String, String> values) {
    ConfigReader in = new ConfigReader(values);
    Execution execution = in.choice("execution.mode", Execution.PAPER, Execution.class);
    boolean bounded = in.flag("bounded", false);
    List<String> features = features(FeatureTerms.expand(in.list("features", "@core")));
    TradingJobConfig config =
        new TradingJobConfig(
            in.text("kafka.bootstrap", "localhost:9092"),
            in.text("kafka.group", "cryptoscalp-trading"),
            venues(in.list("venues", "binance-spot,binance-usdm,binance-coinm")),
            in.choice("start", Start.COMMITTED, Start.class),
            bounded,
            in.text("instruments.file", ""),
            in.durationNs("decision.interval", "250ms"),
            (int) in.number("book.depth", 2000, 10, 20_000),
            in.durationNs("clock.max-skew", "10s"),
            new SilenceLimits(
                in.durationNs("silence.depth", "30s"),
                in.durationNs("silence.book-ticker", "30s"),
                in.durationNs("silence.trade", "2m"),
                in.durationNs("silence.agg-trade", "2m"),
                in.durationNs("silence.mark-price", "15s"),
                in.durationNs("silence.open-interest", "15m"),
                in.durationNs("silence.long-short-ratio", "15m")),
            QualityKeys.read(in),
            ScoringKeys.read(in, bounded),
            in.text("scoring.trusted.keys", ""),
            in.text("account.id", "paper-1"),
            in.real("account.equity", 100_000, 1, 1e12),
            in.choice("account.ordering", Ordering.EVENT_TIME, Ordering.class),
            execution,
            in.text(LIVE_CLEARANCE, ""),
            in.text("live.trusted.keys", ""),
            in.durationNs("paper.latency", "0ms"),
            in.durationNs("edge.timeout", execution == Execution.GATEWAY ? "10s" : "0ms")
                / 1_000_000,
            in.list("strategies", STRATEGIES),
            in.durationNs("strategy.cooldown", "15s"),
            in.durationNs("strategy.max-hold", "60s"),
            parameters(in),
            in.list(
                "trading.instruments",
                "BTCUSDT-PERP.BINANCE,ETHUSDT-PERP.BINANCE,SOLUSDT-PERP.BINANCE,"
                    + "XRPUSDT-PERP.BINANCE,BNBUSDT-PERP.BINANCE,DOGEUSDT-PERP.BINANCE"),
            riskLimits(in),
            in.choice("trade.source", TradeSource.TRADE, TradeSource.class),
            in.choice("book.source", BookSource.DEPTH, BookSource.class),
            in.wholes("bars.tick", "100"),
            in.reals("bars.volume", ""),
            in.reals("bars.value", "1000000"),
            in.wholes("bars.imbalance", "100"),
            features,
            ScalingKeys.read(in),
            RegimeKeys.read(in),
            in.text("cross.reference", ""),
            peers(in.list("cross.peers", "")),
            RegimeModelKeys.read(in),
            SequenceKeys.read(in, features),
            NeighbourKeys.read(in, features),
            ExplainKeys.read(in, bounded));
    in.rejectUnknown();
    if (config.execution == Execution.GATEWAY && config.ordering == Ordering.EVENT_TIME) {
      throw new ConfigException(
          "CONFIG_CONFLICT: key=account.ordering value=event-time expected=arrival because"
              + " execution.mode=gateway brings fills without watermarks");
    }
    if (config.bounded && config.regime.directives()) {
      throw new ConfigException(
          "CONFIG_CONFLICT: key=regime.directives value=true expected=false because a bounded run"
              + " must not depend on when a directive came");
    }
    return config;
  }

  /** Parameters of strategies that are not the product's own, which alone know their names. */
  private static Map<String, String> parameters(ConfigReader in) {
    Map<String, String> parameters = new TreeMap<>();
    for (String id : in.list("strategies", STRATEGIES)) {
      if (!Strategies.IDS.contains(id)) {
        in.beginningWith("strategy." + id + ".")
            .forEach((name, value) -> parameters.put(id + "." + name, value));
      }
    }
    return parameters;
  }

  private static Map<String, String> riskLimits(ConfigReader in) {
    Map<String, String> given = new TreeMap<>();
    for (RiskLimit limit : RiskLimit.values()) {
      given.put(limit.key(), in.text("risk." + limit.key(), ""));
    }
    given.put(RiskLimits.BLACKOUTS, in.text("risk." + RiskLimits.BLACKOUTS, ""));
    given.values().removeIf(String::isEmpty);
    try {
      var unused = RiskLimits.defaults(Set.of()).with(given);
      return given;
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=risk.* cause=" + e.getMessage());
    }
  }

  private static List<String> features(List<String> terms) {
    try {
      var unused = FeatureCatalogue.of(FeatureOptions.defaults().withSelect(terms));
      return List.copyOf(terms);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=features cause=" + e.getMessage());
    }
  }

  private static Map<String, String> peers(List<String> pairs) {
    Map<String, String> peers = new TreeMap<>();
    for (String pair : pairs) {
      int at = pair.indexOf('=');
      String own = at < 0 ? "" : pair.substring(0, at).strip();
      String peer = pair.substring(at + 1).strip();
      if (own.isEmpty() || peer.isEmpty() || own.equals(peer) || peers.put(own, peer) != null) {
        throw new ConfigException(
            "CONFIG_INVALID: key=cross.peers value=" + pair + " expected=own=peer, each own once");
      }
    }
    return peers;
  }

  private static List<Venue> venues(List<String> ids) {
    List<Venue> venues = new ArrayList<>();
    for (String id : ids) {
      try {
        venues.add(Venue.ofId(id));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(
            "CONFIG_INVALID: key=venues value=" + id + " expected=a venue id");
      }
    }
    if (venues.isEmpty()) {
      throw new ConfigException("CONFIG_INVALID: key=venues value= expected=at least one venue id");
    }
    return List.copyOf(venues);
  }
}
