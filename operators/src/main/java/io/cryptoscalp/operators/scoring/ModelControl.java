package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.scoring.SessionSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns model commands into slots of the timeline. Models load and are validated on a thread of
 * their own, which also closes them; the caller waits for a load only when a snapshot is due that
 * the model would rule, so that the swap falls on the same snapshot whatever the load takes. All
 * methods belong to the task thread.
 */
final class ModelControl {
  /** Ids remembered to recognise a repeated command. */
  static final int REMEMBERED_IDS = 4096;

  private final SessionSettings settings;
  private final Consumer<ModelEvent> events;
  private final Runnable loaded;
  private final TreeMap<String, ModelTimeline> timelines = new TreeMap<>();
  private final List<ModelSlot> arrivals = new ArrayList<>(); // slots not settled yet
  private Lineup lineup = Lineup.NONE;
  private long lineupFromNs = Long.MAX_VALUE;
  private long lineupToNs = Long.MIN_VALUE;
  private final Set<String> seenIds = new LinkedHashSet<>();
  private @Nullable ExecutorService loader;

  /**
   * Creates it.
   *
   * @param settings how models are opened
   * @param events takes what became of the commands
   * @param loaded called on the loader's thread after each load
   */
  ModelControl(SessionSettings settings, Consumer<ModelEvent> events, Runnable loaded) {
    this.settings = settings;
    this.events = events;
    this.loaded = loaded;
  }

  /** Takes the commands of a checkpoint; their models load again. */
  void restore(ScoringState state) {
    seenIds.addAll(state.seenIds());
    for (String model : state.pruned()) {
      timeline(model).setPruned(true);
    }
    for (ModelCommand command : state.commands()) {
      add(command, true);
    }
  }

  /** What the next checkpoint keeps; settles every load first. */
  ScoringState state() {
    settleAll();
    List<ModelCommand> commands = new ArrayList<>();
    List<String> pruned = new ArrayList<>();
    for (Map.Entry<String, ModelTimeline> entry : timelines.entrySet()) {
      for (ModelSlot slot : entry.getValue().slots()) {
        commands.add(slot.command);
      }
      if (entry.getValue().pruned()) {
        pruned.add(entry.getKey());
      }
    }
    return new ScoringState(commands, pruned, List.copyOf(seenIds));
  }

  /** Acts on a command; one seen before changes nothing. */
  void accept(ModelCommand command) {
    if (!remember(command.commandId())) {
      return;
    }
    switch (command.kind()) {
      case ACTIVATE -> activate(command);
      case DEACTIVATE -> deactivate(command);
    }
  }

  private void activate(ModelCommand command) {
    if (!timelines.containsKey(command.model()) && timelines.size() >= Lineup.MOST) {
      settleAll(); // one that is refused leaves its place
    }
    if (!timelines.containsKey(command.model()) && timelines.size() >= Lineup.MOST) {
      events.accept(event(command, "REJECTED", "MODEL_TOO_MANY: most=" + Lineup.MOST, ""));
      return;
    }
    add(command, false);
  }

  private void deactivate(ModelCommand command) {
    settleAll();
    ModelTimeline timeline = timelines.get(command.model());
    if (timeline == null || !timeline.holds(command.model(), command.version())) {
      String detail = "model=" + command.model() + " version=" + command.version();
      events.accept(event(command, "REJECTED", "MODEL_NOT_ACTIVE: " + detail, ""));
      return;
    }
    add(command, false);
    prune(command.model(), 0);
    events.accept(event(command, "DEACTIVATED", "", ""));
  }

  private ModelTimeline timeline(String model) {
    return timelines.computeIfAbsent(model, name -> new ModelTimeline());
  }

  private void add(ModelCommand command, boolean restored) {
    ModelSlot slot = slot(command, restored);
    timeline(command.model()).add(slot);
    if (!slot.settled()) {
      arrivals.add(slot);
    }
    forget();
  }

  private void prune(String model, long watermarkNs) {
    ModelTimeline timeline = timelines.get(model);
    if (timeline != null) {
      if (timeline.prune(watermarkNs)) {
        forget();
      }
      if (timeline.isOver()) {
        timelines.remove(model);
        forget();
      }
    }
  }

