package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Binary form of {@link ScoringState}; reads every version it ever wrote. */
final class ScoringStateCodec {
  private static final int VERSION = 1;
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
    }
    out.writeBoolean(state.pruned());
    out.writeInt(state.seenIds().size());
    for (String id : state.seenIds()) {
      out.writeString(id);
    }
    return out.toByteArray();
  }

  static ScoringState read(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    in.readVersion(VERSION, NAME);
    int commands = count(in);
    List<ModelCommand> timeline = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      timeline.add(
          new ModelCommand(
              in.readText(),
              kind(in.readByte()),
              in.readText(),
              in.readText(),
              in.readText(),
              in.readText(),
              in.readLong()));
    }
    boolean pruned = in.readBoolean();
    int ids = count(in);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      seen.add(in.readText());
    }
    return new ScoringState(timeline, pruned, seen);
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
}
