package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Binary form of {@link ScoringState}; reads every version it ever wrote. */
final class ScoringStateCodec {
  private static final int VERSION = 2;
  private static final int ONE_CHAMPION = 1;
  private static final String NAME = "scoring";

  private ScoringStateCodec() {}

  static byte[] write(ScoringState state) {
    StateWriter out = new StateWriter();
    out.writeByte(VERSION);
    out.writeInt(state.commands().size());
    for (ModelCommand command : state.commands()) {
      out.writeString(command.commandId());
      out.writeByte(code(command.kind()));
      out.writeString(command.model());
      out.writeString(command.version());
      out.writeString(command.uri());
      out.writeString(command.sha256());
      out.writeLong(command.effectiveFromNs());
      out.writeByte(code(command.role()));
    }
    out.writeInt(state.pruned().size());
    for (String model : state.pruned()) {
      out.writeString(model);
    }
    out.writeInt(state.seenIds().size());
    for (String id : state.seenIds()) {
      out.writeString(id);
    }
    return out.toByteArray();
  }

  static ScoringState read(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    int version = in.readVersion(VERSION, NAME);
    int count = count(in);
    List<ModelCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(
          new ModelCommand(
              in.readText(),
              kind(in.readByte()),
              in.readText(),
              in.readText(),
              in.readText(),
              in.readText(),
              in.readLong(),
              version == ONE_CHAMPION ? ModelCommand.Role.CHAMPION : role(in.readByte())));
    }
    if (version == ONE_CHAMPION) {
      boolean pruned = in.readBoolean() && !commands.isEmpty();
      List<String> names = pruned ? List.of(commands.get(0).model()) : List.of();
      return new ScoringState(oneAtATime(commands), names, texts(in));
    }
    return new ScoringState(commands, texts(in), texts(in));
  }

  /**
   * Commands of the time when a model took the place of whichever was there: the one before is
   * deactivated where its successor has another name.
   */
  private static List<ModelCommand> oneAtATime(List<ModelCommand> commands) {
    List<ModelCommand> told = new ArrayList<>();
    ModelCommand last = null;
    for (ModelCommand command : commands) {
      boolean activates = command.kind() == ModelCommand.Kind.ACTIVATE;
      if (activates && last != null && !last.model().equals(command.model())) {
        told.add(
            new ModelCommand(
                command.commandId() + ":replaces",
                ModelCommand.Kind.DEACTIVATE,
                last.model(),
                last.version(),
                "",
                "",
                command.effectiveFromNs()));
      }
      told.add(command);
      last = activates ? command : last;
    }
    return told;
  }

  private static List<String> texts(StateReader in) {
    int count = count(in);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readText());
    }
    return texts;
  }

  private static int count(StateReader in) {
    int count = in.readInt();
    if (count < 0) {
      throw new StateException("STATE_CORRUPT: state=" + NAME + " count=" + count);
    }
    return count;
  }

  // codes are written out, never ordinals, so that the enum may grow and be reordered
  private static int code(ModelCommand.Kind kind) {
    return switch (kind) {
      case ACTIVATE -> 1;
      case DEACTIVATE -> 2;
    };
  }

  private static ModelCommand.Kind kind(int code) {
    return switch (code) {
      case 1 -> ModelCommand.Kind.ACTIVATE;
      case 2 -> ModelCommand.Kind.DEACTIVATE;
      default -> throw new StateException("STATE_CORRUPT: state=" + NAME + " kind=" + code);
    };
  }

  private static int code(ModelCommand.Role role) {
    return switch (role) {
      case CHAMPION -> 1;
      case SHADOW -> 2;
      case FALLBACK -> 3;
    };
  }

  private static ModelCommand.Role role(int code) {
    return switch (code) {
      case 1 -> ModelCommand.Role.CHAMPION;
      case 2 -> ModelCommand.Role.SHADOW;
      case 3 -> ModelCommand.Role.FALLBACK;
      default -> throw new StateException("STATE_CORRUPT: state=" + NAME + " role=" + code);
    };
  }
}
