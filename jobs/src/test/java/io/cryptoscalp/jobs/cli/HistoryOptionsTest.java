package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Is history asked for in the same words by every command, and which part of it is meant? */
class HistoryOptionsTest {
  private static final long DAY_NS = 86_400_000_000_000L;

  @CommandLine.Command
  private static final class Asks {
    @CommandLine.Mixin private final HistoryOptions history = new HistoryOptions();
  }

  private static HistoryOptions parsed(String... words) {
    Asks asks = new Asks();
    new CommandLine(asks).parseArgs(words);
    return asks.history;
  }

  @Test
  void aDayIsItsBeginAndTheDayBehindTheLastMomentIsTheFirstOneLeftOut() {
    TimeSpanOptions days = parsed("--from", "1970-01-02", "--to", "1970-01-04").span();
    assertThat(days.fromNs()).isEqualTo(DAY_NS);
    assertThat(days.toNs()).isEqualTo(3 * DAY_NS);
    assertThat(days.firstDay()).isEqualTo(LocalDate.of(1970, 1, 2));
    assertThat(days.dayBehind()).isEqualTo(LocalDate.of(1970, 1, 4));

    TimeSpanOptions moments =
        parsed("--from", "1970-01-02T12:00", "--to", "1970-01-04T00:00:00.000000001Z").span();
    assertThat(moments.fromNs()).isEqualTo(DAY_NS + DAY_NS / 2);
    assertThat(moments.toNs()).isEqualTo(3 * DAY_NS + 1);
    assertThat(moments.firstDay()).isEqualTo(LocalDate.of(1970, 1, 2));
    assertThat(moments.dayBehind()).isEqualTo(LocalDate.of(1970, 1, 5));
    assertThat(Moments.time("--from", "1970-01-02T02:00:00+02:00")).isEqualTo(DAY_NS);
  }

  @Test
  void whatIsNoTimeIsNamedWithItsOption() {
    assertThatThrownBy(() -> parsed("--to", "tomorrow").span().toNs())
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--to wants a time")
        .hasMessageContaining("tomorrow");
    TimeSpanOptions moment = parsed("--from", "2024-01-01T12:00").span();
    assertThatThrownBy(moment::requireDays).hasMessageContaining("is no day");
  }

  @Test
  void kindsOfHistoryAreTakenAsDocumentedAndOthersRefused(@TempDir Path folder) throws Exception {
    assertThat(parsed().source()).isEqualTo(HistorySource.FRAMES);
    assertThat(parsed("--source", "binance-archive").source())
        .isEqualTo(HistorySource.BINANCE_ARCHIVE);
    assertThatThrownBy(() -> parsed("--source", "papyrus"))
        .hasMessageContaining("SOURCE_UNKNOWN: source=papyrus")
        .hasMessageContaining("binance-archive");
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    assertThatThrownBy(() -> parsed().plan(catalogue)).hasMessageContaining("--input is missing");
    assertThatThrownBy(
            () -> parsed("--input", folder.toString(), "--instruments", "NO-SUCH").plan(catalogue))
        .hasMessageContaining("INSTRUMENT_UNKNOWN: ids=[NO-SUCH]");
    assertThat(parsed("--source", "kafka").plan(catalogue).instruments()).isEmpty();
  }

  @Test
  void aTableMayHaveTheNameOfACommand() {
    CommandLine.ParseResult backtest =
        Main.commandLine(new Main(Map.of())).parseArgs("backtest", "--rows", "bars").subcommand();
    assertThat(backtest.hasSubcommand()).isFalse();
    List<String> rows = backtest.matchedOptionValue("--rows", List.of());
    assertThat(rows).containsExactly("bars");
  }
}
