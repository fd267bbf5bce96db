package io.cryptoscalp.jobs.runtime.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Memory for what is on its way between the subtasks of a bounded job in this process.
 *
 * <p>Flink gives every channel of an exchange 2 buffers, and every subtask 8 more on each side.
 * Their number grows with the square of the subtasks, so what is enough for one core is too little
 * for many, and the job would not start. Their size decides how far a subtask can be behind its
 * neighbours before these have to wait, and how much a checkpoint has to wait for.
 */
public final class NetworkMemory {
  /** All between all, at most, of a backtest with simulated venues or a backfill across markets. */
  private static final int EXCHANGES = 6;

  private static final int PER_CHANNEL = 2;
  private static final int PER_SUBTASK = 8;
  private static final long SMALLEST = 4 << 10;
  private static final long BYTES = 64L << 20;
  private static final long BYTES_PER_SUBTASK = 32L << 20;

  private NetworkMemory() {}

  /**
   * Sets the size of buffers and the memory for all of them.
   *
   * @param parallelism subtasks of every stage, at least 1
   * @param largest size of a buffer where memory allows it, bytes, a power of two from 4 KiB on
   */
  public static void apply(Configuration cluster, int parallelism, long largest) {
    long needed = needed(parallelism);
    long each = (BYTES + parallelism * BYTES_PER_SUBTASK) / needed;
    long segment = Math.max(SMALLEST, Math.min(largest, Long.highestOneBit(each)));
    cluster.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(segment));
    MemorySize all = new MemorySize(Math.max(BYTES, needed * segment));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, all);
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, all);
  }

  /** Buffers of both sides of all exchanges. */
  static long needed(int parallelism) {
    long ofSubtask = 2L * (PER_CHANNEL * parallelism + PER_SUBTASK);
    return ofSubtask * EXCHANGES * parallelism;
  }
}
