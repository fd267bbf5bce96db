package io.cryptoscalp.jobs;

import java.util.Map;
import java.util.TreeMap;

/** Arguments of a job's {@code main}: {@code --key value} or {@code --key=value} pairs. */
public final class JobArguments {
  private JobArguments() {}

  /**
   * Parses them.
   *
   * @throws ConfigException when an argument is not a key, a key has no value or is given twice
   */
  public static Map<String, String> parse(String[] args) {
    Map<String, String> values = new TreeMap<>();
    int i = 0;
    while (i < args.length) {
      String arg = args[i];
      if (!arg.startsWith("--") || arg.length() == 2) {
        throw new ConfigException("ARGUMENT_INVALID: position=" + i + " value=" + arg);
      }
      int equals = arg.indexOf('=');
      String key = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
      String value;
      if (equals >= 0) {
        value = arg.substring(equals + 1);
      } else if (i + 1 < args.length) {
        value = args[++i];
      } else {
        throw new ConfigException("ARGUMENT_VALUE_MISSING: key=" + key);
      }
      if (values.put(key, value) != null) {
        throw new ConfigException("ARGUMENT_REPEATED: key=" + key);
      }
      i++;
    }
    return values;
  }
}
