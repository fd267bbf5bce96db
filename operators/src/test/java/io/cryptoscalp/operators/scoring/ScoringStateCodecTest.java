package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateWriter;
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
          List.of("baseline"),
          List.of("c0", "c1", "c2"));
  private static final ScoringState ROLES =
      new ScoringState(
          List.of(
              new ModelCommand("c1", ModelCommand.Kind.ACTIVATE, "a", "1", "file:///a", "ab", 0),
              new ModelCommand(
                  "c2",
                  ModelCommand.Kind.ACTIVATE,
                  "b",
                  "2",
                  "file:///b",
                  "cd",
                  7,
                  ModelCommand.Role.SHADOW),
              new ModelCommand(
                  "c3",
                  ModelCommand.Kind.ACTIVATE,
                  "c",
                  "3",
                  "file:///c",
                  "ef",
                  8,
                  ModelCommand.Role.FALLBACK)),
          List.of("a", "c"),
          List.of("c1", "c2", "c3"));

  private static byte[] golden(int version) throws IOException {
    try (InputStream in =
        ScoringStateCodecTest.class.getResourceAsStream("scoring-state-v" + version + ".bin")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  @Test
  void readsBackWhatItWrites() {
    assertThat(ScoringStateCodec.read(ScoringStateCodec.write(STATE))).isEqualTo(STATE);
    ScoringState empty = new ScoringState(List.of(), List.of(), List.of());
    assertThat(ScoringStateCodec.read(ScoringStateCodec.write(empty))).isEqualTo(empty);
  }

  @Test
  void readsTheStoredBytesOfVersionOne() throws IOException {
    assertThat(ScoringStateCodec.read(golden(1))).isEqualTo(STATE);
  }

  @Test
  void readsAndWritesTheStoredBytesOfVersionTwo() throws IOException {
    assertThat(ScoringStateCodec.read(golden(2))).isEqualTo(ROLES);
    assertThat(ScoringStateCodec.write(ROLES)).isEqualTo(golden(2));
  }

  @Test
  void whatTookTheOthersPlaceStillDoes() {
    StateWriter old = new StateWriter(); // version 1: whoever came last ruled, whatever its name
    old.writeByte(1);
    old.writeInt(2);
    for (String model : List.of("a", "b")) {
      old.writeString("c-" + model);
      old.writeByte(1);
      old.writeString(model);
      old.writeString("1");
      old.writeString("file:///" + model);
      old.writeString("ab");
      old.writeLong(model.equals("a") ? 0 : 50);
    }
    old.writeBoolean(false);
    old.writeInt(0);
    assertThat(ScoringStateCodec.read(old.toByteArray()).commands())
        .containsExactly(
            new ModelCommand("c-a", ModelCommand.Kind.ACTIVATE, "a", "1", "file:///a", "ab", 0),
            new ModelCommand("c-b:replaces", ModelCommand.Kind.DEACTIVATE, "a", "1", "", "", 50),
            new ModelCommand("c-b", ModelCommand.Kind.ACTIVATE, "b", "1", "file:///b", "ab", 50));
  }

  @Test
  void refusesCutAndUnknownBytes() {
    byte[] bytes = ScoringStateCodec.write(STATE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ScoringStateCodec.read(cut)).isInstanceOf(StateException.class);
    }
    bytes[0] = 3;
    assertThatThrownBy(() -> ScoringStateCodec.read(bytes))
        .hasMessage("STATE_VERSION_UNKNOWN: state=scoring version=3 newest=2");
  }
}
