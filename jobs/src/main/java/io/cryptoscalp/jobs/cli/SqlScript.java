package io.cryptoscalp.jobs.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of SQL statements, each ended by a semicolon, as Flink's SQL client reads it. Semicolons
 * in quotes and comments end nothing; comments are dropped.
 */
final class SqlScript {
  private final String text;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder statement = new StringBuilder();
  private int at;

  private SqlScript(String text) {
    this.text = text;
  }

  /**
   * The statements in order, without their semicolons.
   *
   * @throws CliException when a quote or comment is not closed
   */
  static List<String> statements(String text) {
    SqlScript script = new SqlScript(text);
    script.split();
    return List.copyOf(script.statements);
  }

  private void split() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        copyQuoted(c);
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at) && !text.startsWith("/*+", at)) { // not a hint
        skipComment();
      } else if (c == ';') {
        finish();
        at++;
      } else {
        statement.append(c);
        at++;
      }
    }
    finish();
  }

  /** A doubled quote closes and opens again, which copies it as it is. */
  private void copyQuoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw unclosed("quote " + quote);
    }
    statement.append(text, at, end + 1);
    at = end + 1;
  }

  private void skipComment() {
    int end = text.indexOf("*/", at);
    if (end < 0) {
      throw unclosed("comment");
    }
    statement.append(' ');
    at = end + 2;
  }

  private CliException unclosed(String what) {
    long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    return new CliException(
        ExitCodes.CONFIGURATION, "The " + what + " of line " + line + " is not closed.");
  }

  private void finish() {
    String done = statement.toString().strip();
    if (!done.isEmpty()) {
      statements.add(done);
    }
    statement.setLength(0);
  }
}
