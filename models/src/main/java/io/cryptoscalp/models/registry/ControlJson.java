package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Model commands as JSON on the control topic:
 *
 * <pre>{"type":"model","commandId":"...","kind":"ACTIVATE","model":"baseline","version":"...",
 *  "uri":"file:///...","sha256":"...","effectiveFromNs":0}</pre>
 *
 * Reading is strict: an unknown, missing, repeated or ill-typed field rejects the message, since a
 * misspelt {@code effectiveFromNs} must not swap a model at once. {@code uri} and {@code sha256}
 * may be absent when deactivating; {@code role}, one of the names of {@link ModelCommand.Role}, may
 * be absent for champions.
 */
public final class ControlJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "commandId",
          "kind",
          "model",
          "version",
          "uri",
          "sha256",
          "effectiveFromNs",
          "role");

  private ControlJson() {}

  /** The message of a command, one line of UTF-8. */
  public static byte[] encode(ModelCommand command) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", "model");
    node.put("commandId", command.commandId());
    node.put("kind", command.kind().name());
    node.put("model", command.model());
    node.put("version", command.version());
    node.put("uri", command.uri());
    node.put("sha256", command.sha256());
    node.put("effectiveFromNs", command.effectiveFromNs());
    if (command.role() != ModelCommand.Role.CHAMPION) {
      node.put("role", command.role().name());
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The command of a message.
   *
   * @throws ModelException {@code CONTROL_MALFORMED} (not one JSON object), {@code
   *     CONTROL_TYPE_UNKNOWN}, {@code CONTROL_FIELD_UNKNOWN}, {@code CONTROL_FIELD_MISSING}, {@code
   *     CONTROL_FIELD_INVALID}
   */
  public static ModelCommand decode(byte[] message) {
    JsonNode node = parse(message);
    String type = text(node, "type");
    if (!type.equals("model")) {
      throw new ModelException("CONTROL_TYPE_UNKNOWN", "type=" + type);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new ModelException("CONTROL_FIELD_UNKNOWN", "field=" + name);
      }
    }
    ModelCommand.Kind kind = kind(text(node, "kind"));
    boolean activate = kind == ModelCommand.Kind.ACTIVATE;
    String digest = activate || node.has("sha256") ? node.path("sha256").asText("") : "";
    if (activate && !DIGEST.matcher(text(node, "sha256")).matches()) {
      throw invalid("sha256", digest);
    }
    return new ModelCommand(
        text(node, "commandId"),
        kind,
        text(node, "model"),
        text(node, "version"),
        activate ? text(node, "uri") : node.path("uri").asText(""),
        digest,
        time(node),
        node.has("role") ? role(text(node, "role")) : ModelCommand.Role.CHAMPION);
  }

  private static JsonNode parse(byte[] message) {
    JsonNode node;
    try {
      node = MAPPER.readTree(message);
    } catch (JacksonException e) {
      throw new ModelException(
          "CONTROL_MALFORMED", "bytes=" + message.length + " reason=" + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    if (!node.isObject()) {
      throw new ModelException(
          "CONTROL_MALFORMED", "bytes=" + message.length + " reason=not an object");
    }
    return node;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new ModelException("CONTROL_FIELD_MISSING", "field=" + field);
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw invalid(field, value.toString());
    }
    return value.textValue();
  }

  private static ModelCommand.Kind kind(String name) {
    for (ModelCommand.Kind kind : ModelCommand.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw invalid("kind", name);
  }

  private static ModelCommand.Role role(String name) {
    for (ModelCommand.Role role : ModelCommand.Role.values()) {
      if (role.name().equals(name)) {
        return role;
      }
    }
    throw invalid("role", name);
  }

  private static long time(JsonNode node) {
    JsonNode value = node.get("effectiveFromNs");
    if (value == null) {
      throw new ModelException("CONTROL_FIELD_MISSING", "field=effectiveFromNs");
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw invalid("effectiveFromNs", value.toString());
    }
    return value.longValue();
  }

  private static ModelException invalid(String field, String value) {
    return new ModelException("CONTROL_FIELD_INVALID", "field=" + field + " value=" + value);
  }
}
