package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.matching.FeeSchedule;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarginModel;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.Outages;
import io.cryptoscalp.engine.matching.QueueModel;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.matching.VenueRules;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code venue.*} of a trial: who executes its account, and under which assumptions.
 *
 * @param simulated {@code venue.mode}: {@code simulated}; {@code paper} without
 * @param feed {@code venue.latency.feed}: {@code recorded} or a delay ({@link DelayText})
 * @param longestNs {@code venue.feed.longest}: longest latency of the feed
 * @param seed {@code venue.seed}: of all that is drawn
 * @param impact {@code venue.impact}
 * @param feesFactor {@code venue.fees.factor}: times all fees
 * @param leverage {@code venue.leverage}: of new positions; 0 for no margin
 * @param margin {@code venue.margin}: what covers a position
 * @param maintenanceRate {@code venue.maintenance-rate}: fraction of the notional; 0 for the
 *     instrument's own
 * @param liquidationFee {@code venue.liquidation-fee}: fraction of the notional closed by force
 * @param common the rest
 */
record VenueSettings(
    boolean simulated,
    String feed,
    long longestNs,
    long seed,
    ImpactText impact,
    double feesFactor,
    double leverage,
    MarginModel.Mode margin,
    double maintenanceRate,
    double liquidationFee,
    VenueOptions common) {
  /** What all these keys begin with. */
  static final String PREFIX = "venue.";

  /** Whether book tickers move the touch of every simulated venue between diffs. */
  static final String TICKERS = "venue.book-tickers";

  /** Keys that a trial may set. */
  static final List<String> KEYS =
      List.of(
          "venue.mode",
          "venue.latency.feed",
          "venue.latency.entry",
          "venue.latency.response",
          "venue.latency.factor",
          "venue.feed.longest",
          "venue.queue",
          "venue.impact",
          "venue.partial",
          "venue.triggers",
          "venue.fees",
          "venue.fees.factor",
          "venue.leverage",
          "venue.margin",
          "venue.maintenance-rate",
          "venue.liquidation-fee",
          "venue.outages",
          "venue.seed");

  private static final String RECORDED = "recorded";
  private static final String OUTAGES = "FROM/TO or FROM/TO/lost, ISO 8601 in UTC";

  /** Highest leverage that a venue grants. */
  private static final double MOST_LEVERAGE = 125;

  private enum Mode {
    PAPER,
    SIMULATED
  }

  private enum Triggers {
    TRADES,
    TOUCH
  }

  /**
   * Reads the keys of a run and a trial.
   *
   * @throws ConfigException {@code CONFIG_...} naming key and value
   */
  static VenueSettings of(Map<String, String> values) {
    Map<String, String> own = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            own.put(key, value);
          }
        });
    ConfigReader in = new ConfigReader(own);
    long seed = in.number("venue.seed", 1, 0, Long.MAX_VALUE);
    double slower = in.real("venue.latency.factor", 1, 0, 1e6);
    LatencyModel entry = delay(in, "venue.latency.entry", seed);
    LatencyModel response = delay(in, "venue.latency.response", seed);
    LatencyModel latency = LatencyModel.scaled(LatencyModel.of(entry, response), slower);
    boolean touch = in.choice("venue.triggers", Triggers.TRADES, Triggers.class) == Triggers.TOUCH;
    VenueRules rules = VenueRules.STANDARD;
    VenueOptions options =
        VenueOptions.standard(latency)
            .withQueue(queue(in.text("venue.queue", "log")))
            .withFills(
                in.flag("venue.partial", true)
                    ? VenueOptions.Fills.PARTIAL
                    : VenueOptions.Fills.WHOLE)
            .withOutages(outages(in.list("venue.outages", "")))
            .withRules(
                new VenueRules(
                    rules.filters(),
                    rules.maxOrders(),
                    rules.bandUp(),
                    rules.bandDown(),
                    rules.keepPlace(),
                    touch));
    String fees = in.text("venue.fees", "");
    VenueSettings settings =
        new VenueSettings(
            in.choice("venue.mode", Mode.PAPER, Mode.class) == Mode.SIMULATED,
            in.text("venue.latency.feed", RECORDED),
            in.durationNs("venue.feed.longest", "5s"),
            seed,
            ImpactText.parse("venue.impact", in.text("venue.impact", "consuming")),
            in.real("venue.fees.factor", 1, 0, 1e6),
            leverage(in),
            in.choice("venue.margin", MarginModel.Mode.CROSS, MarginModel.Mode.class),
            in.real("venue.maintenance-rate", 0, 0, 1),
            in.real("venue.liquidation-fee", 0.005, 0, 1),
            fees.isEmpty() ? options : options.withFees(fees(fees)));
    var unused = in.flag(TICKERS, true);
    in.rejectUnknown();
    var unusedModel = settings.feedModel();
    return settings;
  }

  private static double leverage(ConfigReader in) {
    double leverage = in.real("venue.leverage", 0, 0, MOST_LEVERAGE);
    if (leverage > 0 && leverage < 1) {
      throw invalid("venue.leverage", Double.toString(leverage), "0 or from 1 to 125");
    }
    return leverage;
  }

  /**
   * What an instrument meets.
   *
   * @throws BacktestException {@code BACKTEST_MARGIN_...} where margin cannot be asked for
   */
  VenueOptions options(Instrument instrument) {
    VenueOptions own = common.withImpact(impact.of(instrument.id()));
    if (feesFactor != 1) {
      FeeSchedule fees = common.fees();
      own = own.withFees((fees == null ? FeeSchedule.of(instrument) : fees).times(feesFactor));
    }
    return leverage == 0 ? own : own.withMargin(margin(instrument));
  }

  private MarginModel margin(Instrument instrument) {
    if (!instrument.venue().isDerivative()) {
      throw new BacktestException(
          "BACKTEST_MARGIN_SPOT: instrument=" + instrument.id() + " venue.leverage=" + leverage);
    }
    double rate = maintenanceRate == 0 ? instrument.maintenanceMarginRate() : maintenanceRate;
    if (margin == MarginModel.Mode.ISOLATED && rate * leverage >= 1) {
      throw new BacktestException(
          "BACKTEST_MARGIN_TOO_THIN: instrument="
              + instrument.id()
              + " venue.leverage="
              + leverage
              + " maintenanceRate="
              + rate
              + " expected=a leverage below 1/rate");
    }
    return new MarginModel(margin, leverage, new double[0], new double[] {rate}, liquidationFee);
  }

  /** The values without these keys, which the trading job does not know. */
  static Map<String, String> without(Map<String, String> values) {
    Map<String, String> others = new TreeMap<>(values);
    others.keySet().removeIf(key -> key.startsWith(PREFIX));
    return others;
  }

  /** How the feed is delayed, in words: the same words are the same markets. */
  String feedWords() {
    return feed + " longest=" + longestNs + (feed.equals(RECORDED) ? "" : " seed=" + seed);
  }

  /** Markets whose feed is delayed like this. */
  MarketFeed markets(InstrumentLookup instruments) {
    return new MarketFeed(instruments, feedModel(), longestNs);
  }

  private @Nullable LatencyModel feedModel() {
    return feed.equals(RECORDED) ? null : DelayText.parse("venue.latency.feed", feed, seed);
  }

  private static LatencyModel delay(ConfigReader in, String key, long seed) {
    return DelayText.parse(key, in.text(key, "10ms"), seed);
  }

  private static QueueModel queue(String text) {
    try {
      return switch (text) {
        case "risk-averse" -> QueueModel.riskAverse();
        case "log" -> QueueModel.logarithm();
        case "through-only" -> QueueModel.throughOnly();
        default -> {
          if (!text.startsWith("power:")) {
            throw new IllegalArgumentException(text);
          }
          yield QueueModel.power(Double.parseDouble(text.substring("power:".length())));
        }
      };
    } catch (IllegalArgumentException e) {
      throw invalid("venue.queue", text, "risk-averse, power:N, log or through-only");
    }
  }

  private static FeeSchedule fees(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 2) {
        double maker = Double.parseDouble(parts[0]);
        double taker = Double.parseDouble(parts[1]);
        if (Double.isFinite(maker) && Double.isFinite(taker)) {
          return FeeSchedule.flat(maker, taker);
        }
      }
    } catch (NumberFormatException e) {
      throw invalid("venue.fees", text, "MAKER:TAKER as fractions");
    }
    throw invalid("venue.fees", text, "MAKER:TAKER as fractions");
  }

  private static Outages outages(List<String> items) {
    long[] from = new long[items.size()];
    long[] to = new long[items.size()];
    boolean[] lost = new boolean[items.size()];
    for (int i = 0; i < from.length; i++) {
      String[] parts = items.get(i).split("/", -1);
      lost[i] = parts.length == 3 && parts[2].equals("lost");
      if (parts.length != (lost[i] ? 3 : 2)) {
        throw invalid("venue.outages", items.get(i), OUTAGES);
      }
      try {
        from[i] = ns(parts[0]);
        to[i] = ns(parts[1]);
      } catch (DateTimeException | ArithmeticException e) {
        throw invalid("venue.outages", items.get(i), OUTAGES);
      }
    }
    try {
      return new Outages(from, to, lost);
    } catch (IllegalArgumentException e) {
      throw invalid("venue.outages", String.join(",", items), OUTAGES + ", in order of time");
    }
  }

  private static long ns(String text) {
    Instant instant = Instant.parse(text);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static ConfigException invalid(String key, String value, String expected) {
    return new ConfigException(
        "CONFIG_INVALID: key=" + key + " value=" + value + " expected=" + expected);
  }
}
