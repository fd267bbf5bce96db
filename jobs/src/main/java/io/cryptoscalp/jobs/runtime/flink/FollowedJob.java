package io.cryptoscalp.jobs.runtime.flink;

/** A job that this process waits for. Not thread-safe. */
public interface FollowedJob extends AutoCloseable {
  /** A job that ends with its Flink, so that nothing is to be told or ended. */
  FollowedJob UNTOLD =
      new FollowedJob() {
        @Override
        public void tick(String state) {}

        @Override
        public void ended() {}

        @Override
        public void close() {}
      };

  /**
   * Called some times a second while the job is waited for.
   *
   * @param state that it is in, empty when Flink did not answer
   */
  void tick(String state);

  /** The job has ended by itself. */
  void ended();

  /** No longer waits; a job that has not ended is cancelled. */
  @Override
  void close();
}
