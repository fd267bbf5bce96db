package io.cryptoscalp.operators.explain;

import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Explains decisions beside the path of orders: {@link DecisionToExplain} in, rows of {@code
 * decision_explanations} and {@code decision_inputs} out. With a limit of work it never holds
 * anybody up: decisions wait in memory and in checkpoints, a thread of its own takes them one at a
 * time and rests after each as long as the limit asks; what comes when too many wait is dropped and
 * counted, samples first. Without a limit each decision is explained before the next is taken.
 */
public final class ExplainOperator extends AbstractStreamOperator<ResultRow>
    implements OneInputStreamOperator<DecisionToExplain, ResultRow> {
  private static final long serialVersionUID = 1L;

  /** Name of the state; part of the savepoint contract. */
  public static final String STATE_NAME = "waiting";

  private final FeatureLayout layout;
  private final ModelTrust trust;
  private final ExplainOptions options;
  private final WallClock clock;

  private transient Stage stage;
  private transient @Nullable MailboxExecutor mailbox;
  private transient @Nullable ListState<DecisionToExplain> state;
  private transient @Nullable Task busy; // until its rest is over
  private transient boolean resting;

  /** What lives from open to close. */
  private record Stage(
      DecisionExplainer explainer,
      ExecutorService worker,
      Deque<Task> waiting,
      ExplainMetrics metrics) {}

  /** A decision that waits; not whole where there is no time for more than its inputs. */
  private record Task(DecisionToExplain decision, boolean whole) {}

  /** The rows of a task and how long they took. */
  private record Done(List<ResultRow> rows, long tookNs) {}

  /**
   * Creates it.
   *
   * @param layout features that the instrument stage writes
   * @param trust whose signatures models must have
   * @param options what is explained and what it may cost
   * @param clock measures the work; decides nothing but how long to rest
   */
  public ExplainOperator(
      FeatureLayout layout, ModelTrust trust, ExplainOptions options, WallClock clock) {
    this.layout = layout;
    this.trust = trust;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void setMailboxExecutor(MailboxExecutor executor) {
    super.setMailboxExecutor(executor);
    mailbox = executor;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE_NAME, DecisionToExplain.TYPE));
    Deque<Task> waiting = new ArrayDeque<>();
    stage =
        new Stage(
            new DecisionExplainer(layout, trust, options),
            Executors.newSingleThreadExecutor(
                work -> {
                  Thread thread = new Thread(work, "explain");
                  thread.setDaemon(true);
                  return thread;
                }),
            waiting,
            new ExplainMetrics(getMetricGroup(), waiting::size));
    for (DecisionToExplain decision : state.get()) {
      waiting.add(new Task(decision, true));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    next();
  }

  @Override
  public void processElement(StreamRecord<DecisionToExplain> record) {
    DecisionToExplain decision = record.getValue();
    if (options.work() == 0) {
      emit(make(new Task(decision, true)));
      count(decision);
      return;
    }
    int waiting = stage.waiting.size();
    if (decision.traded()) {
      if (waiting >= 2 * options.waiting()) {
        stage.metrics.tradedLost.inc();
        return;
      }
      stage.waiting.add(new Task(decision, waiting < options.waiting()));
    } else if (waiting >= options.waiting() / 2) {
      stage.metrics.samplesDropped.inc();
    } else {
      stage.waiting.add(new Task(decision, true));
    }
    next();
  }

  private void count(DecisionToExplain decision) {
    (decision.traded() ? stage.metrics.traded : stage.metrics.sampled).inc();
  }

  /** Hands the next one to the worker unless it is busy or rests. */
  private void next() {
    MailboxExecutor executor = mailbox;
    Task task = busy == null ? stage.waiting.poll() : null;
    if (task == null || executor == null) {
      return;
    }
    busy = task;
    stage.worker.execute(
        () -> {
          Done done = make(task);
          try {
            executor.execute(() -> settle(task, done), "explained");
          } catch (RejectedExecutionException e) {
            LOG.debug("explained after the end of the task", e);
          }
        });
  }

  /** On the worker where there is a limit, else on the task's thread. */
  private Done make(Task task) {
    long start = clock.nowNs();
    List<ResultRow> rows = stage.explainer.explain(task.decision, task.whole);
    return new Done(rows, Math.max(0, clock.nowNs() - start));
  }

  private void settle(Task task, Done done) {
    if (busy == null) { // the stream ended, and with it what was under way was made again
      return;
    }
    emit(done);
    if (task.whole) {
      count(task.decision);
    } else {
      stage.metrics.tradedDropped.inc();
    }
    long restMs = (long) (done.tookNs * (1 / options.work() - 1) / 1_000_000);
    if (restMs < 1) {
      busy = null;
      next();
      return;
    }
    resting = true;
    long due = getProcessingTimeService().getCurrentProcessingTime() + restMs;
    var unused = getProcessingTimeService().registerTimer(due, time -> rested());
  }

  private void rested() {
    resting = false;
    busy = null;
    next();
  }

  private void emit(Done done) {
    stage.metrics.latencyNanos.update(done.tookNs);
    for (ResultRow row : done.rows) {
      output.collect(new StreamRecord<>(row));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (state != null) {
      List<DecisionToExplain> pending = new ArrayList<>();
      if (busy != null && !resting) {
        pending.add(busy.decision);
      }
      stage.waiting.forEach(task -> pending.add(task.decision));
      state.update(pending);
    }
  }

  /** All that waits is explained before the end of a bounded stream, without rest. */
  @Override
  public void finish() throws Exception {
    Task task = resting ? null : busy;
    busy = null;
    if (task == null) {
      task = stage.waiting.poll();
    }
    while (task != null) {
      Task one = task;
      emit(CompletableFuture.supplyAsync(() -> make(one), stage.worker).get());
      count(one.decision);
      task = stage.waiting.poll();
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    try {
      if (stage != null) {
        stage.worker.shutdown();
        if (stage.worker.awaitTermination(30, TimeUnit.SECONDS)) {
          stage.explainer.close();
        } else { // a run that does not end keeps what it uses
          LOG.warn("an explanation goes on after its task");
        }
      }
    } finally {
      super.close();
    }
  }
}
