package io.cryptoscalp.jobs.runtime;

/**
 * Something this machine lacks keeps a part of the local runtime from starting.
 *
 * <p>The message is one sentence for a person; {@link #code()} is stable and meant for programs.
 */
public final class MissingPrerequisiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is missing; names are part of the command line's contract and never change meaning. */
  public enum Code {
    /** The {@code npm} command of Node.js is not on the PATH. */
    NPM_MISSING,
    /** No build of the engine exists for this operating system, processor or C library. */
    PLATFORM_UNSUPPORTED,
    /** The package registry did not deliver the package. */
    FETCH_FAILED,
    /** The delivered package is not the one this version was built for. */
    CHECKSUM_MISMATCH,
    /** A jar that a child JVM needs is not on this JVM's class path. */
    JAR_MISSING
  }

  private final Code code;

  public MissingPrerequisiteException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** The stable reason. */
  public Code code() {
    return code;
  }
}
