package io.cryptoscalp.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recordings as a recorder makes them whose clock is behind the venue's. */
final class LaggingRecorder {
  private LaggingRecorder() {}

  /** Copies gzip files of frames to plain ones, all received so many ns earlier. */
  static Path copy(Path made, Path to, long lagNs) throws IOException {
    try (Stream<Path> walk = Files.walk(made)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(made.relativize(file).toString().replace(".gz", ""));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          Files.write(target, earlier(in.readAllBytes(), lagNs));
        }
      }
    }
    return to;
  }

  private static List<String> earlier(byte[] recorded, long lagNs) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(recorded, StandardCharsets.UTF_8).split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        lines.add(Long.parseLong(line.substring(0, space)) - lagNs + line.substring(space));
      }
    }
    return lines;
  }
}
