package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.backfill.TopicRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Digest of the data of a run: SHA-256 over the names and contents of the files below each path of
 * the plan, its instruments and its span. Of topics it is over the offsets, which name records for
 * good.
 */
public final class InputHash {
  private static final int BUFFER = 1 << 20;

  private final MessageDigest digest;
  private final byte[] buffer = new byte[BUFFER];

  private InputHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest, hex. */
  public static String of(BacktestInput input) throws IOException {
    InputHash hash = new InputHash();
    hash.text("from=" + input.fromNs() + " to=" + input.toNs());
    TopicRange topics = input.topics();
    if (topics != null) {
      hash.text(topics.from() + " " + topics.to());
    }
    TreeSet<String> paths = new TreeSet<>();
    for (InstrumentHistory history : input.plan().instruments()) {
      hash.text(history.instrument());
      for (ArchiveUnit unit : history.units()) {
        for (ArchiveFile file : unit.files()) {
          paths.add(file.path());
        }
      }
    }
    for (String path : paths) {
      hash.tree(Path.of(path));
    }
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void text(String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void tree(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      text(
          file.equals(root)
              ? String.valueOf(file.getFileName())
              : root.relativize(file).toString());
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
  }
}
