package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.publish.Pacer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Everything on this machine. */
@Command(
    name = "demo",
    description =
        "Kafka, ClickHouse, Flink and both jobs on this machine, fed with generated or recorded"
            + " frames; a live summary until Ctrl-C, --duration or the end of the input.")
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--input", paramLabel = "PATH", description = "Recorded file or folder.")
  private @Nullable Path input;

  @Option(
      names = "--speed",
      defaultValue = "1x",
      description = "1x, 10x or max (default: ${DEFAULT-VALUE}).")
  private String speed = "1x";

  @Option(names = "--duration", description = "Stop after this long, e.g. 60s.")
  private String duration = "0s";

  @Option(
      names = "--parallelism",
      description = "Subtasks of the trading job (default: ${DEFAULT-VALUE}).")
  private int parallelism = 1;

  @Option(names = "--port", description = "Port of Flink's web UI; default 8081 or a free one.")
  private int port;

  @Option(names = "--seed", description = "Seed of the generated market (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--symbols", split = ",", description = "Symbols of the generated market.")
  private List<String> symbols = MarketOptions.DEFAULT_SYMBOLS;

  @Option(
      names = "--rate",
      description = "Book changes a second and symbol (default: ${DEFAULT-VALUE}).")
  private double rate = MarketOptions.DEFAULT_RATE;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Put the run's data into this new folder, where no later demo replaces it.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws Exception {
    double factor;
    try {
      factor = Pacer.parseSpeed(speed);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
    }
    if (factor == Pacer.MAX && input == null) {
      throw new CliException(
          ExitCodes.USAGE, "--speed max needs an --input: a generated market never ends.");
    }
    if (parallelism < 1 || parallelism > 64) {
      throw new CliException(ExitCodes.USAGE, "--parallelism is a number from 1 to 64.");
    }
    if (input != null && !Files.exists(input)) {
      throw new CliException(ExitCodes.CONFIGURATION, "The input " + input + " does not exist.");
    }
    PortOption.check(port);
    MarketOptions.check(symbols, rate);
    Duration limit = ReplayCommand.Durations.parse(duration);
    DemoOptions options =
        new DemoOptions(input, factor, limit, parallelism, port, seed, symbols, rate, keep);
    return new Demo(main, options).run();
  }
}
