package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.FundingSeries;
import io.cryptoscalp.jobs.barsim.BarCosts;
import io.cryptoscalp.jobs.barsim.BarFiles;
import io.cryptoscalp.jobs.barsim.FundingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which bars are run on, and what their instruments cost. */
final class BarInputOptions {
  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Candles: klines of the venue's archive (CSV, .gz or .zip) or JSON arrays. The name up to"
              + " the interval is the instrument (BTCUSDT-1m-2026-02.zip); files of one instrument"
              + " are joined.")
  private List<Path> input = new ArrayList<>();

  @Option(
      names = "--finer",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Shorter candles of the same instruments: they decide what came first.")
  private List<Path> finer = new ArrayList<>();

  @Option(
      names = "--funding",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Funding of an instrument: CSV lines of the time and, last, the rate; named as candles.")
  private List<Path> funding = new ArrayList<>();

  @Mixin private TimeSpanOptions span = new TimeSpanOptions();

  @Option(
      names = "--tick",
      paramLabel = "PRICE",
      description = "Least step of prices. Default: what the prices are multiples of.")
  private double tick;

  @Option(
      names = "--lot",
      paramLabel = "QUANTITY",
      description = "Least step of quantities. Default: any quantity.")
  private double lot;

  @Option(
      names = "--maker-fee",
      paramLabel = "FRACTION",
      description = "Fee of resting fills (default: ${DEFAULT-VALUE}).")
  private double makerFee = 0.0002;

  @Option(
      names = "--taker-fee",
      paramLabel = "FRACTION",
      description = "Fee of other fills (default: ${DEFAULT-VALUE}).")
  private double takerFee = 0.0005;

  @Option(
      names = "--maintenance",
      paramLabel = "FRACTION",
      description = "Maintenance margin, of the notional (default: ${DEFAULT-VALUE}).")
  private double maintenance = 0.004;

  /** What instruments cost. */
  BarCosts costs() {
    return new BarCosts(tick, lot, makerFee, takerFee, maintenance);
  }

  /** Files, for people. */
  String text() {
    List<String> names = new ArrayList<>();
    input.forEach(file -> names.add(String.valueOf(file.getFileName())));
    return "bars " + String.join(" ", names);
  }

  /** The instruments. */
  List<BarMarket> markets() throws IOException {
    if (input.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "--input is missing: give files of candles.");
    }
    long fromNs = span.fromNs();
    long toNs = span.toNs();
    SortedMap<String, BarSeries> series = BarFiles.read(input, fromNs, toNs);
    SortedMap<String, BarSeries> shorter = BarFiles.read(finer, fromNs, toNs);
    SortedMap<String, FundingSeries> rates = new TreeMap<>();
    for (Path file : funding) {
      rates.put(BarFiles.instrument(file), FundingFile.read(file));
    }
    known("--finer", shorter, series);
    known("--funding", rates, series);
    BarCosts costs = costs();
    List<BarMarket> markets = new ArrayList<>();
    for (Map.Entry<String, BarSeries> entry : series.entrySet()) {
      String name = entry.getKey();
      markets.add(
          costs.market(
              entry.getValue(), shorter.get(name), rates.getOrDefault(name, FundingSeries.NONE)));
    }
    return markets;
  }

  private static void known(
      String option, SortedMap<String, ?> given, SortedMap<String, BarSeries> series) {
    for (String name : given.keySet()) {
      if (!series.containsKey(name)) {
        throw new CliException(
            ExitCodes.CONFIGURATION,
            option + " is of " + name + ", and --input of " + series.keySet() + ".");
      }
    }
  }
}
