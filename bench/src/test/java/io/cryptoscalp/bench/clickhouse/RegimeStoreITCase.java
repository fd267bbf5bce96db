package io.cryptoscalp.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the history of regimes answer what was written, and would a wrong answer be seen? */
class RegimeStoreITCase {
  @TempDir private Path folder = Path.of("");

  @Test
  void everyAnswerIsCheckedAgainstTheFormula() {
    int code =
        new CommandLine(new RegimeStore())
            .execute(
                "--intervals",
                "20000",
                "--matches",
                "3000",
                "--bars",
                "120000",
                "--instruments",
                "2",
                "--draws",
                "3",
                "--folder",
                folder.toString());
    assertThat(code).isZero();
  }

  @Test
  void aWrongAnswerIsRefused() throws Exception {
    GeneratedRegimes regimes = new GeneratedRegimes(1, 24_000, 10, 100_000);
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 24; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("[\"x\",\"")
          .append(GeneratedRegimes.DETECTORS.get(i % 8))
          .append("\",\"")
          .append(regimes.label(i / 8, i % 8, 3))
          .append("\"]");
    }
    JsonNode right = new ObjectMapper().readTree(rows.append("]").toString());
    long moment = GeneratedRegimes.START_NS + 3 * GeneratedRegimes.STAY_NS;
    RegimeAnswers.requireRegimes(right, regimes, 0, moment);
    assertThatThrownBy(() -> RegimeAnswers.requireRegimes(right, regimes, 0, moment - 1))
        .hasMessage("BENCH_ANSWER_WRONG: label at 0");
  }
}
