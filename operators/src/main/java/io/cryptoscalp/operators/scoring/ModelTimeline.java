package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which command of one model rules which venue time: of those effective at that time, the one that
 * arrived last. Slots that no time at or after the watermark can choose are retired.
 */
final class ModelTimeline {
  private final List<ModelSlot> slots = new ArrayList<>();
  private @Nullable ModelSlot cached;
  private long cachedFromNs = Long.MAX_VALUE;
  private long cachedToNs = Long.MIN_VALUE;
  private boolean pruned;

  /** True when slots before the oldest one have been retired. */
  boolean pruned() {
    return pruned;
  }

  /** Restores what {@link #pruned()} said at the checkpoint. */
  void setPruned(boolean value) {
    pruned = value;
  }

  void add(ModelSlot slot) {
    slots.add(slot);
    forget();
  }

  /** Takes out a slot whose model was refused; those before it rule on. */
  void remove(ModelSlot slot) {
    slots.remove(slot);
    slot.retire();
    forget();
  }

  /** The slot that rules a venue time; null when none does. */
  @Nullable ModelSlot at(long eventTimeNs) {
    if (eventTimeNs >= cachedFromNs && eventTimeNs < cachedToNs) {
      return cached;
    }
    return lookUp(eventTimeNs);
  }

  /** First venue time of which the last {@link #at} is true. */
  long validFromNs() {
    return cachedFromNs;
  }

  /** First venue time of which it is no longer true. */
  long validToNs() {
    return cachedToNs;
  }

  private @Nullable ModelSlot lookUp(long eventTimeNs) {
    cached = null;
    cachedFromNs = Long.MIN_VALUE;
    cachedToNs = Long.MAX_VALUE;
    for (int i = slots.size() - 1; i >= 0; i--) {
      ModelSlot slot = slots.get(i);
      long fromNs = i == 0 && pruned ? Long.MIN_VALUE : slot.command.effectiveFromNs();
      if (fromNs <= eventTimeNs) {
        cached = slot;
        cachedFromNs = fromNs;
        break;
      }
      cachedToNs = Math.min(cachedToNs, fromNs);
    }
    return cached;
  }

  /** True when a live slot brought this model version. */
  boolean holds(String model, String version) {
    for (ModelSlot slot : slots) {
      ModelCommand command = slot.command;
      if (command.kind() == ModelCommand.Kind.ACTIVATE
          && command.model().equals(model)
          && command.version().equals(version)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Retires what no snapshot at or after the watermark can choose. Slots not settled yet block the
   * retirement of those before them, since they may still be refused.
   *
   * @return true when something was retired
   */
  boolean prune(long watermarkNs) {
    int first = 0;
    for (int i = slots.size() - 1; i > 0; i--) {
      ModelSlot slot = slots.get(i);
      if (slot.settled() && slot.command.effectiveFromNs() <= watermarkNs) {
        first = i;
        break;
      }
    }
    for (int i = 0; i < first; i++) {
      slots.get(i).retire();
    }
    if (first > 0) {
      slots.subList(0, first).clear();
      pruned = true;
      forget();
    }
    return first > 0;
  }

  /** True when nothing is left but that the model is not to be asked. */
  boolean isOver() {
    return slots.isEmpty()
        || (slots.size() == 1
            && pruned
            && slots.get(0).command.kind() == ModelCommand.Kind.DEACTIVATE);
  }

  /** The slots in order of arrival; a copy. */
  List<ModelSlot> slots() {
    return List.copyOf(slots);
  }

  /** Retires everything. */
  void clear() {
    slots.forEach(ModelSlot::retire);
    slots.clear();
    forget();
  }

  private void forget() {
    cached = null;
    cachedFromNs = Long.MAX_VALUE;
    cachedToNs = Long.MIN_VALUE;
  }
}
