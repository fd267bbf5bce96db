package io.cryptoscalp.jobs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchiveType;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an archive: {@code <venue>/<symbol>/<day>/<partition>-<from>-<to>.parquet} and
 * {@code offsets.json}, which says up to which offset of each partition everything is there. It is
 * replaced after the files that it speaks of, atomically: files beyond it are of a flush that did
 * not end, and are removed before the next.
 */
public final class ArchiveFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFSETS = "offsets.json";

  private final Path root;

  /** The archive in a folder, which need not be there. */
  public ArchiveFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path segment(Venue venue, String symbol, LocalDate day, String name) {
    return root.resolve(venue.id()).resolve(folder(symbol)).resolve(day.toString()).resolve(name);
  }

  private static String folder(String symbol) {
    return symbol.isEmpty()
        ? "%"
        : URLEncoder.encode(symbol, StandardCharsets.UTF_8).replace(".", "%2E");
  }

  /**
   * First and next offset by {@code topic:partition}; empty for an archive that is not begun.
   *
   * @throws IOException {@code ARCHIVE_OFFSETS_UNREADABLE}
   */
  public Map<String, long[]> offsets() throws IOException {
    Path file = root.resolve(OFFSETS);
    Map<String, long[]> offsets = new TreeMap<>();
    if (!Files.exists(file)) {
      return offsets;
    }
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(file)).path("partitions");
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        offsets.put(
            entry.getKey(),
            new long[] {
              entry.getValue().path("from").asLong(), entry.getValue().path("next").asLong()
            });
      }
    } catch (IOException e) {
      throw new IOException("ARCHIVE_OFFSETS_UNREADABLE: file=" + file, e);
    }
    return offsets;
  }

  void commit(Map<String, long[]> offsets) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode partitions = node.putObject("partitions");
    new TreeMap<>(offsets)
        .forEach(
            (name, range) ->
                partitions.putObject(name).put("from", range[0]).put("next", range[1]));
    Files.createDirectories(root);
    Path file = root.resolve(OFFSETS);
    Path next = root.resolve(OFFSETS + ".next");
    Files.write(next, JSON.writeValueAsBytes(node));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what a flush that did not end has left. */
  void removeUncommitted() throws IOException {
    Map<String, long[]> offsets = offsets();
    for (Path file : files()) {
      int partition = Segment.partition(file);
      String venue = root.relativize(file).getName(0).toString();
      long[] range = offsets.get("market.raw." + venue + ":" + partition);
      boolean part = file.toString().endsWith(".part");
      if (part || (partition >= 0 && (range == null || Segment.from(file) >= range[1]))) {
        Files.delete(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The newest day of a symbol that is there, null without one. */
  @Nullable LocalDate newestDay(Venue venue, String symbol) throws IOException {
    Path folder = root.resolve(venue.id()).resolve(folder(symbol));
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> days = Files.list(folder)) {
      return days.map(day -> day(String.valueOf(day.getFileName())))
          .filter(java.util.Objects::nonNull)
          .max(LocalDate::compareTo)
          .orElse(null);
    }
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The files for a plan: those that were written to the end. */
  public List<ArchiveFile> list() throws IOException {
    Map<String, long[]> offsets = offsets();
    List<ArchiveFile> list = new ArrayList<>();
    for (Path file : files()) {
      Path name = root.relativize(file);
      LocalDate day = name.getNameCount() == 4 ? day(name.getName(2).toString()) : null;
      int partition = Segment.partition(file);
      if (day == null || partition < 0) {
        continue;
      }
      String venue = name.getName(0).toString();
      long[] range = offsets.get("market.raw." + venue + ":" + partition);
      if (range != null && Segment.from(file) < range[1]) {
        list.add(
            new ArchiveFile(
                file.toString(),
                name.toString().replace('\\', '/'),
                ArchiveType.OWN_PARQUET,
                Venue.ofId(venue),
                URLDecoder.decode(name.getName(1).toString(), StandardCharsets.UTF_8),
                "",
                day,
                day.plusDays(1),
                Files.size(file)));
      }
    }
    return list;
  }
}
