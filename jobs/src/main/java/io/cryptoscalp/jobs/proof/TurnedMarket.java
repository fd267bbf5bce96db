package io.cryptoscalp.jobs.proof;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The market turned over: each price {@code p} becomes {@code 2 a - p}, {@code a} being the first
 * price of its instrument, and everything else follows. Bids are asks, who bought has sold, who
 * paid funding is paid. Times, ids, quantities and the grid of prices stay, so that it is a market
 * as likely as the one that was recorded, with all its habits, in which rises are equal falls.
 *
 * <p>Open interest and specifications are the same on both sides. Levels at twice the first price
 * and above have no mirror image and are left out; so are trades there.
 */
public final class TurnedMarket {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, BigDecimal> axes = new TreeMap<>();

  /** Takes note of an instrument's first price; every message of the recording comes here first. */
  public void look(MarketMessage message) {
    FrameKind kind = FrameKind.ofStream(message.stream());
    boolean priced =
        kind == FrameKind.TRADE || kind == FrameKind.AGG_TRADE || kind == FrameKind.BOOK_TICKER;
    String key = key(message);
    if (!priced || axes.containsKey(key)) {
      return;
    }
    ObjectNode whole = parse(message.payload());
    String text =
        whole == null ? "" : inner(whole).path(kind == FrameKind.BOOK_TICKER ? "b" : "p").asText();
    BigDecimal price = decimal(text);
    if (price != null && price.signum() > 0) {
      axes.put(key, price.multiply(BigDecimal.valueOf(2)));
    }
  }

  /**
   * A message turned over. What cannot be read stays as it is.
   *
   * @return null when it has no mirror image
   */
  public @Nullable MarketMessage of(MarketMessage message) throws IOException {
    FrameKind kind = FrameKind.ofStream(message.stream());
    BigDecimal axis = axes.get(key(message));
    if (kind == null || axis == null) {
      return message;
    }
    ObjectNode whole = parse(message.payload());
    if (kind == FrameKind.LONG_SHORT_RATIO) {
      return ratios(message);
    }
    if (whole == null) {
      return message;
    }
    if (!turn(kind, inner(whole), axis)) {
      return null;
    }
    return with(message, JSON.writeValueAsBytes(whole));
  }

  private static boolean turn(FrameKind kind, ObjectNode body, BigDecimal axis) {
    return switch (kind) {
      case DEPTH_DIFF -> levels(body, "b", "a", axis);
      case DEPTH_SNAPSHOT -> levels(body, "bids", "asks", axis);
      case BOOK_TICKER -> {
        swap(body, "B", "A");
        yield swapped(body, "b", "a", axis);
      }
      case TRADE, AGG_TRADE -> {
        body.put("m", !body.path("m").asBoolean());
        yield turned(body, "p", axis);
      }
      case MARK_PRICE -> {
        negate(body, "r");
        yield turned(body, "p", axis) && turned(body, "i", axis) && turned(body, "P", axis);
      }
      case FORCE_ORDER -> body.get("o") instanceof ObjectNode order && forced(order, axis);
      case KLINE -> body.get("k") instanceof ObjectNode candle && candle(candle, axis);
      case EXCHANGE_INFO, HEARTBEAT, OPEN_INTEREST, OPEN_INTEREST_HIST, LONG_SHORT_RATIO -> true;
    };
  }

  private static boolean forced(ObjectNode order, BigDecimal axis) {
    order.put("S", order.path("S").asText().equals("BUY") ? "SELL" : "BUY");
    return turned(order, "p", axis) && turned(order, "ap", axis);
  }

  private static boolean candle(ObjectNode candle, BigDecimal axis) {
    remainder(candle, "V", "v");
    remainder(candle, "Q", "q");
    return turned(candle, "o", axis)
        && turned(candle, "c", axis)
        && swapped(candle, "h", "l", axis);
  }

  /** What takers bought becomes what they sold: the rest of the whole. */
  private static void remainder(ObjectNode body, String part, String of) {
    BigDecimal bought = decimal(body.path(part).asText());
    BigDecimal all = decimal(body.path(of).asText());
    if (bought != null && all != null) {
      body.put(part, all.subtract(bought).toPlainString());
    }
  }

  private static void negate(ObjectNode body, String field) {
    BigDecimal value = decimal(body.path(field).asText());
    if (value != null) {
      body.put(field, value.negate().toPlainString());
    }
  }

  private static void swap(ObjectNode body, String one, String other) {
    JsonNode first = body.path(one);
    body.set(one, body.path(other));
    body.set(other, first);
  }

  private static boolean swapped(ObjectNode body, String one, String other, BigDecimal axis) {
    swap(body, one, other);
    return turned(body, one, axis) && turned(body, other, axis);
  }

  /** Turns a price that is there; 0 says that there is none. */
  private static boolean turned(ObjectNode body, String field, BigDecimal axis) {
    BigDecimal price = decimal(body.path(field).asText());
    if (price == null || price.signum() == 0) {
      return true;
    }
    BigDecimal image = image(price, axis);
    body.put(field, image.toPlainString());
    return image.signum() > 0;
  }

  private static boolean levels(ObjectNode body, String bids, String asks, BigDecimal axis) {
    JsonNode first = body.path(bids);
    body.set(bids, images(body.path(asks), axis));
    body.set(asks, images(first, axis));
    return true;
  }

  private static ArrayNode images(JsonNode levels, BigDecimal axis) {
    ArrayNode images = JSON.createArrayNode();
    for (JsonNode level : levels) {
      BigDecimal price = decimal(level.path(0).asText());
      if (price == null) {
        continue;
      }
      BigDecimal image = image(price, axis);
      if (image.signum() > 0) {
        images.addArray().add(image.toPlainString()).add(level.path(1));
      }
    }
    return images;
  }

  private static BigDecimal image(BigDecimal price, BigDecimal axis) {
    return axis.subtract(price).setScale(price.scale(), RoundingMode.HALF_EVEN);
  }

  private static MarketMessage ratios(MarketMessage message) throws IOException {
    JsonNode list = read(message.payload());
    if (list == null) {
      return message;
    }
    for (JsonNode element : list) {
      BigDecimal ratio = decimal(element.path("longShortRatio").asText());
      if (element instanceof ObjectNode body && ratio != null && ratio.signum() > 0) {
        BigDecimal inverse =
            BigDecimal.ONE.divide(ratio, MathContext.DECIMAL64).setScale(8, RoundingMode.HALF_EVEN);
        body.put("longShortRatio", inverse.toPlainString());
        swap(body, "longAccount", "shortAccount");
      }
    }
    return with(message, JSON.writeValueAsBytes(list));
  }

  /** The message inside its wrapper, if it has one. */
  private static ObjectNode inner(ObjectNode whole) {
    if (whole.get("data") instanceof ObjectNode data) {
      return data;
    }
    return whole.get("result") instanceof ObjectNode answer ? answer : whole;
  }

  private static @Nullable BigDecimal decimal(String text) {
    try {
      return text.isEmpty() ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable ObjectNode parse(byte[] payload) {
    return read(payload) instanceof ObjectNode object ? object : null;
  }

  private static @Nullable JsonNode read(byte[] payload) {
    try {
      return JSON.readTree(payload);
    } catch (JacksonException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory are always there", e);
    }
  }

  private static MarketMessage with(MarketMessage message, byte[] payload) {
    return new MarketMessage(
        message.venue(), message.symbol(), message.stream(), message.receiveTimeNs(), payload);
  }

  private static String key(MarketMessage message) {
    return message.venue() + " " + message.symbol();
  }
}
