package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.DecisionEvidence.Voice;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.RiskCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Commands as bytes between operators. */
final class CommandCodec {
  private CommandCodec() {}

  static void write(ModelCommand command, DataOutputView out) throws IOException {
    TextCodec.write(command.commandId(), out);
    TextCodec.write(command.kind().name(), out);
    TextCodec.write(command.model(), out);
    TextCodec.write(command.version(), out);
    TextCodec.write(command.uri(), out);
    TextCodec.write(command.sha256(), out);
    out.writeLong(command.effectiveFromNs());
  }

  static ModelCommand readModel(TextCodec text, boolean role, DataInputView in) throws IOException {
    return new ModelCommand(
        text.read(in),
        ModelCommand.Kind.valueOf(text.read(in)),
        text.read(in),
        text.read(in),
        text.read(in),
        text.read(in),
        in.readLong(),
        role ? ModelCommand.Role.valueOf(text.read(in)) : ModelCommand.Role.CHAMPION);
  }

  static void write(List<Voice> voices, StreamEventCodec events, DataOutputView out)
      throws IOException {
    out.writeInt(voices.size());
    for (Voice voice : voices) {
      events.write(voice.command(), out);
      out.writeDouble(voice.probabilityUp());
      out.writeDouble(voice.share());
    }
  }

  static List<Voice> readVoices(StreamEventCodec events, DataInputView in) throws IOException {
    int count = in.readInt();
    List<Voice> voices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      voices.add(new Voice((ModelCommand) events.read(in), in.readDouble(), in.readDouble()));
    }
    return voices;
  }

  static void write(RiskCommand command, DataOutputView out) throws IOException {
    TextCodec.write(command.commandId(), out);
    TextCodec.write(command.kind().name(), out);
    TextCodec.write(command.account(), out);
    TextCodec.write(command.strategy(), out);
    out.writeInt(command.limits().size());
    for (Map.Entry<String, String> limit : command.limits().entrySet()) {
      TextCodec.write(limit.getKey(), out);
      TextCodec.write(limit.getValue(), out);
    }
    TextCodec.write(command.reason(), out);
    out.writeLong(command.effectiveFromNs());
  }

  static RiskCommand readRisk(TextCodec text, DataInputView in) throws IOException {
    String id = text.read(in);
    RiskCommand.Kind kind = RiskCommand.Kind.valueOf(text.read(in));
    String account = text.read(in);
    String strategy = text.read(in);
    Map<String, String> limits = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      limits.put(text.read(in), text.read(in));
    }
    return new RiskCommand(id, kind, account, strategy, limits, text.read(in), in.readLong());
  }
}
