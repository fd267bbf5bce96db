package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.consensus.MarketOptions;
import io.cryptoscalp.engine.regime.signal.Threshold;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.jobs.InstrumentsFile;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Configuration of the {@link RegimeJob}, read from a flat map of {@code key=value}.
 *
 * @param kafkaBootstrap {@code kafka.bootstrap}: brokers, default localhost:9092
 * @param groupId {@code kafka.group}: consumer group, default cryptoscalp-regime
 * @param start {@code start}: where a job without restored state begins: {@code earliest}, {@code
 *     latest} or {@code committed} (default: the group's offsets, else the earliest)
 * @param bounded {@code bounded}: stop at the offsets that are the newest at start, default false
 * @param instrumentsFile {@code instruments.file}: catalogue as CSV on the workers; empty = the
 *     built-in one
 * @param delayMs {@code watermark.delay}: how far the watermark stays behind the slowest instrument
 *     of a partition, default 2s; measures that are further behind make late signals
 * @param holdMs {@code watermark.hold}: wall-clock time for which an instrument that says nothing
 *     holds its partition back, default 5s, at most half of {@code watermark.idle}
 * @param idleMs {@code watermark.idle}: wall-clock time after which a partition without measures no
 *     longer holds the others back, default 10s
 * @param thresholds {@code threshold.KEY}: thresholds other than their defaults, by the keys of
 *     {@link Threshold}
 * @param market pace of the market and its venue groups
 * @param checkpointIntervalMs {@code checkpoint.interval}: default 10s
 */
public record RegimeJobConfig(
    String kafkaBootstrap,
    String groupId,
    Start start,
    boolean bounded,
    String instrumentsFile,
    long delayMs,
    long holdMs,
    long idleMs,
    Map<String, Double> thresholds,
    Pace market,
    long checkpointIntervalMs)
    implements Serializable {
  private static final long NS_PER_MS = 1_000_000;
  private static final String PREFIX = "threshold.";

  /** Where to begin without restored state. */
  public enum Start {
    /** The oldest record. */
    EARLIEST,
    /** Records written from now on. */
    LATEST,
    /** Where the consumer group stopped, else the oldest record. */
    COMMITTED
  }

  /**
   * How quickly the regime of the market and its venue groups is concluded and told, in ns of event
   * time. It is looked at each whole minute, so what is shorter counts as a minute.
   *
   * @param confirmNs {@code market.confirm}: how long another regime than CRASH must be the
   *     conclusion before it is entered, default 10m
   * @param dwellNs {@code market.dwell}: shortest stay in a regime before another than CRASH may
   *     follow, default 90m
   * @param renewNs {@code market.renew}: a regime other than NORMAL is told again so often while it
   *     lasts, default 5m
   * @param validNs {@code market.valid}: how long what was told counts, longer than {@code
   *     market.renew}, default 15m
   */
  public record Pace(long confirmNs, long dwellNs, long renewNs, long validNs)
      implements Serializable {
    static Pace read(ConfigReader in) {
      Pace pace =
          new Pace(
              in.durationNs("market.confirm", "10m"),
              in.durationNs("market.dwell", "90m"),
              in.durationNs("market.renew", "5m"),
              in.durationNs("market.valid", "15m"));
      try {
        var unused = pace.options();
      } catch (IllegalArgumentException e) {
        throw new ConfigException("CONFIG_INVALID: key=market.* cause=" + e.getMessage());
      }
      return pace;
    }

    MarketOptions options() {
      MarketOptions usual = MarketOptions.standard();
      return new MarketOptions(
          usual.fewest(),
          usual.staleNs(),
          usual.exit(),
          usual.margin(),
          confirmNs,
          dwellNs,
          renewNs,
          validNs);
    }
  }

  /**
   * Reads it.
   *
   * @throws ConfigException when a key is unknown or a value does not fit
   */
  public static RegimeJobConfig fromMap(Map<String, String> values) {
    ConfigReader in = new ConfigReader(values);
    Map<String, Double> thresholds = new TreeMap<>();
    for (Threshold threshold : Threshold.values()) {
      String key = PREFIX + threshold.key();
      double value = in.real(key, threshold.standard(), threshold.least(), threshold.most());
      if (value != threshold.standard()) {
        thresholds.put(threshold.key(), value);
      }
    }
    RegimeJobConfig config =
        new RegimeJobConfig(
            in.text("kafka.bootstrap", "localhost:9092"),
            in.text("kafka.group", "cryptoscalp-regime"),
            in.choice("start", Start.COMMITTED, Start.class),
            in.flag("bounded", false),
            in.text("instruments.file", ""),
            in.durationNs("watermark.delay", "2s") / NS_PER_MS,
            in.durationNs("watermark.hold", "5s") / NS_PER_MS,
            in.durationNs("watermark.idle", "10s") / NS_PER_MS,
            thresholds,
            Pace.read(in),
            in.durationNs("checkpoint.interval", "10s") / NS_PER_MS);
    in.rejectUnknown();
    try {
      var unused = Thresholds.STANDARD.with(thresholds);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    return config;
  }

  /** Loads the instruments on a worker. */
  SerializableSupplier<InstrumentCatalogue> catalogue() {
    return InstrumentsFile.of(instrumentsFile);
  }

  /** How the market is concluded, on a worker. */
  SerializableSupplier<MarketOptions> marketOptions() {
    return market::options;
  }
}
