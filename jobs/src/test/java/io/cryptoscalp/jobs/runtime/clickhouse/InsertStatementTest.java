package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Is the place found where an INSERT's data begins, and nothing taken for one that is none? */
class InsertStatementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "INSERT INTO t (a, b) VALUES (1, 'x')|INSERT INTO t (a, b)|Values| (1, 'x')",
        "insert into t(a,b)values(1,2)|insert into t(a,b)|Values|(1,2)",
        "INSERT INTO t FORMAT TSV 1|INSERT INTO t|TSV|1",
        "INSERT INTO t FORMAT Values (1)|INSERT INTO t|Values| (1)",
        "/* VALUES */ INSERT INTO t VALUES (1)|/* VALUES */ INSERT INTO t|Values| (1)",
        "INSERT INTO `values` VALUES (1)|INSERT INTO `values`|Values| (1)",
        "INSERT INTO values VALUES (1)|INSERT INTO values|Values| (1)",
        "INSERT INTO d.values VALUES (1)|INSERT INTO d.values|Values| (1)",
        "INSERT INTO t (format, values) VALUES (1)|INSERT INTO t (format, values)|Values| (1)",
        "INSERT INTO t SETTINGS x=1 FORMAT CSV 1|INSERT INTO t SETTINGS x=1|CSV|1",
        "INSERT INTO TABLE t FORMAT JSONEachRow {}|INSERT INTO TABLE t|JSONEachRow|{}"
      })
  void splitsHeadFormatAndData(String text, String head, String format, String data) {
    InsertStatement found = scan(text);
    assertThat(found.head()).isEqualTo(head);
    assertThat(found.format()).isEqualTo(format);
    assertThat(text.substring(found.dataStart())).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "",
        "INSERT",
        "INSERT INTO t SELECT * FROM u FORMAT TSV",
        "INSERT INTO t WITH x AS (SELECT 1) SELECT * FROM x",
        "INSERT INTO t (a) SELECT 'VALUES (1)'",
        "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
        "CREATE TABLE t (a Int8) ENGINE = Memory",
        "-- INSERT INTO t VALUES (1)\nSELECT 1"
      })
  void leavesOtherStatementsWhole(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(InsertStatement.scan(bytes, bytes.length)).isNull();
  }

  @Test
  void binaryDataBeginsAfterOneLineBreak() {
    byte[] bytes = "INSERT INTO t FORMAT RowBinary  \r\n\n\u0000'".getBytes(StandardCharsets.UTF_8);
    InsertStatement found = Objects.requireNonNull(InsertStatement.scan(bytes, bytes.length));
    assertThat(found.format()).isEqualTo("RowBinary");
    assertThat(bytes.length - found.dataStart()).isEqualTo(3);
  }

  private static InsertStatement scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Objects.requireNonNull(InsertStatement.scan(bytes, bytes.length));
  }
}
