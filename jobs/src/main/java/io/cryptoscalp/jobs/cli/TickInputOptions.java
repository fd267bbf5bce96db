package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestException;
import io.cryptoscalp.jobs.ticks.OrderFile;
import io.cryptoscalp.jobs.ticks.TickTapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the market that tick strategies run on. */
final class TickInputOptions {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Recorded frames: a file, or a folder with everything below it.")
  private @Nullable Path input;

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "Instead: a market order by order (CSV), of the one instrument named.")
  private @Nullable Path orders;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "Default: all of the recording.")
  private List<String> instruments = List.of();

  @Option(
      names = "--instruments-file",
      paramLabel = "FILE",
      description = "Specifications besides the built-in ones.")
  private String instrumentsFile = "";

  @Option(
      names = "--book-tickers",
      negatable = true,
      fallbackValue = "true",
      defaultValue = "true",
      description = "Book tickers move the touch between diffs (default: true).")
  private boolean tickers = true;

  @Option(
      names = "--base-latency",
      paramLabel = "TIME",
      description =
          "Smallest feed latency where the recorder's clock lagged (default: ${DEFAULT-VALUE}).")
  private String baseLatency = "1ms";

  /** Reads the tapes. */
  TickTapes tapes() throws IOException {
    InstrumentCatalogue catalogue = InstrumentsFile.of(instrumentsFile).get();
    long base =
        new ConfigReader(Map.of("base-latency", baseLatency)).durationNs("base-latency", "");
    Path file = orders;
    if (file != null && instruments.size() == 1 && input == null) {
      return TickTapes.of(List.of(OrderFile.read(file, instruments.get(0), catalogue, base)));
    }
    Path path = input;
    if (path == null || file != null) {
      throw new CliException(
          ExitCodes.USAGE,
          "Name --input, or --orders with the one instrument that it is of (--instruments).");
    }
    if (!Files.exists(path)) {
      throw new BacktestException("BACKTEST_NOTHING_FOUND: input=" + path);
    }
    return TickTapes.recorded(
        path, catalogue, Set.copyOf(instruments), tickers, base, System.err::println);
  }
}
