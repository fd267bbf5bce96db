package io.cryptoscalp.operators.regime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.operators.source.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;

/**
 * Directives as JSON on topic {@link RegimeTopics#REGIMES}, one line of UTF-8 each:
 *
 * <pre>{"scope":"BTCUSDT-PERP.BINANCE","eventTimeNs":1,"untilNs":2,"regime":"CRASH",
 *  "confidence":0.8,"source":"pattern:flash-crash","reason":"..."}</pre>
 *
 * Reading is strict: what is not exactly this is refused with a coded message.
 */
public final class RegimeDirectiveJson {
  private static final Set<String> FIELDS =
      Set.of("scope", "eventTimeNs", "untilNs", "regime", "confidence", "source", "reason");

  /** A directive lasts a week at most. */
  private static final long LONGEST_NS = 7 * 86_400_000_000_000L;

  private RegimeDirectiveJson() {}

  /** The message of a directive. */
  public static byte[] encode(RegimeDirective directive) {
    ObjectNode node = StrictJson.MAPPER.createObjectNode();
    node.put("scope", directive.scope());
    node.put("eventTimeNs", directive.eventTimeNs());
    node.put("untilNs", directive.untilNs());
    node.put("regime", directive.regime().name());
    node.put("confidence", directive.confidence());
    node.put("source", directive.source());
    node.put("reason", directive.reason());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The directive of a message. It must end after it begins, by a week at most.
   *
   * @throws IllegalArgumentException coded {@code DIRECTIVE_MALFORMED}, {@code
   *     DIRECTIVE_FIELD_UNKNOWN} or {@code DIRECTIVE_FIELD_INVALID}
   */
  public static RegimeDirective decode(byte[] message) {
    JsonNode node = StrictJson.object(message, "DIRECTIVE_MALFORMED");
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw error("DIRECTIVE_FIELD_UNKNOWN", name, "");
      }
    }
    double confidence = node.path("confidence").asDouble(Double.NaN);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw error("DIRECTIVE_FIELD_INVALID", "confidence", node.path("confidence").toString());
    }
    long eventTimeNs = whole(node, "eventTimeNs");
    if (eventTimeNs <= 0) {
      throw error("DIRECTIVE_FIELD_INVALID", "eventTimeNs", Long.toString(eventTimeNs));
    }
    long untilNs = whole(node, "untilNs");
    if (untilNs <= eventTimeNs || untilNs - eventTimeNs > LONGEST_NS) {
      throw error("DIRECTIVE_FIELD_INVALID", "untilNs", Long.toString(untilNs));
    }
    return new RegimeDirective(
        text(node, "scope"),
        eventTimeNs,
        untilNs,
        regime(text(node, "regime")),
        confidence,
        text(node, "source"),
        text(node, "reason"));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw error("DIRECTIVE_FIELD_INVALID", name, value.toString());
    }
    return value.textValue();
  }

  private static long whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw error("DIRECTIVE_FIELD_INVALID", name, value.toString());
    }
    return value.longValue();
  }

  private static Regime regime(String name) {
    for (Regime regime : Regime.values()) {
      if (regime.name().equals(name)) {
        return regime;
      }
    }
    throw error("DIRECTIVE_FIELD_INVALID", "regime", name);
  }

  private static IllegalArgumentException error(String code, String field, String value) {
    return new IllegalArgumentException(code + ": field=" + field + " value=" + value);
  }
}
