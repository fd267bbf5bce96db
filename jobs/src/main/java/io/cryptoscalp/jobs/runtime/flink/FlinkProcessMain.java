package io.cryptoscalp.jobs.runtime.flink;

import io.cryptoscalp.jobs.runtime.ParentWatch;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * Flink's own main classes under {@link ParentWatch}: {@code FlinkProcessMain
 * jobmanager|taskmanager ARGUMENTS}.
 */
public final class FlinkProcessMain {
  static final String JOB_MANAGER = "jobmanager";
  static final String TASK_MANAGER = "taskmanager";

  private FlinkProcessMain() {}

  /** Hands over to Flink and ends with the parent process. */
  public static void main(String[] args) throws Exception {
    // Flink's own exit hooks may wait for a cluster that is gone as well.
    ParentWatch.start(() -> Runtime.getRuntime().halt(0));
    String[] rest = new String[args.length - 1];
    System.arraycopy(args, 1, rest, 0, rest.length);
    switch (args[0]) {
      case JOB_MANAGER -> StandaloneSessionClusterEntrypoint.main(rest);
      case TASK_MANAGER -> TaskManagerRunner.main(rest);
      default -> throw new IllegalArgumentException("unknown process: " + args[0]);
    }
  }
}
