package io.cryptoscalp.jobs.runtime.clickhouse;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error of the engine or of a request, with ClickHouse's own number and message. */
final class ClickHouseException extends Exception {
  private static final long serialVersionUID = 1L;

  static final int BAD_ARGUMENTS = 36;
  static final int SYNTAX_ERROR = 62;
  static final int UNKNOWN_SETTING = 115;
  static final int READONLY = 164;
  static final int SESSION_NOT_FOUND = 372;
  static final int SESSION_IS_LOCKED = 373;
  static final int AUTHENTICATION_FAILED = 516;
  static final int CANNOT_DECOMPRESS = 271;
  static final int REQUEST_TOO_LARGE = 307;
  static final int TOO_MANY_QUERIES = 202;
  static final int UNKNOWN_EXCEPTION = 1002;

  private static final Pattern NUMBERED = Pattern.compile("^Code: (\\d+)\\. DB::Exception: ");
  private static final Pattern NAME_AND_VERSION =
      Pattern.compile("(\\s*\\([A-Z0-9_]+\\)(?:\\s*\\(version [^)]*\\))?\\.?)+\\s*$");
  private static final Pattern NAME = Pattern.compile("\\(([A-Z0-9_]{3,})\\)");

  // The groups of ClickHouse's own mapping, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp.
  private static final Set<Integer> FORBIDDEN = Set.of(192, 193, 497, 512, 516);
  private static final Set<Integer> BAD_REQUEST =
      Set.of(
          6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376,
          427, 441, 675, 676);
  private static final Set<Integer> NOT_FOUND =
      Set.of(46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511);
  private static final Set<Integer> UNAVAILABLE = Set.of(76, 209, 439);

  private final int code;

  ClickHouseException(int code, String name, String message) {
    this(code, "Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
  }

  private ClickHouseException(int code, String text) {
    super(text);
    this.code = code;
  }

  /**
   * Reads the engine's error text.
   *
   * <p>The embedded engine repeats {@code Code: N. DB::Exception:} and the error's name once per
   * layer that an exception passed; the result says each once, as a server does.
   */
  static ClickHouseException of(String engineText) {
    String rest = engineText.strip();
    int code = UNKNOWN_EXCEPTION;
    Matcher numbered = NUMBERED.matcher(rest);
    while (numbered.find()) {
      code = Integer.parseInt(numbered.group(1));
      rest = rest.substring(numbered.end());
      numbered = NUMBERED.matcher(rest);
    }
    String name = "UNKNOWN_EXCEPTION";
    Matcher tail = NAME_AND_VERSION.matcher(rest);
    if (tail.find()) {
      Matcher named = NAME.matcher(tail.group());
      if (named.find()) {
        name = named.group(1);
      }
      rest = rest.substring(0, tail.start());
    }
    return new ClickHouseException(code, name, rest);
  }

  /** ClickHouse's error number. */
  int code() {
    return code;
  }

  /** The HTTP status with which ClickHouse answers this error. */
  int httpStatus() {
    if (code == 194) {
      return 401;
    }
    if (FORBIDDEN.contains(code)) {
      return 403;
    }
    if (BAD_REQUEST.contains(code)) {
      return 400;
    }
    if (NOT_FOUND.contains(code)) {
      return 404;
    }
    if (UNAVAILABLE.contains(code)) {
      return 503;
    }
    return switch (code) {
      case 48 -> 501;
      case 159 -> 408;
      case 229, REQUEST_TOO_LARGE -> 413;
      case 381 -> 411;
      case 779 -> 415;
      default -> 500;
    };
  }

  /** The response body: the message and the server's version, as ClickHouse writes them. */
  String body(String serverVersion) {
    return getMessage() + " (version " + serverVersion + ")\n";
  }
}
