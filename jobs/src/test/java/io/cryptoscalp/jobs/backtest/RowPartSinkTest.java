package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPartSinkTest {
  @TempDir Path folder;

  @Test
  void aWorkerThatDoesNotSeeTheFolderSaysSo() {
    assertThatThrownBy(() -> new RowPartSink.Writer(folder.resolve("else"), 0, Map.of()))
        .isInstanceOf(BacktestException.class)
        .hasMessageStartingWith("FOLDER_NOT_SHARED: folder=" + folder);
  }
}
