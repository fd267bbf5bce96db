package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry does in every store. */
abstract class ModelStoreContract {
  static final GoldenVectors GOLDEN =
      new GoldenVectors(new float[][] {{0.1f, 60_000.3f}}, new double[] {0.123456789});
  private static final StageChange.By ANNA = by("anna", "won the walk-forward");
  private static final StageChange.By BEN = by("ben", "lost money");

  @TempDir Path folder;

  /** A registry in the same place for every call, as another process would open it. */
  abstract ModelRegistry open();

  /** The file on this machine that holds a stage record. */
  abstract Path recordFile(String model, long revision);

  /** The file on this machine that holds a file of a version. */
  abstract Path file(String version, String name) throws Exception;

  static StageChange.By by(String who, String why) {
    return new StageChange.By(who, Instant.parse("2026-01-02T00:00:00Z"), why);
  }

  static byte[] onnx(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ModelFolder register(String version) {
    try (ModelRegistry registry = open()) {
      byte[] onnx = onnx(version);
      return registry.register(ModelRegistryTest.card(version, onnx), onnx, GOLDEN);
    }
  }

  static void overwrite(Path file, byte[] content) throws Exception {
    assertThat(Files.exists(file)).as("%s", file).isTrue();
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, content);
  }

  @Test
  void whatIsRegisteredIsReadByAnother() {
    register("v1");
    try (ModelRegistry other = open()) {
      ModelFolder read = other.folder("baseline", "v1").verified(ModelTrust.ANYONE);
      assertThat(read.onnx()).isEqualTo(onnx("v1"));
      assertThat(read.card()).isEqualTo(ModelRegistryTest.card("v1", onnx("v1")));
      assertThat(read.golden().outputs()).isEqualTo(GOLDEN.outputs());
      assertThat(other.models()).containsExactly("baseline");
      assertThat(other.versions("baseline")).containsExactly("v1");
      assertThat(other.versions("none")).isEmpty();
      assertThat(other.stages("none")).isEqualTo(ModelStages.EMPTY);
      assertThatThrownBy(() -> other.folder("baseline", "v2"))
          .hasMessageStartingWith("MODEL_VERSION_UNKNOWN: model=baseline version=v2");
    }
  }

  @Test
  void aChampionIsPromotedAndTakenBackWithWhoWhenAndWhy() {
    register("v1");
    register("v2");
    register("v3");
    try (ModelRegistry registry = open()) {
      registry.promote("baseline", "v1", Stage.CHAMPION, ANNA);
      registry.promote("baseline", "v2", Stage.SHADOW, ANNA);
      registry.promote("baseline", "v3", Stage.SHADOW, ANNA);
      assertThat(registry.stages("baseline").shadows()).containsExactly("v2", "v3");
      registry.promote("baseline", "v2", Stage.CHAMPION, ANNA);
      registry.promote("baseline", "v3", Stage.CHAMPION, ANNA);
      assertThat(registry.rollback("baseline", BEN).champion()).isEqualTo("v2");
      assertThat(registry.rollback("baseline", BEN).champion()).isEqualTo("v1");
      assertThatThrownBy(() -> registry.rollback("baseline", BEN))
          .hasMessageStartingWith("MODEL_NO_PREVIOUS_CHAMPION: model=baseline champion=v1");
      assertThat(registry.stages("baseline").archived()).containsExactly("v3", "v2");
      List<StageRecord> history = registry.history("baseline");
      assertThat(history).hasSize(10);
      assertThat(history.get(9).change())
          .isEqualTo(
              new StageChange(
                  StageChange.Kind.ROLLBACK,
                  "v1",
                  Stage.ARCHIVED,
                  Stage.CHAMPION,
                  "ben",
                  "2026-01-02T00:00:00Z",
                  "lost money"));
      assertThatThrownBy(() -> registry.promote("baseline", "v1", Stage.CHAMPION, ANNA))
          .hasMessageStartingWith("MODEL_STAGE_UNCHANGED: model=baseline version=v1");
      assertThatThrownBy(() -> by("anna", " "))
          .hasMessageStartingWith("MODEL_REASON_INVALID: length=1");
    }
  }

  @Test
  void anArchivedChampionComesBackByRollback() {
    register("v1");
    try (ModelRegistry registry = open()) {
      registry.promote("baseline", "v1", Stage.CHAMPION, ANNA);
      registry.archive("baseline", "v1");
      assertThat(registry.stages("baseline").champion()).isNull();
      assertThat(registry.rollback("baseline", BEN).champion()).isEqualTo("v1");
    }
  }

  @Test
  void ofTwoWhoDecideOnTheSameStagesOneWins() {
    register("v1");
    register("v2");
    try (ModelRegistry registry = open();
        ModelRegistry other = open()) {
      long seen = registry.revision("baseline");
      registry.promote("baseline", "v1", Stage.CHAMPION, ANNA, seen);
      assertThatThrownBy(() -> other.promote("baseline", "v2", Stage.CHAMPION, BEN, seen))
          .hasMessageStartingWith("MODEL_STAGE_CONFLICT: model=baseline version=v2 revision=2")
          .hasMessageEndingWith("first=PROMOTE v1 to champion by anna");
      assertThat(other.stages("baseline").champion()).isEqualTo("v1");
    }
  }

  @Test
  void promotersAtOnceLeaveAnUnbrokenHistory() throws Exception {
    List<String> versions = List.of("v1", "v2", "v3", "v4");
    versions.forEach(this::register);
    for (int round = 0; round < 5; round++) {
      long seen = registryRevision();
      List<Callable<Boolean>> promoters = new ArrayList<>();
      for (String version : versions) {
        promoters.add(() -> promoted(version, seen));
      }
      assertThat(together(promoters).stream().filter(won -> won)).hasSize(1);
    }
    try (ModelRegistry registry = open()) {
      assertThat(registry.history("baseline")).hasSize(4 + 5);
    }
  }

