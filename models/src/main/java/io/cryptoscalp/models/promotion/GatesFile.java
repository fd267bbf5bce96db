package io.cryptoscalp.models.promotion;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gates of a file: lines {@code key = value} in their order, {@code #} for comments. {@code
 * format = 1}, {@code name}, {@code monte-carlo.paths}, {@code monte-carlo.seed} and {@code gate.ID
 * = FIGURE OPERATOR LIMIT}.
 *
 * @param name the file's own name, with its version
 * @param hash digest of the file, hex
 * @param paths Monte Carlo paths, at least 1,000
 * @param seed Monte Carlo seed
 * @param gates the gates, in the file's order, at least one
 */
public record GatesFile(String name, String hash, int paths, long seed, List<Gate> gates) {
  private static final Pattern LINE = Pattern.compile("([a-z0-9.-]+)\\s*=\\s*(\\S.*)");
  private static final Pattern GATE = Pattern.compile("([a-z0-9.-]+)\\s*(>=|<=|>|<)\\s*(\\S+)");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String PREFIX = "gate.";
  private static final int LONGEST = 1 << 20;

  /** Copies. */
  public GatesFile {
    gates = List.copyOf(gates);
  }

  /** The gates that come with the program. */
  public static GatesFile defaults() {
    return resource("gates.properties");
  }

  /** The gates for the winner of a search that come with the program. */
  public static GatesFile search() {
    return resource("search-gates.properties");
  }

  private static GatesFile resource(String name) {
    try (InputStream in = GatesFile.class.getResourceAsStream(name)) {
      return parse(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelException {@code GATES_FILE_INVALID}, naming the line
   */
  public static GatesFile read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new ModelException("GATES_FILE_INVALID", "file=" + file + " cause=too large");
      }
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ModelException("GATES_FILE_INVALID", "file=" + file + " cause=unreadable", e);
    }
  }

  static GatesFile parse(byte[] content) {
    Parser parser = new Parser();
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parser.line(i + 1, line);
      }
    }
    return parser.file(Sha256.hex(content));
  }

  private static final class Parser {
    private final Set<String> keys = new HashSet<>();
    private final List<Gate> gates = new ArrayList<>();
    private String format = "";
    private String name = "";
    private long paths = 1_000;
    private long seed = 1;

    private void line(int number, String line) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw invalid(number, "expected KEY = VALUE");
      }
      String key = matcher.group(1);
      String value = matcher.group(2).strip();
      if (!keys.add(key)) {
        throw invalid(number, "second " + key);
      }
      switch (key) {
        case "format" -> format = value;
        case "name" -> name = value;
        case "monte-carlo.paths" -> paths = number(number, value, 1_000, 1_000_000);
        case "monte-carlo.seed" -> seed = number(number, value, 0, Long.MAX_VALUE);
        default -> {
          if (!key.startsWith(PREFIX)) {
            throw invalid(number, "unknown key " + key);
          }
          gates.add(gate(number, key.substring(PREFIX.length()), value));
        }
      }
    }

    private static Gate gate(int number, String id, String value) {
      Matcher matcher = GATE.matcher(value);
      if (!ID.matcher(id).matches() || !matcher.matches()) {
        throw invalid(number, "expected gate.ID = FIGURE OPERATOR LIMIT");
      }
      String figure = matcher.group(1);
      if (!Figures.known(figure)) {
        throw invalid(number, "unknown figure " + figure);
      }
      try {
        double limit = Double.parseDouble(matcher.group(3));
        if (Double.isFinite(limit)) {
          return new Gate(id, figure, Gate.Comparison.of(matcher.group(2)), limit);
        }
      } catch (NumberFormatException e) {
        throw invalid(number, "limit " + matcher.group(3) + " is no number");
      }
      throw invalid(number, "limit " + matcher.group(3) + " is not finite");
    }

    private static long number(int number, String text, long min, long max) {
      try {
        long value = Long.parseLong(text);
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw invalid(number, text + " is no whole number");
      }
      throw invalid(number, text + " is not from " + min + " to " + max);
    }

    private GatesFile file(String hash) {
      if (!format.equals("1") || name.isEmpty() || gates.isEmpty()) {
        throw new ModelException(
            "GATES_FILE_INVALID",
            "format="
                + format
                + " name="
                + name
                + " gates="
                + gates.size()
                + " expected=format 1,"
                + " a name and at least one gate");
      }
      return new GatesFile(name, hash, (int) paths, seed, gates);
    }

    private static ModelException invalid(int line, String cause) {
      return new ModelException("GATES_FILE_INVALID", "line=" + line + " cause=" + cause);
    }
  }
}
