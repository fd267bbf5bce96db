package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.testing.RecordedData;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Does a search over a recording say what it found, keep it, and go on from what ClickHouse keeps?
 */
@Timeout(180)
class OptimizeCommandITCase {
  @TempDir private Path folder;

  private final StringWriter text = new StringWriter();

  private int run(QueriedDatabase database, String... words) {
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--set", "clickhouse.url=" + database.jdbcUrl()));
    return line.execute(all.toArray(new String[0]));
  }

  @Test
  void aStudyIsJudgedAndKept() throws Exception {
    String recording = RecordedData.require("binance-raw-feed/2024-08-08").toString();
    try (QueriedDatabase database = QueriedDatabase.start(folder)) {
      Path study = folder.resolve("first");
      String[] begin = {
        "optimize",
        "--input",
        recording,
        "--instruments",
        "BTCUSDT-PERP.BINANCE",
        "--strategy",
        "momentum-breakout",
        "--param",
        "strategy.cooldown=1s..60s:log",
        "--sampler",
        "halton",
        "--trials",
        "2",
        "--batch",
        "2",
        "--from",
        "2024-08-08T23:54:14Z",
        "--to",
        "2024-08-08T23:58:00Z",
        "--min-trades",
        "0",
        "--out",
        study.toString()
      };
      assertThat(run(database, begin)).as(text.toString()).isEqualTo(ExitCodes.NOT_ACTIVATED);
      assertThat(text.toString()).contains("REFUSED", "held-out-return", "strategy.cooldown");
      RunRecord winner = RunFile.read(study.resolve("winner.json"));
      assertThat(winner.configuration()).containsKey("parameter.strategy.cooldown");
      assertThat(winner.prices())
          .extracting(RunRecord.Prices::instrument)
          .containsExactly("BTCUSDT-PERP.BINANCE");
      assertThat(winner.prices().get(0).closes().timeNs()[0])
          .isBetween(winner.fromNs(), winner.toNs());
      assertThat(winner.benchmark()).isNotNull();
      assertThat(Files.readString(study.resolve("returns.csv"))).startsWith("t0,t1\n");
      assertThat(database.query("SELECT study, judged, passed, trials FROM studies_final"))
          .containsExactly("first|true|false|2");
      assertThat(
              database.query(
                  "SELECT count(), uniq(parameters['strategy.cooldown']) FROM study_trials_final"))
          .containsExactly("2|2");
      assertThat(database.query("SELECT count() FROM study_fronts_final WHERE winner"))
          .containsExactly("1");

      // Another machine, whose register is empty: ClickHouse knows.
      Files.delete(folder.resolve("data/studies/held-out.jsonl"));
      List<String> second = new ArrayList<>(List.of(begin));
      second.set(second.size() - 1, folder.resolve("second").toString());
      second.addAll(List.of("--seed", "2", "--plan"));
      assertThat(run(database, second.toArray(new String[0]))).isEqualTo(ExitCodes.OK);
      assertThat(text.toString()).contains("not new: seen by first", "2 trials of earlier studies");

      byte[] trials = Files.readAllBytes(study.resolve("trials.jsonl"));
      Path away = Files.move(study, folder.resolve("away"));
      String[] resume = {"optimize", "--input", recording, "--out", study.toString(), "--resume"};
      assertThat(run(database, resume)).as(text.toString()).isEqualTo(ExitCodes.NOT_ACTIVATED);
      assertThat(text.toString()).contains("was judged before");
      assertThat(Files.readAllBytes(study.resolve("trials.jsonl"))).isEqualTo(trials);
      assertThat(Files.readAllBytes(study.resolve("study.json")))
          .isEqualTo(Files.readAllBytes(away.resolve("study.json")));
    }
  }
}
