package io.cryptoscalp.gateway.archive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How archives are fetched.
 *
 * @param base address below which {@code data/...} lies, without a slash at the end
 * @param out folder that gets the same layout
 * @param parallel files at a time, 1 to 16
 * @param attempts tries of one file, at least 1
 * @param pause between two tries, doubled each time
 * @param timeout of one answer's beginning
 */
public record DownloadOptions(
    URI base, Path out, int parallel, int attempts, Duration pause, Duration timeout) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code DOWNLOAD_OPTION_INVALID}
   */
  public DownloadOptions {
    if (parallel < 1 || parallel > 16 || attempts < 1) {
      throw new IllegalArgumentException(
          "DOWNLOAD_OPTION_INVALID: parallel=" + parallel + " (1 to 16) attempts=" + attempts);
    }
    String scheme = String.valueOf(base.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "DOWNLOAD_OPTION_INVALID: base-url=" + base + " expected=http(s)://...");
    }
  }
}
