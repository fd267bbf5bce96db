package io.cryptoscalp.models.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a file that only grows keep every line, and notice one that was changed? */
class ChainedFileTest {
  @TempDir private Path folder;

  private record Line(long number, String previous, String text) implements ChainedFile.Entry {}

  private ChainedFile<Line> file() {
    return new ChainedFile<>(folder.resolve("made/lines.jsonl"), Line.class, "LINES");
  }

  private static Line add(ChainedFile<Line> file, String text) {
    return file.append((before, number, previous) -> new Line(number, previous, text));
  }

  @Test
  void keepsWhatManyAppendAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      ChainedFile<Line> own = file();
      all.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 25; i++) {
                  add(own, "caf\u00e9");
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();
    assertThat(file().entries()).hasSize(100).allMatch(line -> line.text().equals("caf\u00e9"));
  }

  @Test
  void doesNotCountALineThatWasTorn() throws Exception {
    add(file(), "a");
    Path path = folder.resolve("made/lines.jsonl");
    byte[] one = Files.readAllBytes(path);
    Files.writeString(path, "{\"number\":2,\"previ", StandardOpenOption.APPEND);
    assertThat(file().entries()).hasSize(1);
    add(file(), "b");
    assertThat(file().entries()).extracting(Line::text).containsExactly("a", "b");
    assertThat(file().append((before, number, previous) -> null)).isNull();
    assertThat(Files.readAllBytes(path)).startsWith(one);
    assertThat(file().entries()).hasSize(2);
  }

  @Test
  void noticesAChangedLine() throws Exception {
    assertThat(file().entries()).isEmpty();
    add(file(), "a");
    add(file(), "b");
    Path path = folder.resolve("made/lines.jsonl");
    String text = Files.readString(path);
    for (String changed :
        List.of(
            text.replace("\"a\"", "\"c\""), text.substring(text.indexOf('\n') + 1), "?\n" + text)) {
      Files.writeString(path, changed);
      assertThatThrownBy(() -> file().entries()).hasMessageContaining("LINES_CORRUPT: file=");
      assertThatThrownBy(() -> add(file(), "d")).hasMessageContaining("LINES_CORRUPT: file=");
      assertThat(Files.readString(path)).isEqualTo(changed);
    }
  }
}
