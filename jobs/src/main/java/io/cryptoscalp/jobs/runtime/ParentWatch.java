package io.cryptoscalp.jobs.runtime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a child JVM when its parent goes away.
 *
 * <p>The parent holds the other end of the child's standard input and never writes to it. When the
 * parent ends in any way, {@code kill -9} included, the kernel closes that end and the read below
 * returns.
 */
public final class ParentWatch {
  private ParentWatch() {}

  /**
   * Starts a daemon thread that runs {@code onParentGone} once, when standard input ends.
   *
   * @param onParentGone typically {@code () -> System.exit(0)}, so that shutdown hooks run
   */
  public static void start(Runnable onParentGone) {
    Thread watch = new Thread(() -> readToEnd(System.in, onParentGone), "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void readToEnd(InputStream input, Runnable onEnd) {
    byte[] ignored = new byte[256];
    try {
      int read = 0;
      while (read >= 0) {
        read = input.read(ignored);
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    onEnd.run();
  }
}
