package io.cryptoscalp.operators.scoring;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the scoring stage. */
public final class ScoringOptions {
  /** {@code scoring.batch.size}. */
  public static final ConfigOption<Integer> BATCH_SIZE =
      ConfigOptions.key("scoring.batch.size")
          .intType()
          .defaultValue(32)
          .withDescription("Most rows of one model call, 1 to 4096.");

  /** {@code scoring.batch.delay}. */
  public static final ConfigOption<Duration> BATCH_DELAY =
      ConfigOptions.key("scoring.batch.delay")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "Longest a snapshot waits for others before its batch is scored, in whole"
                  + " milliseconds. Zero scores every snapshot at once.");

  /** {@code scoring.trusted.keys}. */
  public static final ConfigOption<String> TRUSTED_KEYS =
      ConfigOptions.key("scoring.trusted.keys")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Public keys (PEM files, separated by commas) one of which must have signed a model."
                  + " Empty asks for no signature; a broken one is refused all the same.");

  private ScoringOptions() {}
}
