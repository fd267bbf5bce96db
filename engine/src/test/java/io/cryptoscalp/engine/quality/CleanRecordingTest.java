package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.testing.RecordedFrames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Does a sound recording pass without a word, and is every output what it was unwatched? */
class CleanRecordingTest {
  private static final String FILES = "io.cryptoscalp.engine.testing.RecordedFrames#FILES";

  @ParameterizedTest
  @FieldSource(FILES)
  void passesWithoutAWord(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    QualityRun watched =
        new QualityRun(recorded.instrument(), QualityOptions.DEFAULT).all(recorded.frames());
    QualityRun plain =
        new QualityRun(recorded.instrument(), QualityOptions.OFF).all(recorded.frames());
    assertThat(plain.anomalies).isEmpty();
    assertThat(watched.anomalies).isEmpty();
    assertThat(watched.letters).isEqualTo(plain.letters);
    assertThat(watched.learned).isEqualTo(plain.learned);
  }
}
