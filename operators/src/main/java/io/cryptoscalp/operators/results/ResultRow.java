package io.cryptoscalp.operators.results;

import io.cryptoscalp.operators.stream.ValueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One row on its way to a topic. The arrays are owned by the row and never modified.
 *
 * @param table the table
 * @param key record key: instrument or account, so that the order within it is kept
 * @param json one JSON object with the table's columns
 */
public record ResultRow(ResultTable table, byte[] key, byte[] json) {
  /** Type information for Flink. */
  public static final TypeInformation<ResultRow> TYPE =
      new ValueTypeInfo<>(ResultRow.class, ResultRowSerializer::new);
}
