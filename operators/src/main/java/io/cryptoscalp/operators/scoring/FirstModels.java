package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.scoring.SessionSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Models that score from the first snapshot on, for jobs over history, where a command would come
 * at any time. One that cannot be used fails the job.
 *
 * @param uris folders of versions
 */
record FirstModels(ArrayList<String> uris) implements Serializable {
  private static final long serialVersionUID = 1L;

  static FirstModels of(List<String> uris) {
    return new FirstModels(new ArrayList<>(uris));
  }

  /**
   * Loads them.
   *
   * @throws ModelException the first one's reason
   */
  void load(ModelControl control, SessionSettings settings) {
    List<ModelCommand> commands = new ArrayList<>();
    for (String uri : uris) {
      ModelFolder folder = ModelFolder.of(uri);
      commands.add(folder.activation(folder.card(), 0));
    }
    commands.forEach(control::accept);
    control.settleAll();
    if (control.at(0).size() < commands.size()) {
      for (ModelCommand command : commands) {
        ScoringSession.open(ModelFolder.of(command.uri()), command.sha256(), settings).close();
      }
      throw new ModelException("MODELS_EXCLUDE_EACH_OTHER", "uris=" + uris);
    }
  }
}
