package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.search.StudyRunner;
import io.cryptoscalp.jobs.search.StudySpec;

/** What a study runs over. */
interface StudyData extends AutoCloseable {
  /** Digest of its content, hex. */
  String hash();

  /** The study that is asked for. */
  StudySpec spec() throws Exception;

  /** Runs its trials. */
  StudyRunner runner(StudySpec spec) throws Exception;

  @Override
  void close();
}
