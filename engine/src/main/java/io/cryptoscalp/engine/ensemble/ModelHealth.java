package io.cryptoscalp.engine.ensemble;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Which models give answers that cannot be used, several in a row: they are left out until another
 * version takes their place. Counted for each instrument by itself, so that it does not depend on
 * which instruments share a worker.
 */
public final class ModelHealth {
  private static final int VERSION = 1;

  private final int limit;
  private final List<Ill> ill = new ArrayList<>(0);

  /** A model whose last answer could not be used. */
  private static final class Ill {
    final String model;
    final String version;
    int runs;

    Ill(String model, String version) {
      this.model = model;
      this.version = version;
    }
  }

  /** Leaves a model out after this many unusable answers in a row. */
  public ModelHealth(int limit) {
    this.limit = limit;
  }

  /** True when no model's last answer was unusable. */
  public boolean isClean() {
    return ill.isEmpty();
  }

  /** True when this version is left out. */
  public boolean suspended(String model, String version) {
    for (int i = 0; i < ill.size(); i++) {
      Ill one = ill.get(i);
      if (one.runs >= limit && one.model.equals(model) && one.version.equals(version)) {
        return true;
      }
    }
    return false;
  }

  /** Takes note of an answer that could be used. */
  public void usable(String model) {
    if (!ill.isEmpty()) {
      ill.removeIf(one -> one.model.equals(model));
    }
  }

  /** Takes note of one that could not; true when the model is left out from now on. */
  public boolean unusable(String model, String version) {
    Ill found = null;
    for (int i = ill.size() - 1; i >= 0; i--) {
      Ill one = ill.get(i);
      if (one.model.equals(model)) {
        if (one.version.equals(version)) {
          found = one;
        } else {
          ill.remove(i);
        }
      }
    }
    if (found == null) {
      found = new Ill(model, version);
      ill.add(found);
    }
    found.runs++;
    return found.runs == limit;
  }

  /** Writes what is counted. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(ill.size());
    for (Ill one : ill) {
      out.writeString(one.model);
      out.writeString(one.version);
      out.writeInt(one.runs);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "model-health");
    ill.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Ill one = new Ill(in.readText(), in.readText());
      one.runs = in.readInt();
      ill.add(one);
    }
  }
}
