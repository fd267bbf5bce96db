package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.jobs.backfill.SyntheticArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a search say what it will run over before it does? */
class OptimizeCommandTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir Path folder;

  private final CommandRun command = new CommandRun();

  private int plan(Path archive) {
    return command.run(
        folder,
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
    assertThat(plan(archive)).as(command.text()).isEqualTo(ExitCodes.OK);
    assertThat(command.text()).contains("Books are made of quotes", "held out");
  }

  @Test
  void anInputWithoutMarketsIsNamed() throws Exception {
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    assertThat(plan(nothing)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(command.text()).contains("BACKTEST_NOTHING_FOUND", nothing.toString());
  }
}
