package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringStateCodecTest {
  private static final ScoringState STATE =
      new ScoringState(
          List.of(
              new ModelCommand(
                  "c1", ModelCommand.Kind.ACTIVATE, "baseline", "v1", "file:///m/v1", "ab", 0),
              new ModelCommand("c2", ModelCommand.Kind.DEACTIVATE, "baseline", "v1", "", "", 99)),
          true,
          List.of("c0", "c1", "c2"));

  private static byte[] golden() throws IOException {
    try (InputStream in = ScoringStateCodecTest.class.getResourceAsStream("scoring-state-v1.bin")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  @Test
  void readsBackWhatItWrites() {
    assertThat(ScoringStateCodec.read(ScoringStateCodec.write(STATE))).isEqualTo(STATE);
    ScoringState empty = new ScoringState(List.of(), false, List.of());
    assertThat(ScoringStateCodec.read(ScoringStateCodec.write(empty))).isEqualTo(empty);
  }

  @Test
  void readsTheStoredBytesOfVersionOne() throws IOException {
    assertThat(ScoringStateCodec.read(golden())).isEqualTo(STATE);
    assertThat(ScoringStateCodec.write(STATE)).isEqualTo(golden());
  }

  @Test
  void refusesCutAndUnknownBytes() {
    byte[] bytes = ScoringStateCodec.write(STATE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ScoringStateCodec.read(cut)).isInstanceOf(StateException.class);
    }
    bytes[0] = 2;
    assertThatThrownBy(() -> ScoringStateCodec.read(bytes))
        .hasMessage("STATE_VERSION_UNKNOWN: state=scoring version=2 newest=1");
  }
}
