package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.builder.PipelineModelServable;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do the commands of the registry move, compare and check what is in it? */
class ModelsCommandTest {
  @TempDir private Path data = Path.of("");

  private final Map<String, String> environment = new TreeMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<ModelFolder> folders = List.of();

  @BeforeEach
  void fill() {
    environment.put("CRYPTOSCALP_DATA_DIR", data.toString());
    try (ModelRegistry registry = new ModelRegistry(root())) {
      folders =
          List.of(
              RegisteredModels.register(registry, "v1", 1),
              RegisteredModels.register(registry, "v2", 2),
              RegisteredModels.register(registry, "v3", 0, "NO_SKILL: auc=0.5"));
    }
  }

  private Path root() {
    return data.resolve("models");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine(new Main(environment));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private List<JsonNode> json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(Arrays.asList(arguments));
    assertThat(run(all.toArray(new String[0]))).as("%s", err).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  @Test
  void aVersionIsPromotedShownAndTakenBack() throws Exception {
    JsonNode first = json("models", "promote", "baseline", "v1", "--reason", "first").get(0);
    assertThat(first.path("promoted").asBoolean()).isTrue();
    assertThat(first.path("notActivated").asText()).isEqualTo("NO_JOB");
    assertThat(first.path("mirrored").asBoolean(true)).isFalse();
    json("models", "promote", "baseline", "v2", "--reason", "better", "--by", "anna");
    json("models", "promote", "baseline", "v3", "--to", "shadow", "--reason", "watch it");
    assertThat(json("models", "list"))
        .extracting(line -> line.path("version").asText() + " " + line.path("stage").asText())
        .containsExactly("v1 archived", "v2 champion", "v3 shadow");
    assertThat(json("models", "list", "baseline", "--stage", "shadow")).hasSize(1);
    JsonNode shown = json("models", "show", "baseline", "champion").get(0);
    assertThat(shown.path("version").asText()).isEqualTo("v2");
    assertThat(shown.path("family").asText()).isEqualTo("logistic");
    assertThat(shown.path("splits").path("test").path("auc").asDouble()).isEqualTo(0.7);
    JsonNode change = shown.path("history").path(1);
    assertThat(change.path("who").asText()).isEqualTo("anna");
    assertThat(change.path("why").asText()).isEqualTo("better");
    assertThat(change.path("from").asText()).isEqualTo("candidate");
    JsonNode back = json("models", "rollback", "baseline", "--reason", "lost money").get(0);
    assertThat(back.path("version").asText()).isEqualTo("v1");
    assertThat(back.path("before").asText()).isEqualTo("v2");
    assertThat(run("models", "rollback", "baseline", "--reason", "again"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_NO_PREVIOUS_CHAMPION: model=baseline champion=v1");
    assertThat(run("models", "list")).isZero();
    assertThat(out.toString()).contains("baseline  v1       champion");
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    assertThat(run("models")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("models", "promote", "baseline", "v1")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("models", "promote", "baseline", "v1", "--reason", " "))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_REASON_INVALID: ");
    assertThat(run("models", "promote", "baseline", "v1", "--reason", "x", "--to", "best"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_STAGE_UNKNOWN: stage=best");
    assertThat(run("models", "promote", "baseline", "v9", "--reason", "x"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_VERSION_UNKNOWN: model=baseline version=v9");
    assertThat(run("models", "show", "none")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("models", "show", "baseline", "champion")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("The model baseline has no champion.");
    String[] promote = {"models", "promote", "baseline", "v3", "--reason", "x"};
    assertThat(run(promote)).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(new ModelRegistry(root()).stages("baseline").champion()).isNull();
    String[] forced = Arrays.copyOf(promote, promote.length + 1);
    forced[promote.length] = "--force";
    assertThat(run(forced)).as("%s", err).isZero();
    assertThat(new ModelRegistry(root()).stages("baseline").champion()).isEqualTo("v3");
  }

  @Test
  void twoVersionsAreCompared() throws Exception {
    JsonNode found = json("models", "diff", "baseline/v1", "baseline/v2").get(0);
    JsonNode differences = found.path("differences");
    assertThat(differences.fieldNames())
        .toIterable()
        .containsExactly(
            "file card.json",
            "file card.md",
            "file golden.json",
            "file model.onnx",
            "metric auc",
            "metric test.auc",
            "setting l2");
    assertThat(differences.path("setting l2").path("b").asText()).isEqualTo("2.0");
    assertThat(run("models", "diff", "baseline/v1", "baseline/v1")).isZero();
    assertThat(out.toString()).contains("No difference.");
  }

  @Test
  void damageIsFoundAndNotPromoted() throws Exception {
    assertThat(json("models", "verify")).allMatch(line -> line.path("ok").asBoolean());
    Path card = folders.get(0).path().resolve("card.json");
    assertThat(card.toFile().setWritable(true)).isTrue();
    Files.writeString(card, Files.readString(card).replace("0.6", "0.9"));
    assertThat(run("--json", "models", "verify", "baseline")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(out.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"ok\":false,\"code\":\"MODEL_CHECKSUM_MISMATCH\""));
    assertThat(run("models", "promote", "baseline", "v1", "--reason", "x"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_CHECKSUM_MISMATCH: file=");
    assertThat(run("models", "promote", "baseline", "v1", "--reason", "x", "--to", "archived"))
        .isZero();
    Path record = root().resolve("baseline/_stages/0000000001.json");
    assertThat(record.toFile().delete()).isTrue();
    assertThat(run("models", "verify", "baseline", "v2")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_STAGES_CORRUPT: ");
  }

  @Test
  void versionsAreSignedAndHeldToTheirSigner() throws Exception {
    Path key = data.resolve("own.key");
    Path other = data.resolve("other.key");
    JsonNode made = json("models", "keygen", key.toString()).get(0);
    json("models", "keygen", other.toString());
    assertThat(run("models", "keygen", root().resolve("x.key").toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run("models", "keygen", key.toString())).isEqualTo(ExitCodes.CONFIGURATION);
    environment.put("CRYPTOSCALP_SIGNING_KEY_FILE", key.toString());
    Main main = new Main(environment);
    try (ModelRegistry registry = Registries.open(main)) {
      RegisteredModels.register(registry, "v4", 4);
    }
    String trusted = made.path("publicKey").asText();
    JsonNode ok = json("models", "verify", "baseline", "v4", "--key", trusted).get(0);
    assertThat(ok.path("signer").asText()).isEqualTo(made.path("fingerprint").asText());
    assertThat(ok.path("goldenVectors").asInt()).isEqualTo(3);
    assertThat(run("models", "verify", "baseline", "v4", "--key", other + ".pub"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_SIGNER_UNKNOWN: ");
    String[] unsigned = {
      "models",
      "promote",
      "baseline",
      "v1",
      "--reason",
      "x",
      "--set",
      "job.trading.scoring.trusted.keys=" + trusted
    };
    assertThat(run(unsigned)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_SIGNATURE_MISSING: ");
    unsigned[3] = "v4";
    assertThat(run(unsigned)).as("%s", err).isZero();
  }

  @Test
  void aStoreElsewhereTakesItsCredentialsFromTheEnvironmentAlone() throws Exception {
    assertThat(run("models", "list", "--registry", "s3://bucket/zoo"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString())
        .startsWith("MODEL_STORE_INVALID: variable=AWS_ACCESS_KEY_ID reason=missing");
    environment.put("AWS_ACCESS_KEY_ID", "the-id");
    environment.put("AWS_SECRET_ACCESS_KEY", "the-secret");
    environment.put("CRYPTOSCALP_S3_ENDPOINT", "http://127.0.0.1:1");
    assertThat(run("models", "list", "--registry", "s3://bucket/zoo"))
        .isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(err.toString())
        .startsWith("MODEL_STORE_FAILED: action=list object=s3://bucket/zoo/")
        .doesNotContain("the-secret");
    assertThat(run("show-config")).isZero();
    assertThat(out.toString())
        .contains("http://127.0.0.1:1", "AWS_SECRET_ACCESS_KEY")
        .doesNotContain("the-secret", "the-id");
    assertThat(json("models", "list", "--registry", root().toUri().toString())).hasSize(3);
  }

  @Test
  void anExportedVersionIsAPipelineOfFlinkMl() throws Exception {
    Path saved = data.resolve("pipeline");
    String[] export = {"models", "export-servable", "baseline", "v2", "--out", saved.toString()};
    assertThat(run(export)).as("%s", err).isZero();
    assertThat(out.toString()).contains("baseline v2");
    PipelineModelServable pipeline = PipelineModelServable.load(saved.toString());
    GoldenVectors golden = folders.get(1).golden();
    List<Row> rows = new ArrayList<>();
    for (float[] input : golden.inputs()) {
      DenseVector vector = new DenseVector(input.length);
      for (int i = 0; i < input.length; i++) {
        vector.set(i, input[i]);
      }
      rows.add(new Row(new ArrayList<>(List.of(vector))));
    }
    DataFrame frame =
        new DataFrame(
            new ArrayList<>(List.of("features")),
            new ArrayList<>(List.of(DataTypes.VECTOR(BasicType.DOUBLE))),
            rows);
    DataFrame scored = pipeline.transform(frame);
    for (int i = 0; i < rows.size(); i++) {
      double prediction = (Double) scored.collect().get(i).get(scored.getIndex("prediction"));
      assertThat(prediction).isCloseTo(golden.outputs()[i], within(2e-6));
    }
    assertThat(run(export)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("SERVABLE_EXISTS");
  }
}
