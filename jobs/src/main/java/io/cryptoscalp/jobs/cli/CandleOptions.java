package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.hindsight.CandleInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which candles a command is about: files, or stored bars of ClickHouse. */
final class CandleOptions {
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,8})(s|m|h|d)");
  private static final long SECOND_NS = 1_000_000_000L;

  @Option(
      names = "--candles",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Candles of one instrument a file: CSV lines (open time, open, high, low, close, volume)"
              + " or klines as JSON arrays, plain or .gz.")
  private List<Path> candles = new ArrayList<>();

  @Option(names = "--clickhouse", description = "In place of files: bars stored in ClickHouse.")
  private boolean clickHouse;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "With --clickhouse: which instruments.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--bars",
      paramLabel = "LENGTH",
      description = "With --clickhouse: bars to read, such as 1m (default: ${DEFAULT-VALUE}).")
  private String bars = "1m";

  @Mixin private TimeSpanOptions span = new TimeSpanOptions();

  /**
   * Inputs and what must stay open while they are read.
   *
   * @param inputs at least one
   * @param database of stored bars; null for files
   */
  record Candles(List<CandleInput> inputs, @Nullable Database database) implements AutoCloseable {
    @Override
    public void close() {
      if (database != null) {
        database.close();
      }
    }
  }

  /** The inputs. */
  Candles open(Main main) {
    long fromNs = span.fromNs();
    long toNs = span.toNs();
    if (candles.isEmpty() == !clickHouse) {
      throw new CliException(ExitCodes.USAGE, "Give --candles or --clickhouse.");
    }
    List<CandleInput> inputs = new ArrayList<>();
    if (!clickHouse) {
      for (Path file : candles) {
        if (!Files.isRegularFile(file)) {
          throw new CliException(ExitCodes.CONFIGURATION, "CANDLE_FILE_MISSING: file=" + file);
        }
        inputs.add(CandleInput.ofFile(file, fromNs, toNs));
      }
      return new Candles(inputs, null);
    }
    if (instruments.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "--clickhouse wants --instruments.");
    }
    String spec = CandleInput.storedSpec(length("--bars", bars));
    Database database = Database.open(main);
    for (String instrument : instruments) {
      inputs.add(
          new CandleInput(
              instrument,
              "",
              database.jdbcUrl(),
              database.user(),
              database.password(),
              spec,
              fromNs,
              toNs));
    }
    return new Candles(inputs, database);
  }

  /** A length such as {@code 15m} in ns. */
  static long length(String option, String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCodes.USAGE,
          option + " wants a length such as 30s, 15m, 1h or 1d, not " + text + ".");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> count * SECOND_NS;
      case "m" -> Duration.ofMinutes(count).toNanos();
      case "h" -> Duration.ofHours(count).toNanos();
      default -> Duration.ofDays(count).toNanos();
    };
  }
}
