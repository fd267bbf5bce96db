package io.cryptoscalp.operators.results;

import io.cryptoscalp.operators.stream.ValueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One row on its way to a topic or a table. The arrays are never modified.
 *
 * @param table the table
 * @param key record key: instrument or account, so that the order within it is kept
 * @param bytes the row in the {@link RowFormat} of its stream
 */
public record ResultRow(ResultTable table, byte[] key, byte[] bytes) {
  /** Type information for Flink. */
  public static final TypeInformation<ResultRow> TYPE =
      new ValueTypeInfo<>(ResultRow.class, ResultRowSerializer::new);

  /** The bytes of a row of a stream in {@link RowFormat#JSON}. */
  public byte[] json() {
    return bytes;
  }
}
