package io.cryptoscalp.models.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be known of a dataset. Equal datasets have equal cards.
 *
 * @param format version of this layout, 1
 * @param hash {@link Dataset#hash()}
 * @param featureSet catalogue version
 * @param features columns in order
 * @param featuresLeftOut columns that were valid too seldom, with their share of valid rows
 * @param rows rows read
 * @param examples rows that became examples
 * @param up examples whose label is up
 * @param steps vectors of a sequence
 * @param options how labels and weights were made
 * @param instruments each instrument's part
 * @param dropped rows that became no example, by {@link DropReason}
 * @param endings examples by how their positions ended: profit, stop, both (stop, though both
 *     barriers were touched in one row), horizon
 * @param meanUniqueness mean of the labels' average uniqueness, 0 to 1
 * @param regimes whether every row knows the probabilities of the regimes
 * @param meanNeighbours mean number of neighbours that an example looks at, 0 where none were
 *     looked for
 */
public record DatasetCard(
    int format,
    String hash,
    String featureSet,
    List<String> features,
    SortedMap<String, Double> featuresLeftOut,
    int rows,
    int examples,
    int up,
    int steps,
    DatasetOptions options,
    List<Span> instruments,
    SortedMap<String, Integer> dropped,
    SortedMap<String, Integer> endings,
    double meanUniqueness,
    boolean regimes,
    double meanNeighbours) {
  /** Version of the layout. */
  public static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  /**
   * The part of one instrument.
   *
   * @param instrument its id
   * @param rows rows read
   * @param examples rows that became examples
   * @param up examples whose label is up
   * @param fromNs venue time of its first row, ns
   * @param toNs venue time of its last row, ns
   */
  public record Span(String instrument, int rows, int examples, int up, long fromNs, long toNs) {}

  /** Copies the collections. */
  public DatasetCard {
    features = List.copyOf(features);
    instruments = List.copyOf(instruments);
    featuresLeftOut = Collections.unmodifiableSortedMap(new TreeMap<>(featuresLeftOut));
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    endings = Collections.unmodifiableSortedMap(new TreeMap<>(endings));
  }

  /** UTF-8 JSON, indented, with a newline at its end. */
  public byte[] json() {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  /**
   * Reads a card.
   *
   * @throws ModelException {@code DATASET_CARD_INVALID} when it is none or of another format
   */
  public static DatasetCard read(byte[] json) {
    try {
      DatasetCard card = MAPPER.readValue(json, DatasetCard.class);
      if (card == null || card.format != FORMAT) {
        throw new ModelException("DATASET_CARD_INVALID", "format expected=" + FORMAT);
      }
      return card;
    } catch (IOException | NullPointerException e) {
      throw new ModelException("DATASET_CARD_INVALID", "reason=" + e.getMessage(), e);
    }
  }

  /** Markdown for people, with a newline at its end. */
  public String markdown() {
    return DatasetCardPage.of(this);
  }
}
