package io.cryptoscalp.engine.event;

/**
 * Builds the figures of a decision or reason: {@code key=value} separated by blanks, doubles
 * rounded to six decimals.
 */
public final class Numbers {
  private final StringBuilder text = new StringBuilder();

  /** Creates an empty list. */
  public Numbers() {}

  /** Adds a figure. */
  public Numbers add(String key, double value) {
    separate(key);
    if (Double.isFinite(value) && Math.abs(value) < 1e12) {
      long scaled = Math.round(Math.abs(value) * 1e6);
      text.append(value < 0 && scaled != 0 ? "-" : "").append(scaled / 1_000_000);
      long fraction = scaled % 1_000_000;
      if (fraction != 0) {
        String digits = Long.toString(1_000_000 + fraction);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
          end--;
        }
        text.append('.').append(digits, 1, end);
      }
    } else {
      text.append(value);
    }
    return this;
  }

  /** Adds a whole number. */
  public Numbers add(String key, long value) {
    separate(key);
    text.append(value);
    return this;
  }

  /** Adds a word. */
  public Numbers add(String key, String value) {
    separate(key);
    text.append(value);
    return this;
  }

  private void separate(String key) {
    if (text.length() > 0) {
      text.append(' ');
    }
    text.append(key).append('=');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
