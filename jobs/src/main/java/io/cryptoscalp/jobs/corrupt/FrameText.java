package io.cryptoscalp.jobs.corrupt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A recorded line, {@code <receive time> <message>}, changed as text: the rest of it stays. */
record FrameText(String time, String message) {
  static FrameText parse(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new FrameText("", line)
        : new FrameText(line.substring(0, space), line.substring(space + 1));
  }

  String line() {
    return time.isEmpty() ? message : time + " " + message;
  }

  FrameText with(String newMessage) {
    return new FrameText(time, newMessage);
  }

  /** Receive time in ns, by its number of digits; 0 when there is none. */
  long receiveNs() {
    if (time.isEmpty()) {
      return 0;
    }
    long value = Long.parseLong(time);
    for (int digits = time.length(); digits < 19; digits += 3) {
      value *= 1000;
    }
    return value;
  }

  /** The value of a text or number field of the event, null when there is none. */
  @Nullable String value(String field) {
    Matcher matcher = pattern(field).matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** With another value of the field, which is there. */
  FrameText with(String field, String value) {
    Matcher matcher = pattern(field).matcher(message);
    if (!matcher.find()) {
      throw new IllegalStateException("no field " + field + " in " + message);
    }
    return with(message.substring(0, matcher.start(1)) + value + message.substring(matcher.end(1)));
  }

  /** A decimal multiplied, with as many decimals as it had. */
  static String scaled(String decimal, double factor) {
    BigDecimal value = new BigDecimal(decimal);
    return value
        .multiply(BigDecimal.valueOf(factor))
        .setScale(value.scale(), RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static Pattern pattern(String field) {
    return Pattern.compile("\"" + field + "\":\"?([0-9.]+)\"?[,}]");
  }
}
