package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.publish.WallTime;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A generated market into files. */
@Command(
    name = "generate",
    description = "Write a synthetic market to files of the recorded format.")
final class GenerateCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out = Path.of(".");

  @Option(
      names = "--duration",
      defaultValue = "60s",
      description = "Recorded time (default: ${DEFAULT-VALUE}).")
  private String duration = "60s";

  @Option(names = "--seed", description = "Decides everything (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--start",
      defaultValue = "2024-01-01T00:00:00Z",
      description = "Time of the first event (default: ${DEFAULT-VALUE}).")
  private String start = "2024-01-01T00:00:00Z";

  @Option(names = "--symbols", split = ",", description = "BTCUSDT or binance-spot:BTCUSDT.")
  private List<String> symbols = MarketOptions.DEFAULT_SYMBOLS;

  @Option(
      names = "--rate",
      description = "Book changes a second and symbol (default: ${DEFAULT-VALUE}).")
  private double rate = MarketOptions.DEFAULT_RATE;

  @Override
  public Integer call() throws Exception {
    long startNs = Moments.ns(start, "--start");
    MarketOptions.check(symbols, rate);
    PublisherOptions options =
        PublisherOptions.DEFAULT
            .withSpeed(Pacer.MAX)
            .withRecordedLimit(ReplayCommand.Durations.parse(duration));
    try (SyntheticMarket market =
            new SyntheticMarket(MarketOptions.instruments(symbols), seed, startNs, rate);
        RecordingSink sink = new RecordingSink(out)) {
      return new PublishRun(main, new Publisher(market, sink, options, WallTime.SYSTEM, null))
          .run();
    }
  }
}
