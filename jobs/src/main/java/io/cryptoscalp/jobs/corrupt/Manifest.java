package io.cryptoscalp.jobs.corrupt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The list of planted defects beside a corrupted recording: one JSON object a line. */
public final class Manifest {
  /** File name in the corrupted folder. */
  public static final String FILE = "manifest.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifest() {}

  /** Writes the manifest of a folder. */
  static void write(Path folder, List<Defect> defects) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Defect defect : defects) {
      ObjectNode node = JSON.createObjectNode();
      node.put("file", defect.file());
      node.put("line", defect.line());
      node.put("lastLine", defect.lastLine());
      node.put("kind", defect.kind().id());
      node.put("stream", defect.stream());
      node.put("detail", defect.detail());
      text.append(node).append('\n');
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(FILE), text, StandardCharsets.UTF_8);
  }

  /**
   * Reads the manifest of a folder.
   *
   * @throws IOException when it is absent or names a kind that is unknown here
   */
  public static List<Defect> read(Path folder) throws IOException {
    List<Defect> defects = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8)) {
      JsonNode node = JSON.readTree(line);
      DefectKind kind = DefectKind.ofId(node.path("kind").asText());
      if (kind == null) {
        throw new IOException("unknown kind in " + FILE + ": " + line);
      }
      defects.add(
          new Defect(
              node.path("file").asText(),
              node.path("line").asLong(),
              node.path("lastLine").asLong(),
              kind,
              node.path("stream").asText(),
              node.path("detail").asText()));
    }
    return defects;
  }
}
