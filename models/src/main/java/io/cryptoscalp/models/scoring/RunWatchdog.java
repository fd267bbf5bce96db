package io.cryptoscalp.models.scoring;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks off model runs that take too long, on a thread of its own that lives while some run is
 * watched for. ONNX Runtime heeds the request between two nodes of the graph and between the rounds
 * of a loop; a single kernel cannot be broken off.
 */
final class RunWatchdog {
  private static final List<Watch> WATCHES = new ArrayList<>();
  private static boolean running;

  private RunWatchdog() {}

  /** The runs of one caller, one after another. */
  static final class Watch implements AutoCloseable {
    private final long limitNs;
    private final OrtSession.RunOptions options;
    private long startedNs;
    private boolean active;
    private boolean broken;

    private Watch(long limitNs) throws OrtException {
      this.limitNs = limitNs;
      this.options = new OrtSession.RunOptions();
    }

    OrtSession.RunOptions options() {
      return options;
    }

    synchronized void begin() {
      startedNs = System.nanoTime();
      active = true;
    }

    /** True when the run was broken off. */
    synchronized boolean end() throws OrtException {
      active = false;
      boolean was = broken;
      if (was) {
        broken = false;
        options.setTerminate(false);
      }
      return was;
    }

    private synchronized void check(long nowNs) throws OrtException {
      if (active && !broken && nowNs - startedNs > limitNs) {
        broken = true;
        options.setTerminate(true);
      }
    }

    @Override
    public void close() {
      synchronized (WATCHES) {
        WATCHES.remove(this);
      }
      synchronized (this) {
        active = false;
        options.close();
      }
    }
  }

  /** Watches the runs of a caller; close it when they are over. */
  static Watch watch(long limitNs) throws OrtException {
    Watch watch = new Watch(limitNs);
    synchronized (WATCHES) {
      WATCHES.add(watch);
      if (!running) {
        running = true;
        Thread thread = new Thread(RunWatchdog::look, "model-watchdog");
        thread.setDaemon(true);
        thread.start();
      }
    }
    return watch;
  }

  private static void look() {
    while (true) {
      long shortest = Long.MAX_VALUE;
      synchronized (WATCHES) {
        if (WATCHES.isEmpty()) {
          running = false;
          return;
        }
        for (Watch watch : WATCHES) {
          shortest = Math.min(shortest, watch.limitNs);
          try {
            watch.check(System.nanoTime());
          } catch (OrtException e) {
            throw new IllegalStateException("run options", e);
          }
        }
      }
      try {
        Thread.sleep(Math.max(1, Math.min(shortest / 4_000_000, 100)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody does; if somebody must, the watch is over
        synchronized (WATCHES) {
          running = false;
        }
        return;
      }
    }
  }
}
