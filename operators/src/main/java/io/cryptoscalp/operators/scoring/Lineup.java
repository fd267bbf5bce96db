package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that rule a stretch of venue time, by role and then by name. Never changed: a swap
 * makes another line-up.
 */
final class Lineup {
  /** Most models of a line-up. */
  static final int MOST = 16;

  static final Lineup NONE = new Lineup(List.of());

  private final ModelSlot[] slots;
  private final ModelSlot[] policySlots; // by role, then by name
  private final int champions;
  private final int traded; // champions and fallbacks; shadows come after
  private final String[] names;
  private final long[] horizonsNs;
  private final double[] scratch;
  private final String model;
  private final String version;

  /** The line-up of these slots, which rule, are settled and brought a model, in order of names. */
  Lineup(List<ModelSlot> ruling) {
    List<ModelSlot> ordered = new ArrayList<>();
    List<ModelSlot> policies = new ArrayList<>();
    int[] ends = new int[3];
    Role[] order = {Role.CHAMPION, Role.FALLBACK, Role.SHADOW};
    for (int i = 0; i < order.length; i++) {
      for (ModelSlot slot : ruling) {
        if (slot.command.role() == order[i]) {
          (isPolicy(slot) ? policies : ordered).add(slot);
        }
      }
      ends[i] = ordered.size();
    }
    slots = ordered.toArray(ModelSlot[]::new);
    policySlots = policies.toArray(ModelSlot[]::new);
    champions = ends[0];
    traded = ends[1];
    names = new String[champions];
    horizonsNs = new long[champions];
    scratch = new double[champions];
    StringBuilder versions = new StringBuilder();
    for (int i = 0; i < champions; i++) {
      ModelCommand command = slots[i].command;
      ScoringSession session = slots[i].session();
      names[i] = command.model();
      horizonsNs[i] = session == null ? 0 : session.horizonNs();
      versions.append(i == 0 ? "" : "+").append(command.model()).append('@');
      versions.append(command.version());
    }
    boolean one = champions == 1;
    model = champions == 0 ? "" : one ? names[0] : "ensemble";
    version = one ? slots[0].command.version() : versions.toString();
  }

  private static boolean isPolicy(ModelSlot slot) {
    ScoringSession session = slot.session();
    return session != null && session.task() == OnnxHeader.Task.POLICY;
  }

  /** Number of policies, which are asked apart. */
  int policies() {
    return policySlots.length;
  }

  /** A policy: champions first, then fallbacks, then shadows, each in order of names. */
  ModelSlot policy(int index) {
    return policySlots[index];
  }

  /** All models of a direction: champions first, then fallbacks, then shadows. */
  int size() {
    return slots.length;
  }

  ModelSlot slot(int index) {
    return slots[index];
  }

  /** Number of champions. */
  int champions() {
    return champions;
  }

  /** Number of champions and fallbacks. */
  int traded() {
    return traded;
  }

  /** Names of the champions; not to be modified. */
  String[] names() {
    return names;
  }

  /** Horizons of the champions, ns; not to be modified. */
  long[] horizonsNs() {
    return horizonsNs;
  }

  /** Room for a figure of each champion, for the task thread. */
  double[] scratch() {
    return scratch;
  }

  /** What predictions name: the one champion, {@code ensemble}, or nothing. */
  String model() {
    return model;
  }

  /** The version of the one champion, or {@code name@version} of each joined by plus signs. */
  String version() {
    return version;
  }
}