  private void forget() {
    lineupFromNs = Long.MAX_VALUE;
    lineupToNs = Long.MIN_VALUE;
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
      return new ModelSlot(command, restored, null, Runnable::run);
    }
    if (loader == null) {
      loader = Executors.newSingleThreadExecutor(ModelControl::thread);
    }
    CompletableFuture<ScoringSession> load =
        CompletableFuture.supplyAsync(
            () -> ScoringSession.open(ModelFolder.of(command.uri()), command.sha256(), settings),
            loader);
    var unused = load.whenComplete((session, failure) -> loaded.run());
    return new ModelSlot(command, restored, load, loader);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "model-loader");
    thread.setDaemon(true);
    return thread;
  }

  /** The models that rule a venue time, loaded; the same object while they are the same. */
  Lineup at(long eventTimeNs) {
    if (eventTimeNs < lineupFromNs || eventTimeNs >= lineupToNs) {
      line(eventTimeNs);
    }
    return lineup;
  }

  private void line(long eventTimeNs) {
    settleRuling(eventTimeNs);
    List<ModelSlot> ruling = new ArrayList<>();
    lineupFromNs = Long.MIN_VALUE;
    lineupToNs = Long.MAX_VALUE;
    for (ModelTimeline timeline : timelines.values()) {
      ModelSlot slot = timeline.at(eventTimeNs);
      lineupFromNs = Math.max(lineupFromNs, timeline.validFromNs());
      lineupToNs = Math.min(lineupToNs, timeline.validToNs());
      if (slot != null && slot.command.kind() == ModelCommand.Kind.ACTIVATE) {
        ruling.add(slot);
      }
    }
    lineup = ruling.isEmpty() ? Lineup.NONE : new Lineup(ruling);
  }

  /** Settles until every slot that rules this time is; a refused one hands over to another. */
  private void settleRuling(long eventTimeNs) {
    boolean again = !arrivals.isEmpty();
    while (again) {
      again = false;
      for (ModelTimeline timeline : List.copyOf(timelines.values())) {
        ModelSlot slot = timeline.at(eventTimeNs);
        if (slot != null && !slot.settled()) {
          settleUpTo(slot);
          again = true;
        }
      }
    }
  }

  /** In order of arrival, as they load one after another: outcomes are reported in that order. */
  private void settleUpTo(ModelSlot last) {
    for (ModelSlot slot : List.copyOf(arrivals)) {
      settle(slot);
      if (slot == last) {
        return;
      }
    }
  }

  /** Settles the loads that have ended, without waiting. */
  void settleLoaded() {
    for (ModelSlot slot : List.copyOf(arrivals)) {
      if (!slot.loaded()) {
        return; // those after it have not been tried
      }
      settle(slot);
    }
  }

  /** Waits for every load. */
  void settleAll() {
    for (ModelSlot slot : List.copyOf(arrivals)) {
      settle(slot);
    }
  }

  private void settle(ModelSlot slot) {
    ModelCommand command = slot.command;
    arrivals.remove(slot);
    try {
      slot.settle();
      ScoringSession session = slot.session();
      if (session != null) {
        activated(slot, session);
      }
      prune(command.model(), 0);
    } catch (ModelException e) {
      reject(slot, e.getMessage());
    }
    forget();
  }

  /** A fallback is told after a restore as well: the process is another. */
  private void activated(ModelSlot slot, ScoringSession session) {
    if (!slot.restored) {
      events.accept(event(slot.command, "ACTIVATED", "", session.provider().name()));
    }
    String fallback = session.fallbackNews();
    if (!fallback.isEmpty()) {
      events.accept(event(slot.command, "FELL_BACK", fallback, session.provider().name()));
    }
  }

  /**
   * A model that is refused. A new one leaves the stage as if it had never come; one that had been
   * accepted before keeps its place without a session, since falling back to its predecessor would
   * be a decision nobody took.
   */
  private void reject(ModelSlot slot, @Nullable String code) {
    if (slot.restored) {
      slot.retire();
    } else {
      String model = slot.command.model();
      timeline(model).remove(slot);
      if (timeline(model).isOver()) {
        timelines.remove(model);
      }
    }
    events.accept(event(slot.command, "REJECTED", String.valueOf(code), ""));
  }

  /** Retires the models that no snapshot at or after this venue time can choose. */
  void watermark(long eventTimeNs) {
    for (String model : List.copyOf(timelines.keySet())) {
      prune(model, eventTimeNs);
    }
  }

  /** The same with a time in Flink's unit. */
  void watermarkMillis(long millis) {
    long limit = Long.MAX_VALUE / 1_000_000;
    watermark(millis >= limit ? Long.MAX_VALUE : Math.max(millis, -limit) * 1_000_000);
  }

  /** Gives everything up, waiting for a load under way. */
  void close() {
    for (ModelTimeline timeline : timelines.values()) {
      timeline.clear();
    }
    timelines.clear();
    arrivals.clear();
    forget();
    if (loader != null) {
      loader.shutdown(); // sessions that were given up are closed before it ends
      try {
        if (!loader.awaitTermination(30, TimeUnit.SECONDS)) {
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
