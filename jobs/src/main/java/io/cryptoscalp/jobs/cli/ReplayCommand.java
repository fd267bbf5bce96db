package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Progress;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Recorded or generated frames onto Kafka. */
@Command(
    name = "replay",
    description = "Put recorded frames (or --generate a market) on Kafka at the recorded pace.")
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--input", paramLabel = "PATH", description = "Recorded file or folder.")
  private @Nullable Path input;

  @Option(names = "--generate", description = "A synthetic market in place of a recording.")
  private boolean generate;

  @Option(
      names = "--speed",
      defaultValue = "1x",
      description = "1x, 10x, 0.5x or max (default: ${DEFAULT-VALUE}).")
  private String speed = "1x";

  @Option(
      names = "--progress-file",
      paramLabel = "FILE",
      description =
          "Keeps what Kafka acknowledged, and goes on from there when the file exists: nothing is"
              + " lost by a kill, and what was acknowledged after the last write is sent again.")
  private @Nullable Path progressFile;

  @Option(
      names = "--final-heartbeat",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Sent at the end of the input, this long after the last frame; 0s for none (default:"
              + " ${DEFAULT-VALUE}).")
  private String finalHeartbeat = "1h";

  @Option(names = "--duration", paramLabel = "DURATION", description = "Stop after recorded time.")
  private String duration = "0s";

  @Option(names = "--seed", description = "Seed of --generate (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--symbols",
      split = ",",
      description = "Symbols of --generate, e.g. BTCUSDT or binance-spot:BTCUSDT.")
  private java.util.List<String> symbols = MarketOptions.DEFAULT_SYMBOLS;

  @Option(
      names = "--rate",
      description = "Book changes a second and symbol of --generate (default: ${DEFAULT-VALUE}).")
  private double rate = MarketOptions.DEFAULT_RATE;

  @Override
  public Integer call() throws Exception {
    if ((input == null) == !generate) {
      throw new CliException(ExitCodes.USAGE, "Either --input PATH or --generate is needed.");
    }
    MarketOptions.check(symbols, rate);
    PublisherOptions options =
        PublisherOptions.DEFAULT
            .withSpeed(speed())
            .withFinalHeartbeat(Durations.parse(finalHeartbeat))
            .withProgressFile(progressFile)
            .withRecordedLimit(Durations.parse(duration));
    String bootstrap = main.settings().text(Settings.KAFKA);
    Progress resumed = progressFile == null ? null : Progress.read(progressFile);
    try (MessageSource source = source(resumed)) {
      createTopics(bootstrap);
      int linger = options.speed() == Pacer.MAX ? 5 : 0;
      try (KafkaMessageSink sink =
          new KafkaMessageSink(bootstrap, linger, WallTime.SYSTEM, this::report)) {
        Publisher publisher = new Publisher(source, sink, options, WallTime.SYSTEM, resumed);
        return new PublishRun(main, publisher).run();
      }
    }
  }

  private double speed() {
    try {
      return Pacer.parseSpeed(speed);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private MessageSource source(@Nullable Progress resumed) throws IOException {
    if (input != null) {
      return Recording.open(input, resumed, this::report);
    }
    return new SyntheticMarket(
        MarketOptions.instruments(symbols), seed, WallTime.SYSTEM.epochNs(), rate);
  }

  private static void createTopics(String bootstrap) {
    try {
      EmbeddedKafka.createTopics(bootstrap, Topics.all());
    } catch (RuntimeException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE, "Kafka does not answer at " + bootstrap + ".", e);
    }
  }

  private void report(String line) {
    System.err.println(line);
  }

  /** Durations on the command line. */
  static final class Durations {
    private Durations() {}

    static Duration parse(String text) {
      java.util.regex.Matcher matcher =
          java.util.regex.Pattern.compile("(\\d{1,9})(ms|s|m|h)").matcher(text.trim());
      if (!matcher.matches()) {
        throw new CliException(
            ExitCodes.USAGE, "\"" + text + "\" is no duration such as 500ms, 60s, 5m or 1h.");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }
}
