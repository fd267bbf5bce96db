package io.cryptoscalp.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do the stored features answer what was written, and would a wrong answer be seen? */
class FeatureStoreITCase {
  @TempDir private Path folder = Path.of("");

  @Test
  void everyAnswerIsCheckedAgainstTheFormula() {
    int code =
        new CommandLine(new FeatureStore())
            .execute(
                "--rows",
                "700000",
                "--instruments",
                "2",
                "--select",
                "spread_bps,vpin,rsi_14_1m",
                "--draws",
                "3",
                "--folder",
                folder.toString());
    assertThat(code).isZero();
  }

  @Test
  void aWrongAnswerIsRefused() throws Exception {
    GeneratedVectors vectors =
        new GeneratedVectors(
            FeatureCatalogue.of(FeatureOptions.defaults().withSelect(List.of("spread_bps"))),
            1,
            100);
    String row =
        "[[\"%s\",\"0\",\"spread_bps\",%s,\"bps\",1]]"
            .formatted(QueryClient.utc(vectors.timeNs(5)), vectors.value(0, 5, 0));
    JsonNode right = new ObjectMapper().readTree(row);
    Answers.requireVector(right, vectors, 0, 5);
    assertThatThrownBy(() -> Answers.requireVector(right, vectors, 0, 6))
        .hasMessage("BENCH_ANSWER_WRONG: time at 0");
    JsonNode wrong = new ObjectMapper().readTree(row.replace(",1]", ",0]"));
    assertThatThrownBy(() -> Answers.requireVector(wrong, vectors, 0, 5))
        .hasMessage("BENCH_ANSWER_WRONG: valid at 0");
  }
}
