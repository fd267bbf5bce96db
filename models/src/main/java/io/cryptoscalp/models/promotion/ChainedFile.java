package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON lines that only grows. Each line holds its number and the digest of the line
 * before, so that none can be changed or taken out without notice. Processes and threads may append
 * at once. A last line without an end was torn by a kill before anybody was told of it: it does not
 * count, and the next one takes its place.
 *
 * @param <T> what a line is
 */
public final class ChainedFile<T extends ChainedFile.Entry> {
  private static final Charset UTF = StandardCharsets.UTF_8;

  /** Locks of files hold between processes only. */
  private static final Object THREADS = new Object();

  private final Path file;
  private final Class<T> type;
  private final String code;

  /** What every line says. */
  public interface Entry {
    /** From 1, without holes. */
    long number();

    /** Digest of the line before, hex; empty for the first. */
    String previous();
  }

  /** Makes the next line; nobody else appends meanwhile. */
  public interface Next<T> {
    /**
     * The next line.
     *
     * @param before all lines before it
     * @return null to add none
     */
    @Nullable T entry(List<T> before, long number, String previous);
  }

  /**
   * A file, which need not exist.
   *
   * @param code begin of the codes of its errors
   */
  public ChainedFile(Path file, Class<T> type, String code) {
    this.file = file;
    this.type = type;
    this.code = code;
  }

  /**
   * All entries, oldest first.
   *
   * @throws ModelException {@code ..._CORRUPT} when a line is not what the next one follows, {@code
   *     ..._UNREADABLE}
   */
  public List<T> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return parse(Files.readAllBytes(file)).entries();
    } catch (IOException e) {
      throw new ModelException(code + "_UNREADABLE", "file=" + file, e);
    }
  }

  /**
   * Adds an entry, and sees it on disk.
   *
   * @return the entry, null when none was made
   * @throws ModelException {@code ..._CORRUPT}, {@code ..._UNWRITABLE}
   */
  public @Nullable T append(Next<T> next) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      synchronized (THREADS) {
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock unused = channel.lock()) {
          Content content = parse(Files.readAllBytes(file));
          T entry = next.entry(content.entries(), content.entries().size() + 1L, content.digest());
          if (entry != null) {
            write(channel, content.length(), entry);
          }
          return entry;
        }
      }
    } catch (IOException e) {
      throw new ModelException(code + "_UNWRITABLE", "file=" + file, e);
    }
  }

  private void write(FileChannel channel, long at, T entry) throws IOException {
    byte[] line = (PromotionLedger.MAPPER.writeValueAsString(entry) + "\n").getBytes(UTF);
    ByteBuffer bytes = ByteBuffer.wrap(line);
    channel.truncate(at);
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    channel.force(true);
  }

  /** Whole lines, their length in bytes and the digest of the last. */
  private final class Content {
    private final List<T> entries = new ArrayList<>();
    private String digest = "";
    private int length;

    List<T> entries() {
      return entries;
    }

    String digest() {
      return digest;
    }

    int length() {
      return length;
    }
  }

  private Content parse(byte[] bytes) {
    Content content = new Content();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, content.length, i - content.length, UTF);
        content.length = i + 1;
        if (!line.isEmpty()) {
          add(content, line);
        }
      }
    }
    return content;
  }

  private void add(Content content, String line) {
    int number = content.entries.size() + 1;
    T entry;
    try {
      entry = PromotionLedger.MAPPER.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new ModelException(
          code + "_CORRUPT", "file=" + file + " line=" + number + " cause=no entry", e);
    }
    if (entry.number() != number || !entry.previous().equals(content.digest)) {
      throw new ModelException(
          code + "_CORRUPT",
          "file=" + file + " line=" + number + " cause=does not follow the last");
    }
    content.entries.add(entry);
    content.digest = Sha256.hex(line.getBytes(UTF));
  }
}
