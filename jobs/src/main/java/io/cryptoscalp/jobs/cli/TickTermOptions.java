package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.matching.EventTape;
import io.cryptoscalp.engine.matching.MarginModel;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.jobs.backtest.ParameterGrid;
import io.cryptoscalp.jobs.backtest.VenueAssumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What a backtest on ticks assumes about the venue: the keys venue.* of trials, as options. */
final class TickTermOptions {
  @Option(
      names = "--latency",
      paramLabel = "DELAY",
      description =
          "Of requests and of answers: 5ms, lognormal:5ms:0.4 or file:PATH (default:"
              + " ${DEFAULT-VALUE}).")
  private String latency = "10ms";

  @Option(names = "--entry", paramLabel = "DELAY", description = "Of requests; default --latency.")
  private String entry = "";

  @Option(
      names = "--response",
      paramLabel = "DELAY",
      description = "Of answers; default --latency.")
  private String response = "";

  @Option(
      names = "--queue",
      paramLabel = "MODEL",
      description =
          "Place in the queue: risk-averse, power:N, log or through-only; known and not estimated"
              + " with --orders (default: ${DEFAULT-VALUE}).")
  private String queue = "log";

  @Option(
      names = "--impact",
      paramLabel = "MODEL",
      description =
          "none, consuming or square-root:FACTOR:VOLATILITY:VOLUME (default: ${DEFAULT-VALUE}).")
  private String impact = "consuming";

  @Option(
      names = "--fills",
      paramLabel = "KIND",
      description = "partial, or whole at each fill (default: ${DEFAULT-VALUE}).")
  private Fills fills = Fills.PARTIAL;

  @Option(
      names = "--triggers",
      paramLabel = "KIND",
      description = "Stops go off by trades or by touch (default: ${DEFAULT-VALUE}).")
  private String triggers = "trades";

  @Option(
      names = "--fees",
      paramLabel = "MAKER:TAKER",
      description = "Fractions; default those of the instrument.")
  private String fees = "";

  @Option(
      names = "--outages",
      paramLabel = "FROM/TO[/lost],...",
      description = "When the venue takes no requests, ISO 8601.")
  private String outages = "";

  @Option(
      names = "--leverage",
      description =
          "Orders need margin and positions are liquidated; 0 for no margin (default:"
              + " ${DEFAULT-VALUE}).")
  private double leverage;

  @Option(
      names = "--margin",
      paramLabel = "KIND",
      description =
          "cross: all of the account covers a position; isolated: what was set aside for it"
              + " (default: ${DEFAULT-VALUE}).")
  private MarginModel.Mode margin = MarginModel.Mode.CROSS;

  @Option(
      names = "--liquidation-fee",
      paramLabel = "FRACTION",
      description = "On top of the taker fee (default: ${DEFAULT-VALUE}).")
  private double liquidationFee = 0.005;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private enum Fills {
    PARTIAL,
    WHOLE
  }

  /** The keys of trials that were chosen. */
  private SortedMap<String, String> keys() {
    SortedMap<String, String> keys = new TreeMap<>();
    keys.put("venue.latency.entry", entry.isEmpty() ? latency : entry);
    keys.put("venue.latency.response", response.isEmpty() ? latency : response);
    keys.put("venue.queue", queue);
    keys.put("venue.impact", impact);
    keys.put("venue.partial", Boolean.toString(fills == Fills.PARTIAL));
    keys.put("venue.triggers", triggers);
    keys.put("venue.seed", Long.toString(seed));
    if (!fees.isEmpty()) {
      keys.put("venue.fees", fees);
    }
    if (!outages.isEmpty()) {
      keys.put("venue.outages", outages);
    }
    return keys;
  }

  /** The same, with what is no key of a trial. */
  SortedMap<String, String> all() {
    SortedMap<String, String> all = keys();
    if (leverage > 0) {
      all.put("margin.mode", margin.name().toLowerCase(Locale.ROOT));
      all.put("margin.leverage", ParameterGrid.text(leverage));
      all.put("margin.liquidation-fee", ParameterGrid.text(liquidationFee));
    }
    return all;
  }

  /** Assumptions about each instrument. */
  List<VenueOptions> options(List<EventTape> tapes) {
    List<VenueOptions> each = new ArrayList<>();
    for (EventTape tape : tapes) {
      VenueOptions options = VenueAssumptions.of(keys(), tape.instrument());
      each.add(
          leverage > 0
              ? options.withMargin(
                  MarginModel.of(tape.instrument(), leverage, liquidationFee).withMode(margin))
              : options);
    }
    return each;
  }
}
