package io.cryptoscalp.engine.decode;

import java.nio.charset.StandardCharsets;

/**
 * A pull scanner over one JSON message in a byte array: structure, strings, and values that nobody
 * asked for. No objects, no copies. The first failure is kept in {@link #error} and moves the
 * cursor to the end, so that callers may go on and check once.
 */
class JsonText {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_EXPONENT_DIGITS = 4;

  /** The message. */
  byte[] buffer = new byte[0];

  /** Index of the next byte. */
  int position;

  /** Index behind the last byte. */
  int end;

  /** Where the value being read began. */
  int valueStart;

  private int failedAt;

  /** First thing that went wrong; NONE while all is well. */
  RejectCode error = RejectCode.NONE;

  /** Start of the last string's content. */
  int textStart;

  /** End (exclusive) of the last string's content. */
  int textEnd;

  /** True when the last string has escapes: its bytes are then not its value. */
  boolean textEscaped;

  void reset(byte[] bytes, int offset, int length) {
    buffer = bytes;
    position = offset;
    end = offset + length;
    valueStart = offset;
    failedAt = offset;
    error = RejectCode.NONE;
  }

  /** Where the value stood that failed. */
  int failedAt() {
    return failedAt;
  }

  boolean ok() {
    return error == RejectCode.NONE;
  }

  void fail(RejectCode code) {
    if (error == RejectCode.NONE) {
      error = code;
      failedAt = valueStart;
    }
    position = end;
  }

  /** The next byte (0 to 255) that is not white space, not consumed; -1 at the end. */
  int peek() {
    while (position < end) {
      byte b = buffer[position];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
      position++;
    }
    return -1;
  }

