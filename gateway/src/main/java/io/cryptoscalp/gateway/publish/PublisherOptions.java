package io.cryptoscalp.gateway.publish;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source is published.
 *
 * @param speed multiple of the recorded pace, {@link Pacer#MAX} for no waiting
 * @param heartbeatPeriod recorded time between two heartbeats, zero for none
 * @param finalHeartbeat sent at the end of the input, this long after the last message, so that
 *     every timer of the job fires; zero for none
 * @param progressFile where acknowledged positions are kept, null to keep none
 * @param progressPeriod wall-clock time between two writes of the progress file
 * @param recordedLimit stops once this much recorded time has passed, zero for no limit
 * @param fastForwardUntilNs receive time before which nothing is waited for, whatever the speed: a
 *     past that windows are filled with; 0 for none
 */
public record PublisherOptions(
    double speed,
    Duration heartbeatPeriod,
    Duration finalHeartbeat,
    @Nullable Path progressFile,
    Duration progressPeriod,
    Duration recordedLimit,
    long fastForwardUntilNs) {
  /** Recorded pace, a heartbeat each 100 ms, a final one an hour later, nothing kept. */
  public static final PublisherOptions DEFAULT =
      new PublisherOptions(
          1,
          Duration.ofMillis(100),
          Duration.ofHours(1),
          null,
          Duration.ofMillis(500),
          Duration.ZERO,
          0);

  /** The same at another speed. */
  public PublisherOptions withSpeed(double newSpeed) {
    return new PublisherOptions(
        newSpeed,
        heartbeatPeriod,
        finalHeartbeat,
        progressFile,
        progressPeriod,
        recordedLimit,
        fastForwardUntilNs);
  }

  /** The same with another final heartbeat. */
  public PublisherOptions withFinalHeartbeat(Duration offset) {
    return new PublisherOptions(
        speed,
        heartbeatPeriod,
        offset,
        progressFile,
        progressPeriod,
        recordedLimit,
        fastForwardUntilNs);
  }

  /** The same with a progress file. */
  public PublisherOptions withProgressFile(@Nullable Path file) {
    return new PublisherOptions(
        speed,
        heartbeatPeriod,
        finalHeartbeat,
        file,
        progressPeriod,
        recordedLimit,
        fastForwardUntilNs);
  }

  /** The same with a limit of recorded time. */
  public PublisherOptions withRecordedLimit(Duration limit) {
    return new PublisherOptions(
        speed,
        heartbeatPeriod,
        finalHeartbeat,
        progressFile,
        progressPeriod,
        limit,
        fastForwardUntilNs);
  }

  /** The same with a past that is not waited for. */
  public PublisherOptions withFastForwardUntil(long receiveTimeNs) {
    return new PublisherOptions(
        speed,
        heartbeatPeriod,
        finalHeartbeat,
        progressFile,
        progressPeriod,
        recordedLimit,
        receiveTimeNs);
  }
}
