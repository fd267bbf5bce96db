package io.cryptoscalp.gateway.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives for tests, in the documented layouts. */
final class ArchiveFiles {
  private ArchiveFiles() {}

  /** Writes a file below a folder, packed as its name says. */
  static Path write(Path root, String name, String text) {
    Path file = root.resolve(name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        if (name.endsWith(".zip")) {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            String inner = String.valueOf(file.getFileName()).replace(".zip", ".csv");
            zip.putNextEntry(new ZipEntry(inner));
            zip.write(bytes);
            zip.closeEntry();
          }
        } else if (name.endsWith(".gz")) {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
          }
        } else {
          out.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** All that a reader gives. */
  static List<ArchivedFrame> all(FrameReader reader) throws IOException {
    List<ArchivedFrame> frames = new ArrayList<>();
    for (ArchivedFrame frame = reader.next(); frame != null; frame = reader.next()) {
      frames.add(frame);
    }
    return frames;
  }
}
