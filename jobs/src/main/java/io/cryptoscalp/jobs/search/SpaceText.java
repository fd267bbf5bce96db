package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.Parameter;
import io.cryptoscalp.engine.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters as users write them:
 *
 * <pre>
 * KEY=LOW..HIGH          a number
 * KEY=LOW..HIGH:log      by its logarithm
 * KEY=LOW..HIGH:int      whole
 * KEY=LOW..HIGH:STEP     in steps, also :int:STEP
 * KEY=5s..60s            a time, by the millisecond
 * KEY=5s..60s:int:5      with a unit, in steps
 * KEY=A|B|C              one of these
 * KEY=... if CHOICE=A|B  only when the other has one of these
 * </pre>
 */
public final class SpaceText {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9_.-]+)=(\\S+)(?: if (\\S+)=(\\S+))?");
  private static final String NUMBER = "(-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)([A-Za-z%]*)";
  private static final Pattern RANGE =
      Pattern.compile(NUMBER + "\\.\\." + NUMBER + "((?::[^:]+)*)");

  /** Times are whole; without a step they are searched by the millisecond. */
  private static final Map<String, Double> MILLIS =
      Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3_600e3);

  private SpaceText() {}

  /**
   * Reads a space.
   *
   * @param lines one a parameter; empty ones and those that begin with {@code #} are left out
   * @throws StudyException {@code STUDY_SPACE_INVALID}
   */
  public static SearchSpace read(List<String> lines) {
    List<SearchSpace.Entry> entries = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        entries.add(entry(text));
      }
    }
    try {
      return new SearchSpace(entries);
    } catch (IllegalArgumentException e) {
      throw new StudyException("STUDY_SPACE_INVALID: " + e.getMessage(), e);
    }
  }

  private static SearchSpace.Entry entry(String text) {
    Matcher line = LINE.matcher(text.replaceAll("\\s+", " ").replaceAll(" ?= ?", "="));
    if (!line.matches()) {
      throw invalid(text, "expected KEY=LOW..HIGH or KEY=A|B");
    }
    try {
      String choice = line.group(3);
      return new SearchSpace.Entry(
          parameter(text, line.group(1), line.group(2)),
          choice == null ? null : new SearchSpace.Condition(choice, values(line.group(4))));
    } catch (IllegalArgumentException e) {
      throw new StudyException("STUDY_SPACE_INVALID: " + e.getMessage(), e);
    }
  }

  private static List<String> values(@Nullable String text) {
    return List.of(String.valueOf(text).split("\\|", -1));
  }

  private static Parameter parameter(String text, String key, String range) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      if (!range.contains("|")) {
        throw invalid(text, "expected LOW..HIGH or A|B");
      }
      return new Parameter.Choice(key, values(range));
    }
    String unit = matcher.group(4);
    if (!matcher.group(2).isEmpty() && !matcher.group(2).equals(unit)) {
      throw invalid(text, "two units");
    }
    boolean log = false;
    boolean whole = false;
    double step = 0;
    for (String option : matcher.group(5).split(":", -1)) {
      switch (option) {
        case "" -> {}
        case "log" -> log = true;
        case "int" -> whole = true;
        default -> step = step(text, option);
      }
    }
    double low = Double.parseDouble(matcher.group(1));
    double high = Double.parseDouble(matcher.group(3));
    Double millis = whole || step > 0 ? null : MILLIS.get(unit);
    if (millis != null) {
      return new Parameter.Measured(
          new Parameter.Whole(key, Math.round(low * millis), Math.round(high * millis), log, 1),
          "ms");
    }
    Parameter number =
        whole
            ? new Parameter.Whole(
                key, whole(text, low), whole(text, high), log, step == 0 ? 1 : whole(text, step))
            : new Parameter.Real(key, low, high, log, step);
    return unit.isEmpty() ? number : new Parameter.Measured(number, unit);
  }

  private static double step(String text, String option) {
    try {
      return Double.parseDouble(option);
    } catch (NumberFormatException e) {
      throw invalid(text, "\"" + option + "\" is neither log, int nor a step");
    }
  }

  private static long whole(String text, double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw invalid(text, value + " is not whole");
    }
    return (long) value;
  }

  private static StudyException invalid(String text, String cause) {
    return new StudyException("STUDY_SPACE_INVALID: line=\"" + text + "\" cause=" + cause);
  }
}
