package io.cryptoscalp.jobs.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what a live and a bounded run over the same frames made of each feature. Nothing in it is of
 * the clock or the machine: the same frames, configuration and code give the same bytes.
 *
 * @param featureSet id of the catalogue
 * @param features feature ids by position
 * @param dataHash SHA-256 over the frames, hexadecimal
 * @param frames number of frames
 * @param config keys of the trading job that were set
 * @param vectors pairs of vectors compared
 * @param liveOnly vectors of the live run that the bounded one lacks
 * @param boundedOnly vectors of the bounded run that the live one lacks
 * @param otherSequences pairs that were not taken at the same frame of their instrument
 * @param rows findings by position; left is the live run
 */
public record ParityCertificate(
    String featureSet,
    List<String> features,
    String dataHash,
    long frames,
    SortedMap<String, String> config,
    long vectors,
    long liveOnly,
    long boundedOnly,
    long otherSequences,
    List<FeatureTally.Row> rows) {
  private static final int ID_DIGITS = 16;

  /** The certificate of a comparison. */
  public static ParityCertificate of(
      FeatureCatalogue catalogue,
      FrameDigest frames,
      Map<String, String> config,
      ParityComparison found) {
    List<String> features = new ArrayList<>();
    catalogue.definitions().forEach(definition -> features.add(definition.id()));
    return new ParityCertificate(
        catalogue.setId(),
        List.copyOf(features),
        frames.hash(),
        frames.frames(),
        new TreeMap<>(config),
        found.tally().vectors(),
        found.liveOnly(),
        found.boundedOnly(),
        found.otherSequences(),
        found.tally().rows());
  }

  /** Names frames and configuration: {@code p-} and 16 hexadecimal digits. */
  public String runId() {
    MessageDigest digest = Sha256.digest();
    FrameDigest.add(digest, featureSet);
    FrameDigest.add(digest, dataHash);
    config.forEach(
        (key, value) -> {
          FrameDigest.add(digest, key);
          FrameDigest.add(digest, value);
        });
    return "p-" + Sha256.finish(digest).substring(0, ID_DIGITS);
  }

  /** Features that differ. */
  public List<FeatureTally.Row> differences() {
    return rows.stream().filter(row -> !row.isEqual()).toList();
  }

  /** True when the two runs have the same vectors, and some. */
  public boolean isEqual() {
    return vectors > 0
        && liveOnly == 0
        && boundedOnly == 0
        && otherSequences == 0
        && differences().isEmpty();
  }

  /** The certificate as a file. */
  public byte[] json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode node =
        mapper
            .createObjectNode()
            .put("runId", runId())
            .put("featureSet", featureSet)
            .put("dataHash", dataHash)
            .put("frames", frames)
            .put("vectors", vectors)
            .put("liveOnly", liveOnly)
            .put("boundedOnly", boundedOnly)
            .put("otherSequences", otherSequences)
            .put("equal", isEqual());
    ObjectNode keys = node.putObject("config");
    config.forEach(keys::put);
    ArrayNode list = node.putArray("features");
    for (FeatureTally.Row row : rows) {
      ObjectNode feature =
          list.addObject()
              .put("feature", features.get(row.position()))
              .put("compared", row.compared())
              .put("validityDifferences", row.validity())
              .put("valueDifferences", row.differing())
              .put("maxAbsoluteError", row.maxAbsolute())
              .put("maxRelativeError", row.maxRelative());
      FeatureTally.First first = row.first();
      if (first != null) {
        feature
            .putObject("first")
            .put("instrument", first.instrument())
            .put("eventTimeNs", first.eventTimeNs())
            .put("sequence", first.sequence())
            .put("live", text(first.left()))
            .put("bounded", text(first.right()));
      }
    }
    try {
      return (mapper.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "invalid" : Double.toString(value);
  }
}
