package io.cryptoscalp.gateway.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been acknowledged of an input, kept in a small JSON file that is replaced atomically.
 *
 * @param positions lines done by file
 * @param receiveTimeNs receive time of the last acknowledged message
 * @param heartbeatNs last heartbeat
 */
public record Progress(Map<String, Long> positions, long receiveTimeNs, long heartbeatNs) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a file; null when it does not exist.
   *
   * @throws IOException when it exists and is not a progress file
   */
  public static @Nullable Progress read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    JsonNode node;
    try {
      node = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException("PROGRESS_UNREADABLE: file=" + file, e);
    }
    if (node == null || node.path("version").asInt() != VERSION) {
      throw new IOException("PROGRESS_VERSION_UNKNOWN: file=" + file);
    }
    Map<String, Long> positions = new TreeMap<>();
    JsonNode files = node.path("lines");
    for (Iterator<String> names = files.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      positions.put(name, files.path(name).asLong());
    }
    return new Progress(
        positions, node.path("receiveTimeNs").asLong(), node.path("heartbeatNs").asLong());
  }

  /** Replaces the file; a reader sees the old or the new one, never a part. */
  public void write(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION);
    node.put("receiveTimeNs", receiveTimeNs);
    node.put("heartbeatNs", heartbeatNs);
    ObjectNode lines = node.putObject("lines");
    new TreeMap<>(positions).forEach(lines::put);
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path next = absolute.resolveSibling(absolute.getFileName() + ".next");
    byte[] text = JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    Files.write(next, text);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
