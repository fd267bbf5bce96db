package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.jobs.proof.FeatureTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** How proofs tell what they found. */
final class Proofs {
  private static final long SECOND = 1_000_000_000L;

  private Proofs() {}

  /** A file that is going to be written, in a folder that is there. */
  static Path target(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return file;
  }

  /** A finding for machines; an invalid value is null. */
  static ObjectNode json(
      FeatureTally.Row row, FeatureCatalogue catalogue, String left, String right) {
    ObjectNode node =
        Json.object()
            .put("feature", catalogue.get(row.position()).id())
            .put("position", row.position())
            .put("compared", row.compared())
            .put("validityDifferences", row.validity())
            .put("valueDifferences", row.differing())
            .put("maxAbsoluteError", row.maxAbsolute())
            .put("maxRelativeError", row.maxRelative());
    FeatureTally.First first = row.first();
    if (first != null) {
      ObjectNode where =
          node.putObject("first")
              .put("instrument", first.instrument())
              .put("eventTimeNs", first.eventTimeNs())
              .put("sequence", first.sequence());
      put(where, left, first.left());
      put(where, right, first.right());
    }
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  /** Instrument, time and both values of the first difference. */
  static List<String> cells(FeatureTally.Row row) {
    FeatureTally.First first = row.first();
    if (first == null) {
      return List.of("", "", "", "");
    }
    Instant time =
        Instant.ofEpochSecond(first.eventTimeNs() / SECOND, first.eventTimeNs() % SECOND);
    return List.of(
        first.instrument(), time.toString(), number(first.left()), number(first.right()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "invalid" : Double.toString(value);
  }
}
