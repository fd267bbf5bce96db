package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.models.candles.Candle;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another future than the one that came: same times, ids and streams, other prices, quantities and
 * sides. It need not be a likely market; it must be taken in and move features.
 */
public final class ChangedFuture {
  private static final Pattern DECIMAL = Pattern.compile("\"(\\d+)\\.(\\d+)\"");
  private static final Pattern MAKER = Pattern.compile("\"m\":(true|false)");
  private static final BigInteger LARGE = BigInteger.valueOf(100_000);
  private static final BigInteger STEP = BigInteger.valueOf(100);
  private static final double PRICE = 1.01;
  private static final double VOLUME = 3;

  private ChangedFuture() {}

  /**
   * The message with every large decimal (prices) higher by a thousandth, every small one
   * (quantities) doubled, and the other side as the maker.
   */
  public static MarketMessage of(MarketMessage message) {
    String text = new String(message.payload(), StandardCharsets.UTF_8);
    String moved = DECIMAL.matcher(text).replaceAll(ChangedFuture::other);
    String turned =
        MAKER
            .matcher(moved)
            .replaceAll(maker -> "\"m\":" + (maker.group(1).equals("true") ? "false" : "true"));
    return new MarketMessage(
        message.venue(),
        message.symbol(),
        message.stream(),
        message.receiveTimeNs(),
        turned.getBytes(StandardCharsets.UTF_8));
  }

  /** Prices move by whole hundreds of their last digit, so that they stay multiples of a tick. */
  private static String other(java.util.regex.MatchResult decimal) {
    String fraction = decimal.group(2);
    BigInteger digits = new BigInteger(decimal.group(1) + fraction);
    BigInteger changed =
        digits.compareTo(LARGE) < 0
            ? digits.shiftLeft(1)
            : digits.add(digits.divide(LARGE).multiply(STEP));
    String plain = changed.toString();
    String padded = "0".repeat(Math.max(0, fraction.length() + 1 - plain.length())) + plain;
    int point = padded.length() - fraction.length();
    return Matcher.quoteReplacement(
        "\"" + padded.substring(0, point) + "." + padded.substring(point) + "\"");
  }

  /** The candle with prices higher by a hundredth, upside down, and three times the volume. */
  public static Candle of(Candle candle) {
    return new Candle(
        candle.openTimeNs(),
        candle.close() * PRICE,
        candle.high() * PRICE,
        candle.low() * PRICE,
        candle.open() * PRICE,
        candle.volume() * VOLUME);
  }
}
