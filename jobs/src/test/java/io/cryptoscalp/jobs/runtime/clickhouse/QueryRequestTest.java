package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is a request's URL and are its headers read as ClickHouse reads them? */
class QueryRequestTest {
  @Test
  void settingsParametersAndTheInterfacesOwnAreToldApart() throws ClickHouseException {
    QueryRequest request =
        QueryRequest.parse(
            "query=SELECT+1&query_id=q1&compress=1&async_insert=0&wait_end_of_query=0"
                + "&param_x=a%26b&max_threads=3&session_id=s&session_timeout=5&database=d",
            name -> null);
    assertThat(request.query()).isEqualTo("SELECT 1");
    assertThat(request.queryId()).isEqualTo("q1");
    assertThat(request.settings())
        .containsExactlyInAnyOrderEntriesOf(Map.of("async_insert", "0", "max_threads", "3"));
    assertThat(request.parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("x", "a&b"));
    assertThat(request.compress()).isTrue();
    assertThat(request.decompress()).isFalse();
    assertThat(request.sessionId()).isEqualTo("s");
    assertThat(request.sessionTimeoutS()).isEqualTo(5);
    assertThat(request.database()).isEqualTo("d");
    assertThat(request.format()).isEqualTo("TabSeparated");
  }

  @Test
  void headersStandInForParameters() throws ClickHouseException {
    Map<String, String> headers =
        Map.of(
            "X-ClickHouse-Database", "d",
            "X-ClickHouse-Format", "JSON",
            "X-ClickHouse-Query-Id", "q2",
            "Authorization", basic("default:any"));
    QueryRequest request = QueryRequest.parse(null, headers::get);
    assertThat(request.database()).isEqualTo("d");
    assertThat(request.format()).isEqualTo("JSON");
    assertThat(request.queryId()).isEqualTo("q2");
    assertThat(request.sessionId()).isNull();
  }

  @Test
  void anUnknownUserIsRefused() {
    Map<String, String> headers = Map.of("Authorization", basic("mallory:secret"));
    assertThatThrownBy(() -> QueryRequest.parse("", headers::get))
        .isInstanceOfSatisfying(
            ClickHouseException.class,
            e -> {
              assertThat(e.code()).isEqualTo(516);
              assertThat(e.httpStatus()).isEqualTo(403);
              assertThat(e).hasMessageNotContaining("secret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a%zz=1", "x;drop=1", "session_timeout=99999", "session_timeout=abc", "1a=2"})
  void aMalformedParameterIsAnError(String query) {
    assertThatThrownBy(() -> QueryRequest.parse(query, name -> null))
        .isInstanceOf(ClickHouseException.class);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