  private long registryRevision() {
    try (ModelRegistry registry = open()) {
      return registry.revision("baseline");
    }
  }

  private boolean promoted(String version, long seen) {
    try (ModelRegistry registry = open()) {
      // the champion of the round before goes out of use, all others are promoted
      boolean champion = version.equals(registry.stages("baseline").champion());
      registry.promote("baseline", version, champion ? Stage.ARCHIVED : Stage.CHAMPION, ANNA, seen);
      return true;
    } catch (ModelException e) {
      assertThat(e.code()).isIn("MODEL_STAGE_CONFLICT", "MODEL_STAGE_UNCHANGED");
      return false;
    }
  }

  @Test
  void ofWritersOfOneVersionOneWinsAndItsFilesFitTogether() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      byte[] onnx = onnx("content of writer " + writer);
      writers.add(
          () -> {
            try (ModelRegistry registry = open()) {
              registry.register(ModelRegistryTest.card("v1", onnx), onnx, GOLDEN);
              return true;
            } catch (ModelException e) {
              assertThat(e.code()).isEqualTo("MODEL_VERSION_EXISTS");
              return false;
            }
          });
    }
    assertThat(together(writers).stream().filter(won -> won)).hasSize(1);
    try (ModelRegistry registry = open()) {
      ModelFolder read = registry.folder("baseline", "v1").verified(ModelTrust.ANYONE);
      assertThat(Sha256.hex(read.onnx())).isEqualTo(read.card().sha256());
      assertThat(registry.stages("baseline").candidates()).containsExactly("v1");
    }
  }

  @Test
  void versionsRegisteredAtOnceAllBecomeCandidates() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (String version : List.of("v1", "v2", "v3", "v4")) {
      writers.add(() -> register(version) != null);
    }
    together(writers);
    try (ModelRegistry registry = open()) {
      assertThat(registry.stages("baseline").candidates())
          .containsExactlyInAnyOrder("v1", "v2", "v3", "v4");
      assertThat(registry.history("baseline")).hasSize(4);
    }
  }

  private static List<Boolean> together(List<Callable<Boolean>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try {
      List<Future<Boolean>> running = new ArrayList<>();
      for (Callable<Boolean> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await(60, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      List<Boolean> outcomes = new ArrayList<>();
      for (Future<Boolean> each : running) {
        outcomes.add(each.get(60, TimeUnit.SECONDS));
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new AssertionError("a writer failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDamagedStageRecordIsRefused() throws Exception {
    register("v1");
    register("v2");
    try (ModelRegistry registry = open()) {
      registry.promote("baseline", "v1", Stage.CHAMPION, ANNA);
      byte[] whole = Files.readAllBytes(recordFile("baseline", 3));
      for (byte[] broken :
          List.of(new byte[0], java.util.Arrays.copyOf(whole, 40), onnx("null"), onnx("{}"))) {
        overwrite(recordFile("baseline", 3), broken);
        assertThatThrownBy(() -> registry.stages("baseline"))
            .hasMessageStartingWith("MODEL_STAGES_CORRUPT: model=baseline record=0000000003.json");
        assertThatThrownBy(() -> registry.promote("baseline", "v2", Stage.CHAMPION, ANNA))
            .hasMessageStartingWith("MODEL_STAGES_CORRUPT");
      }
      overwrite(recordFile("baseline", 3), whole);
      // a record of the past, changed so that it still reads
      String second = Files.readString(recordFile("baseline", 2));
      overwrite(recordFile("baseline", 2), onnx(second.replace("registered", "approved")));
      assertThatThrownBy(() -> registry.history("baseline"))
          .hasMessageStartingWith("MODEL_STAGES_CORRUPT: model=baseline record=0000000002.json");
      Files.delete(recordFile("baseline", 1));
      assertThatThrownBy(() -> registry.rollback("baseline", BEN))
          .hasMessageStartingWith("MODEL_STAGES_CORRUPT: record=");
    }
  }

  @Test
  void everyChangedOrMissingFileIsRefused() throws Exception {
    register("v1");
    for (String name : List.of("model.onnx", "card.json", "card.md", "golden.json")) {
      byte[] whole = Files.readAllBytes(file("v1", name));
      byte[] changed = whole.clone();
      changed[changed.length / 2] ^= 1;
      for (byte[] broken : List.of(changed, java.util.Arrays.copyOf(whole, 1), new byte[0])) {
        overwrite(file("v1", name), broken);
        refused("MODEL_CHECKSUM_MISMATCH");
      }
      Files.delete(file("v1", name));
      refused("MODEL_UNREADABLE");
      Files.write(file("v1", name), whole);
    }
    try (ModelRegistry registry = open()) {
      var unused = registry.folder("baseline", "v1").verified(ModelTrust.ANYONE);
    }
    overwrite(file("v1", "manifest.json"), onnx("{\"format\":1}"));
    refused("MODEL_UNREADABLE");
  }

  private void refused(String code) {
    try (ModelRegistry registry = open()) {
      assertThatThrownBy(() -> registry.folder("baseline", "v1").verified(ModelTrust.ANYONE))
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith(code)
          .hasMessageNotContaining(EmbeddedS3.SECRET);
    }
  }

  @Test
  void aLargeFileComesBackWhole() {
    byte[] onnx = new byte[12_000_000];
    new java.util.Random(1).nextBytes(onnx);
    try (ModelRegistry registry = open()) {
      ModelCard card = ModelRegistryTest.card("v1", onnx);
      assertThat(registry.register(card, onnx, new TreeMap<>()).onnx()).isEqualTo(onnx);
    }
  }
}
