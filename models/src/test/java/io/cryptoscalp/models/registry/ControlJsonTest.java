package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.ModelCommand;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlJsonTest {
  private static final ModelCommand COMMAND =
      new ModelCommand(
          "c1", ModelCommand.Kind.ACTIVATE, "baseline", "v1", "file:///m/v1", "0".repeat(64), 17);
  private static final String JSON =
      "{\"type\":\"model\",\"commandId\":\"c1\",\"kind\":\"ACTIVATE\",\"model\":\"baseline\","
          + "\"version\":\"v1\",\"uri\":\"file:///m/v1\",\"sha256\":\""
          + "0".repeat(64)
          + "\",\"effectiveFromNs\":17}";

  private static ModelCommand decode(String json) {
    return ControlJson.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesAndReadsTheDocumentedForm() {
    assertThat(new String(ControlJson.encode(COMMAND), StandardCharsets.UTF_8)).isEqualTo(JSON);
    assertThat(decode(JSON)).isEqualTo(COMMAND);
    ModelCommand stop =
        new ModelCommand("c2", ModelCommand.Kind.DEACTIVATE, "baseline", "v1", "", "", 0);
    assertThat(ControlJson.decode(ControlJson.encode(stop))).isEqualTo(stop);
  }

  @Test
  void aRoleIsToldUnlessItIsChampion() {
    String json = JSON.replace("17}", "17,\"role\":\"SHADOW\"}");
    ModelCommand shadow = decode(json);
    assertThat(shadow.role()).isEqualTo(ModelCommand.Role.SHADOW);
    assertThat(new String(ControlJson.encode(shadow), StandardCharsets.UTF_8)).isEqualTo(json);
    assertThat(decode(JSON.replace("17}", "17,\"role\":\"CHAMPION\"}"))).isEqualTo(COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "17}; 17} x; CONTROL_MALFORMED",
        "17}; 17; CONTROL_MALFORMED",
        "17}; 17,\"kind\":\"ACTIVATE\"}; CONTROL_MALFORMED",
        "\"model\",; \"limits\",; CONTROL_TYPE_UNKNOWN: type=limits",
        "effectiveFromNs; effectiveFrom; CONTROL_FIELD_UNKNOWN: field=effectiveFrom",
        "\"commandId\":\"c1\",; ''; CONTROL_FIELD_MISSING: field=commandId",
        "\"c1\"; 7; CONTROL_FIELD_INVALID: field=commandId value=7",
        "ACTIVATE; activate; CONTROL_FIELD_INVALID: field=kind value=activate",
        "00000000; 0000000Z; CONTROL_FIELD_INVALID: field=sha256 value=0000000Z",
        "17}; 1.5}; CONTROL_FIELD_INVALID: field=effectiveFromNs value=1.5",
        "17}; -1}; CONTROL_FIELD_INVALID: field=effectiveFromNs value=-1",
        "17}; 99999999999999999999}; CONTROL_FIELD_INVALID: field=effectiveFromNs",
        "17}; 17,\"role\":\"shadow\"}; CONTROL_FIELD_INVALID: field=role value=shadow",
        "\"file:///m/v1\"; null; CONTROL_FIELD_MISSING: field=uri",
      })
  void rejectsWhatIsNotExactlyACommand(String part, String replacement, String error) {
    assertThatThrownBy(
            () ->
                decode(
                    JSON.replaceFirst(
                        java.util.regex.Pattern.quote(part),
                        java.util.regex.Matcher.quoteReplacement(replacement))))
        .hasMessageStartingWith(error);
  }

  @Test
  void rejectsEmptyAndNonObjects() {
    assertThatThrownBy(() -> decode("")).hasMessageStartingWith("CONTROL_MALFORMED");
    assertThatThrownBy(() -> decode("[]")).hasMessageStartingWith("CONTROL_MALFORMED");
    assertThatThrownBy(() -> decode("\u0000\u0001")).hasMessageStartingWith("CONTROL_MALFORMED");
  }
}
