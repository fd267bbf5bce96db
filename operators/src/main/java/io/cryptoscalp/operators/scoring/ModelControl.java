package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns model commands into slots of the timeline. Models load and are validated on a thread of
 * their own; the caller waits for a load only when a snapshot is due that the model would rule, so
 * that the swap falls on the same snapshot whatever the load takes. All methods belong to the task
 * thread.
 */
final class ModelControl {
  /** Ids remembered to recognise a repeated command. */
  static final int REMEMBERED_IDS = 4096;

  private final FeatureLayout layout;
  private final int maxRows;
  private final ModelTrust trust;
  private final Consumer<ModelEvent> events;
  private final Runnable loaded;
  private final ModelTimeline timeline = new ModelTimeline();
  private final Set<String> seenIds = new LinkedHashSet<>();
  private @Nullable ExecutorService loader;
  private int unsettled;

  /**
   * Creates it.
   *
   * @param layout features of the pipeline
   * @param maxRows most rows of one batch
   * @param trust whose signatures models must have
   * @param events takes what became of the commands
   * @param loaded called on the loader's thread after each load
   */
  ModelControl(
      FeatureLayout layout,
      int maxRows,
      ModelTrust trust,
      Consumer<ModelEvent> events,
      Runnable loaded) {
    this.layout = layout;
    this.maxRows = maxRows;
    this.trust = trust;
    this.events = events;
    this.loaded = loaded;
  }

  /** Takes the commands of a checkpoint; their models load again. */
  void restore(ScoringState state) {
    seenIds.addAll(state.seenIds());
    timeline.setPruned(state.pruned());
    for (ModelCommand command : state.commands()) {
      timeline.add(slot(command, true));
    }
  }

  /** What the next checkpoint keeps; settles every load first. */
  ScoringState state() {
    settleAll();
    List<ModelCommand> commands = new ArrayList<>();
    for (ModelSlot slot : timeline.slots()) {
      commands.add(slot.command);
    }
    return new ScoringState(commands, timeline.pruned(), List.copyOf(seenIds));
  }

  /** Acts on a command; one seen before changes nothing. */
  void accept(ModelCommand command) {
    if (!remember(command.commandId())) {
      return;
    }
    switch (command.kind()) {
      case ACTIVATE -> timeline.add(slot(command, false));
      case DEACTIVATE -> deactivate(command);
    }
  }

  private void deactivate(ModelCommand command) {
    settleAll();
    if (!timeline.holds(command.model(), command.version())) {
      String detail = "model=" + command.model() + " version=" + command.version();
      events.accept(event(command, "REJECTED", "MODEL_NOT_ACTIVE: " + detail, ""));
      return;
    }
    timeline.add(slot(command, false));
    timeline.prune(0);
    events.accept(event(command, "DEACTIVATED", "", ""));
  }

  private boolean remember(String commandId) {
    if (!seenIds.add(commandId)) {
      return false;
    }
    if (seenIds.size() > REMEMBERED_IDS) {
      Iterator<String> oldest = seenIds.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  private ModelSlot slot(ModelCommand command, boolean restored) {
    if (command.kind() == ModelCommand.Kind.DEACTIVATE) {
      return new ModelSlot(command, restored, null);
    }
    if (loader == null) {
      loader = Executors.newSingleThreadExecutor(ModelControl::thread);
    }
    unsettled++;
    CompletableFuture<ScoringSession> load =
        CompletableFuture.supplyAsync(
            () ->
                ScoringSession.open(
                    ModelFolder.of(command.uri()), command.sha256(), layout, maxRows, trust),
            loader);
    var unused = load.whenComplete((session, failure) -> loaded.run());
    return new ModelSlot(command, restored, load);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "model-loader");
    thread.setDaemon(true);
    return thread;
  }

  /** The slot that rules a venue time, its model loaded; null when none does. */
  @Nullable ModelSlot at(long eventTimeNs) {
    ModelSlot slot = timeline.at(eventTimeNs);
    while (slot != null && !slot.settled()) {
      settleUpTo(slot);
      slot = timeline.at(eventTimeNs);
    }
    return slot;
  }

  /** In order of arrival, as they load one after another: outcomes are reported in that order. */
  private void settleUpTo(ModelSlot last) {
    for (ModelSlot slot : timeline.slots()) {
      if (!slot.settled()) {
        settle(slot);
      }
      if (slot == last) {
        return;
      }
    }
  }

  /** Settles the loads that have ended, without waiting. */
  void settleLoaded() {
    if (unsettled > 0) {
      settleWhere(true);
    }
  }

  /** Waits for every load. */
  void settleAll() {
    if (unsettled > 0) {
      settleWhere(false);
    }
  }

  private void settleWhere(boolean loadedOnly) {
    for (ModelSlot slot : timeline.slots()) {
      if (!slot.settled() && (!loadedOnly || slot.loaded())) {
        settle(slot);
      }
    }
  }

  private void settle(ModelSlot slot) {
    ModelCommand command = slot.command;
    unsettled--;
    try {
      slot.settle();
      if (!slot.restored) {
        events.accept(event(command, "ACTIVATED", "", ScoringSession.PROVIDER));
      }
      timeline.prune(0);
    } catch (ModelException e) {
      reject(slot, e.getMessage());
    }
  }

  /**
   * A model that is refused. A new one leaves the stage as if it had never come; one that had been
   * accepted before keeps its place without a session, since falling back to its predecessor would
   * be a decision nobody took.
   */
  void reject(ModelSlot slot, @Nullable String code) {
    if (slot.restored || slot.session() != null) {
      slot.retire();
    } else {
      timeline.remove(slot);
    }
    events.accept(event(slot.command, "REJECTED", String.valueOf(code), ""));
  }

  /** Retires the models that no snapshot at or after this venue time can choose. */
  void watermark(long eventTimeNs) {
    timeline.prune(eventTimeNs);
  }

  /** Gives everything up, waiting for a load under way. */
  void close() {
    timeline.clear();
    if (loader != null) {
      loader.shutdown();
      try {
        if (!loader.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)) {
          throw new RejectedExecutionException("a model has been loading for 30 s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the task is being cancelled: the load closes itself
      }
    }
  }

  private static ModelEvent event(
      ModelCommand command, String outcome, String code, String provider) {
    return new ModelEvent(
        command.commandId() + ":" + outcome,
        command.commandId(),
        command.model(),
        command.version(),
        outcome,
        code,
        provider,
        command.effectiveFromNs());
  }
}
