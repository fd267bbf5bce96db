package io.cryptoscalp.models.tearsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do runs come back from their files as they went in, and bad files not at all? */
class RunFileTest {
  @TempDir Path folder;

  private RunRecord read(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return RunFile.read(file);
  }

  @Test
  void aRunComesBack() throws IOException {
    RunRecord run = SampleRuns.run(RunRecord.Kind.WALK_FORWARD, "s", 100, 0.001, 1);
    byte[] written = RunFile.write(run);
    Path file = folder.resolve("run.json");
    Files.write(file, written);
    RunRecord back = RunFile.read(file);
    assertThat(RunFile.write(back)).isEqualTo(written);
    assertThat(back.trades()).isEqualTo(run.trades());
    assertThat(back.windows()).hasSize(5).isEqualTo(run.windows());
    assertThat(back.equity().value()).isEqualTo(run.equity().value());
    assertThat(back.configuration()).isEqualTo(run.configuration());
  }

  @Test
  void badFilesAreNamed() {
    assertThatThrownBy(() -> read("a.json", "{\"format\":2}"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("RUN_FILE_INVALID")
        .hasMessageContaining("format=2")
        .hasMessageContaining("a.json");
    assertThatThrownBy(() -> read("b.json", "{")).hasMessageContaining("RUN_FILE_INVALID");
    assertThatThrownBy(() -> read("c.csv", "time,return\n2021-01-01,x\n"))
        .hasMessageContaining("line=2")
        .hasMessageContaining("return=x");
    assertThatThrownBy(() -> read("d.csv", "time,return\n2021-01-02,0\n2021-01-01,0\n"))
        .hasMessageContaining("RETURNS_INVALID");
    assertThatThrownBy(() -> RunFile.read(folder.resolve("none.json")))
        .hasMessageContaining("unreadable");
    String negative =
        new String(
                RunFile.write(SampleRuns.run(RunRecord.Kind.PAPER, "s", 30, 0, 2)),
                StandardCharsets.UTF_8)
            .replace("\"startEquity\":100000.0", "\"startEquity\":-1");
    assertThatThrownBy(() -> read("e.json", negative)).hasMessageContaining("RUN_INVALID");
  }

  @Test
  void returnsInCsvKeepTheirFigures() throws IOException {
    double[] returns = SampleRuns.returns(300, 0.001, 0.02, 5);
    double[] market = SampleRuns.returns(300, 0, 0.03, 6);
    StringBuilder csv = new StringBuilder("time,return,benchmark\n");
    long[] ends = new long[300];
    for (int i = 0; i < 300; i++) {
      ends[i] = (18_000L + i + 1) * ReturnSeries.DAY_NS - 1;
      csv.append(java.time.LocalDate.ofEpochDay(18_000 + i))
          .append(',')
          .append(returns[i])
          .append(',')
          .append(market[i])
          .append('\n');
    }
    RunRecord run = read("r.csv", csv.toString());
    var direct = ReturnMetrics.of(new ReturnSeries(ends, returns, 365), market);
    var read = ReturnMetrics.of(run.daily(), run.benchmarkReturns(run.daily()));
    for (Metric metric : Metric.values()) {
      assertThat(read.get(metric)).as(metric.key()).isCloseTo(direct.get(metric), within(1e-9));
    }
  }

  @Test
  void tradesInCsvAddUp() throws IOException {
    RunRecord run =
        read(
            "t.csv",
            """
            instrument,side,entry_time,exit_time,quantity,entry_price,exit_price,fees,exit_reason
            A,long,2021-03-01T00:00:00Z,2021-03-01 02:00:00,2,100,110,1,target
            A,short,1614643200,1614646800000,1,110,120,1,stop
            """);
    assertThat(run.trades()).hasSize(2);
    assertThat(run.trades().get(0).net()).isEqualTo(19);
    assertThat(run.trades().get(1).net()).isEqualTo(-11);
    assertThat(run.trades().get(1).heldSeconds()).isEqualTo(3600);
    assertThat(run.equity().value()).containsExactly(100_019, 100_008);
  }
}
