package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Does a file of SQL fall into the statements that are meant, and an error into its reason? */
class SqlScriptTest {
  @Test
  void semicolonsInQuotesAndCommentsEndNothing() {
    String text =
        """
        -- first; not a statement
        SELECT ';', 'it''s; so', `a;b` /* ; */ FROM t;;
        SELECT /*+ OPTIONS('a;b') */ 1 -- the last needs no semicolon
        """;
    assertThat(SqlScript.statements(text))
        .containsExactly(
            "SELECT ';', 'it''s; so', `a;b`   FROM t", "SELECT /*+ OPTIONS('a;b') */ 1");
    assertThat(SqlScript.statements(" \n-- nothing")).isEmpty();
  }

  @Test
  void whatIsNotClosedIsNamedByItsLine() {
    assertThatThrownBy(() -> SqlScript.statements("SELECT 1;\nSELECT 'a;"))
        .isInstanceOf(CliException.class)
        .hasMessage("The quote ' of line 2 is not closed.");
    assertThatThrownBy(() -> SqlScript.statements("/* a"))
        .hasMessage("The comment of line 1 is not closed.");
  }

  @Test
  void aReplacementThatFindsNothingIsRefused() {
    assertThat(SqlCommand.replaced("a b a", Map.of("a", "c"))).isEqualTo("c b c");
    assertThatThrownBy(() -> SqlCommand.replaced("a", Map.of("x", "y")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("\"x\"");
  }

  @Test
  void theCodedReasonIsFoundUnderWrappers() {
    Exception bottom = new IllegalStateException("no such file");
    Exception coded = new ModelException("MODEL_UNREADABLE", "file=a", bottom);
    assertThat(SqlRun.reason(new RuntimeException("Failed to open.", coded)))
        .isEqualTo("MODEL_UNREADABLE: file=a");
    // an exception that came over the network is told as text
    Exception told = new RuntimeException(coded.toString());
    assertThat(SqlRun.reason(new RuntimeException("outer", told)))
        .isEqualTo("MODEL_UNREADABLE: file=a");
    assertThat(SqlRun.reason(new RuntimeException("outer", bottom))).isEqualTo("no such file");
  }
}
