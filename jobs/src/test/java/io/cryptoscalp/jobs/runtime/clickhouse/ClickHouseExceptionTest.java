package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do errors carry ClickHouse's number, text and HTTP status? */
class ClickHouseExceptionTest {
  @Test
  void aPlainErrorKeepsItsText() {
    ClickHouseException error =
        ClickHouseException.of(
            "Code: 60. DB::Exception: Table default.t does not exist. (UNKNOWN_TABLE)");
    assertThat(error.code()).isEqualTo(60);
    assertThat(error.body("26.7.2.1"))
        .isEqualTo(
            "Code: 60. DB::Exception: Table default.t does not exist. (UNKNOWN_TABLE)"
                + " (version 26.7.2.1)\n");
  }

  @Test
  void layersAreSaidOnce() {
    ClickHouseException error =
        ClickHouseException.of(
            "Code: 73. DB::Exception: Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown"
                + " format Nope. Maybe you meant: ['One','Npy']. (UNKNOWN_FORMAT) (version"
                + " 26.7.2.1). (UNKNOWN_FORMAT) (version 26.7.2.1). (UNKNOWN_FORMAT)");
    assertThat(error.code()).isEqualTo(73);
    assertThat(error.getMessage())
        .isEqualTo(
            "Code: 73. DB::Exception: Unknown format Nope. Maybe you meant: ['One','Npy']."
                + " (UNKNOWN_FORMAT)");
  }

  @Test
  void textWithoutANumberIsUnknown() {
    ClickHouseException error = ClickHouseException.of("std::bad_alloc");
    assertThat(error.code()).isEqualTo(ClickHouseException.UNKNOWN_EXCEPTION);
    assertThat(error.httpStatus()).isEqualTo(500);
    assertThat(error.getMessage()).contains("std::bad_alloc");
  }

  @ParameterizedTest
  @CsvSource({
    "62,400", "53,400", "321,400", "60,404", "81,404", "115,404", "152,404", "56,404", "516,403",
    "194,401", "159,408", "48,501", "209,503", "307,413", "57,500", "241,500", "395,500"
  })
  void statusFollowsTheNumber(int code, int status) {
    assertThat(new ClickHouseException(code, "NAME", "text").httpStatus()).isEqualTo(status);
  }
}
