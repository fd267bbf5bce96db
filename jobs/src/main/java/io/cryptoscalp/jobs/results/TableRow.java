package io.cryptoscalp.jobs.results;

import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.ValueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One decoded row. The array is owned by the row and never modified.
 *
 * @param table where it belongs
 * @param values one value a column, of the classes that {@link
 *     io.cryptoscalp.operators.results.RowDecoder#decode} names
 */
record TableRow(ResultTable table, Object[] values) {
  /** Type information for Flink. */
  static final TypeInformation<TableRow> TYPE =
      new ValueTypeInfo<>(TableRow.class, TableRowSerializer::new);

  /** About as many bytes as its values take in an insert. */
  long bytes() {
    long bytes = 0;
    for (Object value : values) {
      if (value instanceof String text) {
        bytes += text.length();
      } else if (value instanceof double[] numbers) {
        bytes += 8L * numbers.length;
      } else if (value instanceof long[] numbers) {
        bytes += 8L * numbers.length;
      } else {
        bytes += 8;
      }
    }
    return bytes;
  }
}
