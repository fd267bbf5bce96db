package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.util.regex.Pattern;

/** Names of models, versions and their files: nothing that leaves its folder or hides in it. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** A file of a version. */
  static final Pattern FILE = NAME;

  /** Folder of a model's stage records; no version can have this name. */
  static final String STAGES = "_stages";

  private Names() {}

  /**
   * Checks a name.
   *
   * @param field for the message
   * @throws ModelException {@code MODEL_NAME_INVALID}
   */
  static String check(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new ModelException(
          "MODEL_NAME_INVALID", field + "=" + value + " allowed=" + NAME.pattern());
    }
    return value;
  }

  static boolean isName(String value) {
    return NAME.matcher(value).matches();
  }

  /** File of a stage record; names sort as revisions do. */
  static String record(long revision) {
    return String.format(java.util.Locale.ROOT, "%010d.json", revision);
  }

  /** Revision of a record's file; -1 when it is another file. */
  static long revision(String file) {
    return file.matches("\\d{10}\\.json") ? Long.parseLong(file.substring(0, 10)) : -1;
  }
}
