package io.cryptoscalp.operators.source;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON of which a repeated field or anything after the value is an error. */
public final class StrictJson {
  /** Reads and writes it. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * The object of a message.
   *
   * @param code of the exception when it is none
   * @throws IllegalArgumentException with this code and the message's length
   */
  public static JsonNode object(byte[] message, String code) {
    try {
      JsonNode node = MAPPER.readTree(message);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(code + ": bytes=" + message.length, e);
    }
    throw new IllegalArgumentException(code + ": bytes=" + message.length);
  }
}
