package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract on a file system, and what only a file system can hold. */
class FileModelStoreTest extends ModelStoreContract {
  private static final ModelStores STORES = new ModelStores(Map.of());

  @Override
  ModelRegistry open() {
    return new ModelRegistry(STORES.open(folder.toUri().toString()), null);
  }

  @Override
  Path recordFile(String model, long revision) {
    return folder.resolve(model).resolve("_stages").resolve(Names.record(revision));
  }

  @Override
  Path file(String version, String name) {
    return folder.resolve("baseline").resolve(version).resolve(name);
  }

  @Test
  void stagesOfAnEarlierReleaseAreTakenOver() throws Exception {
    for (String version : new String[] {"v1", "v2", "v3"}) {
      byte[] onnx = onnx(version);
      open().register(ModelRegistryTest.card(version, onnx), onnx, GOLDEN);
    }
    for (Path record :
        java.util.List.of(
            recordFile("baseline", 1), recordFile("baseline", 2), recordFile("baseline", 3))) {
      Files.delete(record);
    }
    Path old = folder.resolve("baseline/stages.json");
    Files.writeString(old, "{\"champion\":\"v1\",\"candidate\":\"v3\",\"archived\":[\"v2\"]}");
    ModelRegistry registry = open();
    assertThat(registry.stages("baseline").candidate()).isEqualTo("v3");
    registry.promote("baseline", "v3");
    assertThat(registry.stages("baseline").archived()).containsExactly("v2", "v1");
    assertThat(registry.rollback("baseline", by("a", "b")).champion()).isEqualTo("v1");
    Files.delete(recordFile("baseline", 1));
    Files.delete(recordFile("baseline", 2));
    for (String broken : new String[] {"", "{\"champion\":\"v1\",\"archived\":[\"v1\"]}", "{"}) {
      Files.writeString(old, broken);
      assertThatThrownBy(() -> registry.stages("baseline"))
          .hasMessageStartingWith("MODEL_STAGES_CORRUPT: model=baseline record=stages.json");
    }
  }

  @Test
  void aFileThatNobodyListedIsRefused() throws Exception {
    byte[] onnx = onnx("v1");
    open().register(ModelRegistryTest.card("v1", onnx), onnx, GOLDEN);
    Files.writeString(file("v1", "scaler.json"), "{}");
    assertThatThrownBy(() -> open().folder("baseline", "v1").verified(ModelTrust.ANYONE))
        .hasMessageStartingWith("MODEL_FILE_UNEXPECTED: file=");
  }

  @Test
  void aFolderHalfWrittenIsNoVersion() throws Exception {
    Files.createDirectories(folder.resolve("baseline/.new-123"));
    assertThat(open().versions("baseline")).isEmpty();
  }

  @Test
  void rootsOfOtherKindsAreRefused() {
    for (String root : new String[] {"", "http://host/x", "file://[", "s3://", "s3://a/../b"}) {
      assertThatThrownBy(() -> STORES.open(root)).hasMessageStartingWith("MODEL_STORE_INVALID: ");
    }
    assertThatThrownBy(() -> STORES.open("s3://bucket"))
        .hasMessage("MODEL_STORE_INVALID: variable=AWS_ACCESS_KEY_ID reason=missing");
  }
}
