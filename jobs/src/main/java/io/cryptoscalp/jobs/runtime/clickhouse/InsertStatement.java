package io.cryptoscalp.jobs.runtime.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of an {@code INSERT} with inline data begins.
 *
 * <p>ClickHouse's HTTP interface takes statement and data in one stream of bytes; the engine's
 * insert call takes them apart. Only the head is read here, up to {@code VALUES} or {@code FORMAT
 * name}; the data may be binary.
 *
 * @param head the statement without its {@code FORMAT} or {@code VALUES} clause
 * @param format the data's format, {@code Values} for a {@code VALUES} clause
 * @param dataStart index of the first data byte in the text that was scanned
 */
record InsertStatement(String head, String format, int dataStart) {

  /**
   * Reads the head of a statement.
   *
   * @param text statement and data, UTF-8 as far as the head goes
   * @param length number of valid bytes in {@code text}
   * @return null if this is no {@code INSERT} or its rows come from a query
   */
  static @Nullable InsertStatement scan(byte[] text, int length) {
    return new Scanner(text, length).scan();
  }

  /** One pass over the head's tokens. */
  private static final class Scanner {
    private final byte[] text;
    private final int length;
    private int at;
    private int tokenStart;

    Scanner(byte[] text, int length) {
      this.text = text;
      this.length = length;
    }

    @Nullable InsertStatement scan() {
      if (!nextWord().equals("INSERT")) {
        return null;
      }
      String previous = "INSERT";
      int depth = 0;
      while (at < length) {
        String word = nextWord();
        if (word.isEmpty()) {
          return null;
        }
        switch (word) {
          case "(" -> depth++;
          case ")" -> depth--;
          default -> {
            if (depth == 0 && !namesFollow(previous)) {
              InsertStatement found = keyword(word);
              if (found != null) {
                return found;
              }
              if (word.equals("SELECT") || word.equals("WITH") || word.equals("FROM")) {
                return null;
              }
            }
          }
        }
        previous = word;
      }
      return null;
    }

    private @Nullable InsertStatement keyword(String word) {
      if (word.equals("VALUES")) {
        return new InsertStatement(headBefore(tokenStart), "Values", at);
      }
      if (!word.equals("FORMAT")) {
        return null;
      }
      int head = tokenStart;
      nextWord();
      String format = new String(text, tokenStart, at - tokenStart, StandardCharsets.UTF_8);
      if (format.equalsIgnoreCase("VALUES")) {
        return new InsertStatement(headBefore(head), "Values", at);
      }
      return new InsertStatement(headBefore(head), format, afterLineBreak(at));
    }

    /** A word after these is an identifier even when it reads like a keyword. */
    private static boolean namesFollow(String previous) {
      return previous.equals("INTO") || previous.equals("TABLE") || previous.equals(".");
    }

    private String headBefore(int end) {
      return new String(text, 0, end, StandardCharsets.UTF_8).strip();
    }

    /** Data begins after one line break, if only blanks stand before it, else after the blanks. */
    private int afterLineBreak(int from) {
      int i = from;
      while (i < length && (text[i] == ' ' || text[i] == '\t' || text[i] == '\f')) {
        i++;
      }
      if (i < length && text[i] == '\r') {
        i++;
      }
      return i < length && text[i] == '\n' ? i + 1 : i;
    }

    /** The next word in upper case, or the next single character; empty at the end. */
    private String nextWord() {
      skipBlanksAndComments();
      tokenStart = at;
      if (at >= length) {
        return "";
      }
      byte first = text[at];
      if (first == '\'' || first == '`' || first == '"') {
        skipQuoted(first);
        return "'";
      }
      if (!isWordByte(first)) {
        at++;
        return String.valueOf((char) first);
      }
      while (at < length && isWordByte(text[at])) {
        at++;
      }
      return new String(text, tokenStart, at - tokenStart, StandardCharsets.UTF_8)
          .toUpperCase(Locale.ROOT);
    }

    private static boolean isWordByte(byte b) {
      return b < 0 || Character.isLetterOrDigit((char) b) || b == '_';
    }

    private void skipQuoted(byte quote) {
      at++;
      while (at < length && text[at] != quote) {
        at += text[at] == '\\' ? 2 : 1;
      }
      at = Math.min(length, at + 1);
    }

    private void skipBlanksAndComments() {
      while (at < length) {
        if (Character.isWhitespace((char) text[at])) {
          at++;
        } else if (startsWith("--") || text[at] == '#') {
          skipTo((byte) '\n');
        } else if (startsWith("/*")) {
          at += 2;
          while (at < length && !startsWith("*/")) {
            at++;
          }
          at = Math.min(length, at + 2);
        } else {
          return;
        }
      }
    }

    private void skipTo(byte end) {
      while (at < length && text[at] != end) {
        at++;
      }
    }

    private boolean startsWith(String two) {
      return at + 1 < length && text[at] == two.charAt(0) && text[at + 1] == two.charAt(1);
    }
  }
}
