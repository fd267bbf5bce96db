package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainingRun;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does a platform without natives get? */
class MissingEngineTest {

  @Test
  void aPlatformWithoutTheNativeLibraryIsRefusedByCode(@TempDir Path cache) throws Exception {
    assertThat(trainedWithout("pytorch-native", cache)).startsWith("TRAINING_ENGINE_MISSING");
  }

  @Test
  void soIsAClassPathWithoutTheEngine(@TempDir Path cache) throws Exception {
    assertThat(trainedWithout("pytorch-", cache)).startsWith("TRAINING_ENGINE_MISSING");
  }

  /** Trains in a JVM that lacks some libraries; the code it ended with, or {@code trained}. */
  private static String trainedWithout(String library, Path cache) throws Exception {
    List<String> kept = new ArrayList<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) {
      if (!Path.of(entry).getFileName().toString().startsWith(library)) {
        kept.add(entry);
      }
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-DDJL_CACHE_DIR=" + cache,
                "-cp",
                String.join(File.pathSeparator, kept),
                Trains.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Trains for one epoch and prints how that went. */
  static final class Trains {
    private Trains() {}

    public static void main(String[] args) {
      Dataset all = PlantedSequences.of(64, 4, 1);
      LstmFamily family = new LstmFamily();
      try {
        family.train(all, all, family.defaults(), TrainingRun.quiet(1)).close();
        System.out.print("trained");
      } catch (ModelException e) {
        System.out.print(e.code());
      }
    }
  }
}
