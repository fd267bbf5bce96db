package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.backfill.SyntheticArchive;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does a search say what it will run over before it does? */
class OptimizeCommandTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir Path folder;

  private final StringWriter text = new StringWriter();

  private int plan(Path archive) {
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    return line.execute(
        "optimize",
        "--source=binance-archive",
        "--input=" + archive,
        "--from=" + DAY,
        "--to=" + DAY.plusDays(1),
        "--strategy=momentum-breakout",
        "--param=strategy.cooldown=1s..60s",
        "--out=" + folder.resolve("study"),
        "--plan");
  }

  @Test
  void booksOfQuotesAreTold() throws Exception {
    Path archive = folder.resolve("archive");
    new SyntheticArchive(archive, 4_000).day("BTCUSDT", DAY, 1, 42_000);
    assertThat(plan(archive)).as(text.toString()).isEqualTo(ExitCodes.OK);
    assertThat(text.toString()).contains("Books are made of quotes", "held out");
  }

  @Test
  void anInputWithoutMarketsIsNamed() throws Exception {
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    assertThat(plan(nothing)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(text.toString()).contains("BACKTEST_NOTHING_FOUND", nothing.toString());
  }
}
