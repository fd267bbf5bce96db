package io.cryptoscalp.jobs.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The schemas of what reads the deployment files; a field that a schema does not name is an error
 * in all of them.
 */
final class Schemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  /**
   * Values of flinkVersion that operator 1.15 takes and the definition at hand, of 1.10, does not
   * know yet.
   */
  private static final List<String> NEWER_FLINK_VERSIONS = List.of("v2_0", "v2_1", "v2_2");

  private Schemas() {}

  static JsonSchema compose() {
    ObjectNode schema = (ObjectNode) resource("/schemas/compose-spec.json");
    // Its identifier is no absolute URI, which the validator insists on; nothing refers to it.
    schema.remove("$id");
    return compile(schema);
  }

  /** Definition of a plain kind, named apiVersion/kind. */
  static JsonSchema kubernetes(String apiVersionAndKind) {
    JsonNode all = resource("/schemas/kubernetes.json");
    if (!all.path("definitions").has(apiVersionAndKind)) {
      throw new IllegalArgumentException("schemas/kubernetes.json lacks " + apiVersionAndKind);
    }
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$ref", "#/definitions/" + apiVersionAndKind.replace("/", "~1"));
    schema.set("definitions", all.get("definitions"));
    return compile(schema);
  }

  /** Definition of a custom resource of the Flink operator, by its plural. */
  static JsonSchema operator(String plural) {
    JsonNode definition = resource("/META-INF/fabric8/" + plural + ".flink.apache.org-v1.yml");
    ObjectNode schema =
        definition.at("/spec/versions/0/schema/openAPIV3Schema").<ObjectNode>deepCopy();
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.remove("status");
    properties.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
    properties.putObject("kind").set("const", definition.at("/spec/names/kind"));
    properties.set("metadata", objectMetadata());
    if (properties.at("/spec/properties/flinkVersion/enum") instanceof ArrayNode versions) {
      NEWER_FLINK_VERSIONS.forEach(versions::add);
    }
    ArrayNode required = schema.putArray("required");
    Set.of("apiVersion", "kind", "metadata", "spec").stream().sorted().forEach(required::add);
    close(schema);
    return compile(schema);
  }

  static List<String> errors(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(Object::toString).sorted().toList();
  }

  private static ObjectNode objectMetadata() {
    ObjectNode metadata = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = metadata.putObject("properties");
    for (String field : List.of("name", "generateName", "namespace")) {
      properties.putObject(field).put("type", "string");
    }
    for (String field : List.of("labels", "annotations")) {
      properties
          .putObject(field)
          .put("type", "object")
          .putObject("additionalProperties")
          .put("type", "string");
    }
    return metadata;
  }

  /**
   * A structural schema of Kubernetes drops unknown fields without a word; here they shall fail.
   * Closes every object that lists its properties, and turns the extension for "integer or string"
   * into plain JSON schema.
   */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        object.removeAll();
        object.putArray("type").add("integer").add("string");
        return;
      }
      boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject() && !object.has("additionalProperties") && !open) {
        object.put("additionalProperties", false);
      }
      object.path("properties").forEach(Schemas::close);
      close(object.path("items"));
      close(object.path("additionalProperties"));
    }
  }

  private static JsonSchema compile(JsonNode schema) {
    SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().build();
    return FACTORY.getSchema(schema, config);
  }

  private static JsonNode resource(String name) {
    try (InputStream stream = Schemas.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(16 << 20);
      return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
