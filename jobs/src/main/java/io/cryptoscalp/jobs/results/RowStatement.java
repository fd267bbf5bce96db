package io.cryptoscalp.jobs.results;

import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/** Binds a row to the insert statement of its table. */
final class RowStatement implements JdbcStatementBuilder<TableRow> {
  private static final long serialVersionUID = 1L;

  /**
   * {@code INSERT INTO t (columns) VALUES (?, ...)}. The driver sends a batch as one request only
   * for this plain form; anything else would be one request a row.
   */
  static String insert(ResultTable table) {
    String columns =
        table.columns().stream()
            .map(column -> "`" + column.name() + "`")
            .collect(Collectors.joining(", "));
    String values = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO " + table.tableName() + " (" + columns + ") VALUES (" + values + ")";
  }

  @Override
  public void accept(PreparedStatement statement, TableRow row) throws SQLException {
    List<Column> columns = row.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      bind(statement, i + 1, columns.get(i), row.values()[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Column column, Object value)
      throws SQLException {
    switch (column.type()) {
      case TEXT, LABEL -> statement.setString(index, (String) value);
      case INT64 -> statement.setLong(index, (Long) value);
      case FLOAT64 -> statement.setDouble(index, (Double) value);
      case BOOL -> statement.setBoolean(index, (Boolean) value);
      case DECIMAL -> statement.setBigDecimal(index, (BigDecimal) value);
      case FLOAT64_ARRAY -> statement.setObject(index, boxed((double[]) value));
      case TEXT_ARRAY -> statement.setObject(index, (String[]) value);
      case UINT64_ARRAY -> statement.setObject(index, unsigned((long[]) value));
    }
  }

  private static Double[] boxed(double[] values) {
    Double[] boxed = new Double[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  private static BigInteger[] unsigned(long[] words) {
    BigInteger[] unsigned = new BigInteger[words.length];
    for (int i = 0; i < words.length; i++) {
      unsigned[i] = new BigInteger(Long.toUnsignedString(words[i]));
    }
    return unsigned;
  }
}
