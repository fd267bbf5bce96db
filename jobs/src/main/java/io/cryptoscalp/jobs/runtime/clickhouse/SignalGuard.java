package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM's signal handlers across a call into a library that may replace them.
 *
 * <p>HotSpot's handlers for SIGSEGV, SIGBUS, SIGILL and SIGFPE carry null checks and safepoint
 * polls, so a JVM without them dies at its next such fault. The guard reads the handlers before the
 * call and puts back what differs afterwards. It does not close the window in between; the server
 * also runs with the JDK's {@code libjsig} preloaded (see {@link EmbeddedClickHouse}), which does.
 */
final class SignalGuard {
  private static final int SIGINT = 2;
  private static final int[] SIGNALS = {3, 4, 5, 6, 7, 8, 11, 12, 15, 20, 31};
  // glibc's struct sigaction on 64-bit Linux is 152 bytes.
  private static final int ACTION_BYTES = 152;
  private static final long HANDLER_IGNORE = 1L;

  private static final Function SIGACTION = NativeLibrary.getInstance("c").getFunction("sigaction");

  private SignalGuard() {}

  /** Runs the call and restores every handler that it changed. */
  static synchronized void protect(Runnable call) {
    Memory[] before = new Memory[SIGNALS.length];
    for (int i = 0; i < SIGNALS.length; i++) {
      before[i] = read(SIGNALS[i]);
    }
    try {
      call.run();
    } finally {
      for (int i = 0; i < SIGNALS.length; i++) {
        // The handler is the first word of the struct on Linux.
        if (read(SIGNALS[i]).getLong(0) != before[i].getLong(0)) {
          apply(SIGNALS[i], before[i], null);
        }
      }
    }
  }

  /** Ignores the terminal's interrupt: a child of a foreground process is stopped by its parent. */
  static void ignoreInterrupt() {
    Memory action = new Memory(ACTION_BYTES);
    action.clear();
    action.setLong(0, HANDLER_IGNORE);
    apply(SIGINT, action, null);
  }

  private static Memory read(int signal) {
    Memory action = new Memory(ACTION_BYTES);
    action.clear();
    apply(signal, null, action);
    return action;
  }

  private static void apply(int signal, @Nullable Pointer set, @Nullable Pointer get) {
    int status = SIGACTION.invokeInt(new @Nullable Object[] {signal, set, get});
    if (status != 0) {
      throw new IllegalStateException("sigaction failed for signal " + signal);
    }
  }
}
