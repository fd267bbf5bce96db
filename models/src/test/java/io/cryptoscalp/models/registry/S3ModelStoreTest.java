package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.models.Sha256;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract against an S3 server, and what only a store elsewhere can do. */
class S3ModelStoreTest extends ModelStoreContract {
  private static final String ROOT = "s3://" + EmbeddedS3.BUCKET + "/zoo/one";

  private EmbeddedS3 server;

  @BeforeEach
  void start() throws Exception {
    server = new EmbeddedS3(folder.resolve("objects"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private ModelStores stores() {
    return new ModelStores(server.environment(folder.resolve("cache")));
  }

  @Override
  ModelRegistry open() {
    return new ModelRegistry(stores().open(ROOT), null);
  }

  @Override
  Path recordFile(String model, long revision) {
    return server.object("zoo/one/" + model + "/_stages/" + Names.record(revision));
  }

  @Override
  Path file(String version, String name) throws Exception {
    Path home = server.object("zoo/one/baseline/" + version);
    if (name.equals("manifest.json")) {
      return home.resolve(name);
    }
    if (Files.isDirectory(folder.resolve("cache"))) {
      forgetCopies();
    }
    byte[] json = Files.readAllBytes(home.resolve("manifest.json"));
    String digest =
        name.equals("manifest.sig")
            ? Sha256.hex(json)
            : ModelManifest.read(json, "").files().get(name).sha256();
    return home.resolve(digest).resolve(name);
  }

  private void forgetCopies() throws Exception {
    try (Stream<Path> copies = Files.list(folder.resolve("cache"))) {
      for (Path copy : copies.toList()) {
        FileModelStore.delete(copy);
      }
    }
  }

  private ModelFolder registered(String version) {
    byte[] onnx = onnx(version);
    try (ModelRegistry registry = open()) {
      return registry.register(ModelRegistryTest.card(version, onnx), onnx, GOLDEN);
    }
  }

  @Test
  void aVersionIsReadByItsUri() {
    ModelFolder folder = registered("v1");
    assertThat(folder.uri()).isEqualTo(ROOT + "/baseline/v1");
    assertThat(folder.activation(folder.card(), 0).uri()).isEqualTo(folder.uri());
    ModelFolder read = stores().folder(folder.uri());
    assertThat(read.onnx()).isEqualTo(onnx("v1"));
    assertThat(read.uri()).isEqualTo(folder.uri());
  }

  @Test
  void aHalfUploadedVersionIsNotThere() throws Exception {
    registered("v1");
    Files.delete(file("v1", "manifest.json"));
    forgetCopies();
    try (ModelRegistry registry = open()) {
      assertThat(registry.versions("baseline")).isEmpty();
      assertThatThrownBy(() -> registry.folder("baseline", "v1"))
          .hasMessageStartingWith("MODEL_VERSION_UNKNOWN: model=baseline version=v1")
          .hasMessageEndingWith("reason=no manifest");
      assertThatThrownBy(() -> registry.promote("baseline", "v1"))
          .hasMessageStartingWith("MODEL_VERSION_UNKNOWN");
    }
    // whoever uploads again finishes it
    assertThat(registered("v1").onnx()).isEqualTo(onnx("v1"));
  }

  @Test
  void anotherVersionInItsPlaceIsRefused() throws Exception {
    registered("v1");
    registered("v2");
    overwrite(file("v2", "manifest.json"), Files.readAllBytes(file("v1", "manifest.json")));
    try (ModelRegistry registry = open()) {
      assertThatThrownBy(() -> registry.folder("baseline", "v2"))
          .hasMessageStartingWith("MODEL_CARD_INVALID: version=" + ROOT + "/baseline/v2 got=");
    }
  }

  @Test
  void aDamagedCopyIsFetchedAgain() throws Exception {
    ModelFolder copy = registered("v1");
    overwrite(copy.path().resolve("model.onnx"), onnx("other"));
    assertThat(stores().folder(copy.uri()).onnx()).isEqualTo(onnx("v1"));
    Files.delete(copy.path().resolve("card.json"));
    assertThat(stores().folder(copy.uri()).card().version()).isEqualTo("v1");
  }

  @Test
  void copiesTakeNoMoreThanTheirSpace() throws Exception {
    Map<String, String> environment = server.environment(folder.resolve("small"));
    environment.put("CRYPTOSCALP_MODEL_CACHE_MIB", "1");
    byte[] onnx = new byte[600_000];
    for (int i = 0; i < 3; i++) {
      onnx[0] = (byte) i;
      try (ModelRegistry registry =
          new ModelRegistry(new ModelStores(environment).open(ROOT), null)) {
        ModelCard card = ModelRegistryTest.card("v" + i, onnx);
        ModelFolder copy = registry.register(card, onnx, new TreeMap<>());
        // as if used an hour ago
        Files.setLastModifiedTime(
            copy.path(), java.nio.file.attribute.FileTime.fromMillis(3_600_000L * i));
      }
    }
    try (Stream<Path> copies = Files.list(folder.resolve("small"))) {
      assertThat(copies).hasSize(1);
    }
    byte[] large = new byte[2 << 20];
    try (ModelRegistry registry =
        new ModelRegistry(new ModelStores(environment).open(ROOT), null)) {
      ModelCard card = ModelRegistryTest.card("large", large);
      assertThatThrownBy(() -> registry.register(card, large, new TreeMap<>()))
          .hasMessageStartingWith("MODEL_TOO_LARGE: version=" + ROOT + "/baseline/large bytes=");
    }
  }

  @Test
  void wrongCredentialsAreToldWithoutThem() {
    Map<String, String> environment = server.environment(folder.resolve("cache"));
    environment.put("AWS_SECRET_ACCESS_KEY", "another-secret");
    try (ModelRegistry registry =
        new ModelRegistry(new ModelStores(environment).open(ROOT), null)) {
      assertThatThrownBy(registry::models)
          .hasMessageStartingWith("MODEL_STORE_FAILED: action=list object=s3://models/zoo/one")
          .hasMessageNotContaining("another-secret")
          .hasMessageNotContaining("test-key");
    }
    assertThat(new ModelStores(environment).shown().toString())
        .contains("AWS_SECRET_ACCESS_KEY=***")
        .doesNotContain("another-secret", "test-key");
  }

  @Test
  void aStoreThatDoesNotAnswerIsTold() {
    Map<String, String> environment = server.environment(folder.resolve("cache"));
    environment.put("CRYPTOSCALP_S3_ENDPOINT", "http://127.0.0.1:1");
    byte[] onnx = {1};
    try (ModelRegistry registry =
        new ModelRegistry(new ModelStores(environment).open(ROOT), null)) {
      String reason = "reason=IllegalStateException ConnectException";
      assertThatThrownBy(registry::models)
          .hasMessageStartingWith("MODEL_STORE_FAILED: action=list")
          .hasMessageEndingWith(reason);
      assertThatThrownBy(() -> registry.folder("baseline", "v1"))
          .hasMessageStartingWith("MODEL_STORE_FAILED: action=get")
          .hasMessageEndingWith(reason);
      ModelCard card = ModelRegistryTest.card("v1", onnx);
      assertThatThrownBy(() -> registry.register(card, onnx, GOLDEN))
          .hasMessageStartingWith("MODEL_STORE_FAILED: action=create")
          .hasMessageEndingWith(reason);
    }
  }

  @Test
  void aStoreThatIgnoresConditionsIsRefused() throws Exception {
    HttpServer careless =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    careless.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("ETag", "\"0\"");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    careless.start();
    try {
      Map<String, String> environment = server.environment(folder.resolve("cache"));
      environment.put(
          "CRYPTOSCALP_S3_ENDPOINT", "http://127.0.0.1:" + careless.getAddress().getPort());
      byte[] onnx = {1};
      try (ModelRegistry registry =
          new ModelRegistry(new ModelStores(environment).open(ROOT), null)) {
        ModelCard card = ModelRegistryTest.card("v1", onnx);
        assertThatThrownBy(() -> registry.register(card, onnx, GOLDEN))
            .hasMessageStartingWith("MODEL_STORE_UNSAFE: store=" + ROOT);
      }
    } finally {
      careless.stop(0);
    }
  }
}