  /** Consumes the byte or fails: truncated at the end, malformed elsewhere. */
  boolean expect(int wanted) {
    int found = peek();
    if (found == wanted) {
      position++;
      return true;
    }
    valueStart = position;
    fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FRAME_MALFORMED);
    return false;
  }

  /** Consumes the byte if it is next. */
  boolean accept(int wanted) {
    if (peek() == wanted) {
      position++;
      return true;
    }
    return false;
  }

  /** Fails unless only white space is left. */
  void expectEnd() {
    if (ok() && peek() >= 0) {
      valueStart = position;
      fail(RejectCode.FRAME_TRAILING_BYTES);
    }
  }

  /** Reads a string; its content lies between {@link #textStart} and {@link #textEnd}. */
  boolean string() {
    int found = peek();
    valueStart = position;
    if (found != '"') {
      fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FIELD_WRONG_TYPE);
      return false;
    }
    int at = position + 1;
    textStart = at;
    textEscaped = false;
    while (at < end) {
      byte b = buffer[at];
      if (b == '"') {
        textEnd = at;
        position = at + 1;
        return true;
      }
      if (b == '\\') {
        textEscaped = true;
        at++;
        if (at < end && !isEscape(at)) {
          fail(RejectCode.FRAME_MALFORMED);
          return false;
        }
      } else if (b >= 0 && b < ' ') {
        fail(RejectCode.FRAME_MALFORMED);
        return false;
      }
      at++;
    }
    fail(RejectCode.FRAME_TRUNCATED);
    return false;
  }

  /**
   * Reads a key and its colon; returns up to eight bytes of it packed big-endian, -1 for longer
   * keys or on failure.
   */
  long key() {
    int found = peek();
    valueStart = position;
    if (found != '"') {
      fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FRAME_MALFORMED);
      return -1;
    }
    if (!string()) {
      return -1;
    }
    if (textEscaped) {
      // A field spelled with escapes would pass for an unknown one; no venue sends it so.
      fail(RejectCode.FRAME_AMBIGUOUS);
      return -1;
    }
    long packed = packed();
    return expect(':') ? packed : -1;
  }

  /** The last string packed big-endian, -1 when it is longer than eight bytes. */
  long packed() {
    int length = textEnd - textStart;
    if (length > 8) {
      return -1;
    }
    long packed = 0;
    for (int i = textStart; i < textEnd; i++) {
      packed = packed << 8 | (buffer[i] & 0xff);
    }
    return packed;
  }

  /** True when the last string has exactly these bytes. */
  boolean textEquals(byte[] wanted) {
    if (textEscaped || textEnd - textStart != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (buffer[textStart + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The last string; fails and is empty when it has escapes. */
  String text() {
    if (textEscaped) {
      fail(RejectCode.FRAME_AMBIGUOUS);
      return "";
    }
    return new String(buffer, textStart, textEnd - textStart, StandardCharsets.UTF_8);
  }

  /** True when the last key has exactly these bytes; for keys that do not fit into a long. */
  boolean keyEquals(byte[] wanted) {
    return textEquals(wanted);
  }

  /** Consumes the opening bracket of an array, or fails on another type. */
  boolean expectArray() {
    int found = peek();
    if (found == '[') {
      position++;
      return true;
    }
    valueStart = position;
    fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FIELD_WRONG_TYPE);
    return false;
  }

  /** Consumes an empty string if it is next. */
  boolean acceptEmptyString() {
    if (peek() == '"' && position + 1 < end && buffer[position + 1] == '"') {
      position += 2;
      return true;
    }
    return false;
  }

  /** Reads {@code true} or {@code false}. */
  boolean bool() {
    int found = peek();
    valueStart = position;
    if (found == 't' && literal("true")) {
      return true;
    }
    if (found == 'f' && literal("false")) {
      return false;
    }
    fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FIELD_WRONG_TYPE);
    return false;
  }

  private boolean literal(String text) {
    if (position + text.length() > end) {
      fail(RejectCode.FRAME_TRUNCATED);
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (buffer[position + i] != text.charAt(i)) {
        return false;
      }
    }
    position += text.length();
    return true;
  }

  /** Skips one value of any kind. */
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    int found = peek();
    valueStart = position;
    if (depth > MAX_DEPTH) {
      fail(RejectCode.FRAME_MALFORMED);
      return;
    }
    switch (found) {
      case '"' -> string();
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case 't', 'f' -> bool();
      case 'n' -> {
        if (!literal("null")) {
          fail(RejectCode.FRAME_MALFORMED);
        }
      }
      case -1 -> fail(RejectCode.FRAME_TRUNCATED);
      default -> skipNumber();
    }
  }

  private void skipObject(int depth) {
    position++;
    if (accept('}')) {
      return;
    }
    do {
      key();
      skip(depth + 1);
    } while (ok() && accept(','));
    expect('}');
  }

  private void skipArray(int depth) {
    position++;
    if (accept(']')) {
      return;
    }
    do {
      skip(depth + 1);
    } while (ok() && accept(','));
    expect(']');
  }

  private void skipNumber() {
    accept('-');
    int start = position;
    skipDigits();
    boolean valid = position > start && (buffer[start] != '0' || position == start + 1);
    if (valid && position < end && buffer[position] == '.') {
      position++;
      valid = skipDigits();
    }
    if (valid && position < end && (buffer[position] == 'e' || buffer[position] == 'E')) {
      position++;
      if (position < end && (buffer[position] == '+' || buffer[position] == '-')) {
        position++;
      }
      int exponent = position;
      // Parsers differ in what they make of huge exponents, and no venue sends any.
      valid = skipDigits() && position - exponent <= MAX_EXPONENT_DIGITS;
    }
    if (position == end) {
      fail(RejectCode.FRAME_TRUNCATED);
    } else if (!valid) {
      fail(RejectCode.FRAME_MALFORMED);
    }
  }

  /** Moves past digits; false when there is none. */
  private boolean skipDigits() {
    int start = position;
    while (position < end && isDigit(buffer[position])) {
      position++;
    }
    return position > start;
  }

  /** True when the byte after a backslash begins a valid escape. */
  private boolean isEscape(int at) {
    if (buffer[at] != 'u') {
      return "\"\\/bfnrt".indexOf(buffer[at]) >= 0;
    }
    for (int i = at + 1; i < Math.min(at + 5, end); i++) {
      if (Character.digit(buffer[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
