package io.cryptoscalp.operators.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.RiskCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Risk commands as JSON on the control topic:
 *
 * <pre>{"type":"risk","commandId":"...","kind":"HALT","account":"paper-1","strategy":"",
 *  "limits":{},"reason":"...","effectiveFromNs":0}</pre>
 *
 * Reading is strict: an unknown, missing, repeated or ill-typed field rejects the message, since a
 * misspelt {@code strategy} must not halt an account. Values of limits are texts or numbers.
 */
public final class RiskCommandJson {
  /** Type of the message. */
  public static final String TYPE = "risk";

  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "commandId",
          "kind",
          "account",
          "strategy",
          "limits",
          "reason",
          "effectiveFromNs");

  private RiskCommandJson() {}

  /** The message of a command, one line of UTF-8. */
  public static byte[] encode(RiskCommand command) {
    ObjectNode node = StrictJson.MAPPER.createObjectNode();
    node.put("type", TYPE);
    node.put("commandId", command.commandId());
    node.put("kind", command.kind().name());
    node.put("account", command.account());
    node.put("strategy", command.strategy());
    ObjectNode limits = node.putObject("limits");
    command.limits().forEach(limits::put);
    node.put("reason", command.reason());
    node.put("effectiveFromNs", command.effectiveFromNs());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** True when the message is an object of this type, whatever else is wrong with it. */
  static boolean isRisk(byte[] message) {
    try {
      JsonNode node = StrictJson.MAPPER.readTree(message);
      return node != null && TYPE.equals(node.path("type").asText(""));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The command of a message.
   *
   * @throws IllegalArgumentException coded {@code CONTROL_MALFORMED}, {@code
   *     CONTROL_FIELD_UNKNOWN}, {@code CONTROL_FIELD_MISSING} or {@code CONTROL_FIELD_INVALID}
   */
  public static RiskCommand decode(byte[] message) {
    JsonNode node = parse(message);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw error("CONTROL_FIELD_UNKNOWN", name, "");
      }
    }
    RiskCommand.Kind kind = kind(text(node, "kind", false));
    Map<String, String> limits = limits(node);
    if (limits.isEmpty() == (kind == RiskCommand.Kind.LIMITS)) {
      throw error("CONTROL_FIELD_INVALID", "limits", limits.toString());
    }
    return new RiskCommand(
        text(node, "commandId", false),
        kind,
        text(node, "account", false),
        text(node, "strategy", true),
        limits,
        text(node, "reason", true),
        time(node));
  }

  private static JsonNode parse(byte[] message) {
    try {
      JsonNode node = StrictJson.MAPPER.readTree(message);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "CONTROL_MALFORMED: bytes=" + message.length + " reason=" + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    throw new IllegalArgumentException(
        "CONTROL_MALFORMED: bytes=" + message.length + " reason=not an object");
  }

  private static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw error("CONTROL_FIELD_MISSING", field, "");
    }
    return value;
  }

  private static String text(JsonNode node, String field, boolean mayBeEmpty) {
    JsonNode value = required(node, field);
    if (!value.isTextual() || (value.textValue().isBlank() && !mayBeEmpty)) {
      throw error("CONTROL_FIELD_INVALID", field, value.toString());
    }
    return value.textValue();
  }

  private static RiskCommand.Kind kind(String name) {
    for (RiskCommand.Kind kind : RiskCommand.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw error("CONTROL_FIELD_INVALID", "kind", name);
  }

  private static Map<String, String> limits(JsonNode node) {
    JsonNode value = required(node, "limits");
    if (!value.isObject()) {
      throw error("CONTROL_FIELD_INVALID", "limits", value.toString());
    }
    Map<String, String> limits = new TreeMap<>();
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode limit = value.get(name);
      if (!limit.isTextual() && !limit.isNumber()) {
        throw error("CONTROL_FIELD_INVALID", "limits." + name, limit.toString());
      }
      limits.put(name, limit.asText());
    }
    return limits;
  }

  private static long time(JsonNode node) {
    JsonNode value = required(node, "effectiveFromNs");
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw error("CONTROL_FIELD_INVALID", "effectiveFromNs", value.toString());
    }
    return value.longValue();
  }

  private static IllegalArgumentException error(String code, String field, String value) {
    return new IllegalArgumentException(
        code + ": field=" + field + (value.isEmpty() ? "" : " value=" + value));
  }
}
