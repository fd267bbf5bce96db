package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.Candidate;
import io.cryptoscalp.engine.search.Observation;
import io.cryptoscalp.engine.search.Sampler;
import io.cryptoscalp.engine.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A search: each generation is one pass over the part of the data that it may see. What is done is
 * kept in its folder; a new study over the same folder goes on as if there had been no break, since
 * samplers are told again what they were told.
 */
public final class Study {
  private final StudySpec spec;
  private final StudyFolder folder;
  private final StudyRunner runner;
  private final Consumer<StudyFolder.Generation> listener;
  private final SearchSpace space;
  private final List<StudyFolder.Generation> generations = new ArrayList<>();
  private final List<TrialOutcome> done = new ArrayList<>();
  private final Map<String, TrialOutcome> seen = new HashMap<>();

  /**
   * A study.
   *
   * @param folder begun with the same specification
   * @param listener told each generation, also those that were done before
   */
  public Study(
      StudySpec spec,
      StudyFolder folder,
      StudyRunner runner,
      Consumer<StudyFolder.Generation> listener) {
    this.spec = spec;
    this.folder = folder;
    this.runner = runner;
    this.listener = listener;
    space = spec.searchSpace();
  }

  /**
   * Runs to the end.
   *
   * @return all trials by number
   * @throws StudyException {@code STUDY_DIFFERS} when the sampler asks for other trials than those
   *     that are stored
   */
  public List<TrialOutcome> run() throws Exception {
    Sampler sampler = spec.sampler().sampler(space, spec.batch(), spec.leastBudget(), spec.seed());
    List<StudyFolder.Generation> stored = folder.generations();
    while (done.size() < spec.trials() || !sampler.settled()) {
      int left = Math.max(1, spec.trials() - done.size());
      List<Candidate> asked = sampler.ask(Math.min(Math.max(1, spec.batch()), left));
      if (asked.isEmpty()) {
        break;
      }
      int number = generations.size();
      StudyFolder.Generation generation;
      if (number < stored.size()) {
        generation = stored.get(number);
        requireSame(generation, asked);
      } else {
        generation = new StudyFolder.Generation(number, tried(number, asked));
        folder.append(generation);
      }
      take(generation);
      sampler.tell(generation.trials().stream().map(TrialOutcome::observation).toList());
      listener.accept(generation);
    }
    return List.copyOf(done);
  }

  private void take(StudyFolder.Generation generation) {
    generations.add(generation);
    for (TrialOutcome trial : generation.trials()) {
      done.add(trial);
      seen.putIfAbsent(key(trial.settings(), trial.budget()), trial);
    }
  }

  private static void requireSame(StudyFolder.Generation stored, List<Candidate> asked) {
    boolean same = stored.trials().size() == asked.size();
    for (int i = 0; same && i < asked.size(); i++) {
      same =
          Arrays.equals(stored.trials().get(i).point(), asked.get(i).point())
              && stored.trials().get(i).budget() == asked.get(i).budget();
    }
    if (!same) {
      throw new StudyException(
          "STUDY_DIFFERS: generation="
              + stored.generation()
              + " was chosen by another version of the sampler, or its file was changed");
    }
  }

  private static String key(Map<String, String> settings, double budget) {
    return budget + " " + settings;
  }

  private List<TrialOutcome> tried(int generation, List<Candidate> asked) throws Exception {
    Map<String, Integer> first = new HashMap<>();
    Map<Double, List<Integer>> byBudget = new TreeMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Candidate each = asked.get(i);
      String key = key(space.settings(each.point()), each.budget());
      if (!seen.containsKey(key) && first.putIfAbsent(key, i) == null) {
        byBudget.computeIfAbsent(each.budget(), budget -> new ArrayList<>()).add(i);
      }
    }
    Came[] came = new Came[asked.size()];
    for (Map.Entry<Double, List<Integer>> pass : byBudget.entrySet()) {
      run(generation, asked, pass.getValue(), spec.endNs(pass.getKey()), came);
    }
    List<TrialOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      outcomes.add(outcome(generation, i, asked.get(i), came, first));
    }
    return outcomes;
  }

  /** What came of a trial that was asked for. */
  private record Came(TrialFigures figures, boolean refused) {}

  private void run(
      int generation, List<Candidate> asked, List<Integer> which, long toNs, Came[] came)
      throws Exception {
    List<StudyPass.Trial> trials = new ArrayList<>();
    for (int i : which) {
      trials.add(
          new StudyPass.Trial("t" + (done.size() + i), space.settings(asked.get(i).point())));
    }
    List<TrialRun> runs =
        runner.run(
            StudyPass.compared(spec, Integer.toString(generation), trials, spec.fromNs(), toNs));
    for (int k = 0; k < which.size(); k++) {
      TrialRun run = runs.get(k);
      came[which.get(k)] =
          new Came(TrialFigures.of(run, spec.fromNs(), toNs, spec.periodNs()), run.refused());
    }
  }

  private TrialOutcome outcome(
      int generation, int index, Candidate candidate, Came[] all, Map<String, Integer> first) {
    Map<String, String> settings = space.settings(candidate.point());
    String key = key(settings, candidate.budget());
    TrialOutcome before = seen.get(key);
    int own = before == null ? first.getOrDefault(key, index) : index;
    int repeats = before == null ? (own == index ? -1 : done.size() + own) : before.number();
    TrialFigures figures = before == null ? all[own].figures() : before.figures();
    return new TrialOutcome(
        done.size() + index,
        generation,
        candidate.point(),
        new TreeMap<>(settings),
        candidate.budget(),
        figures.losses(spec.objectives()),
        before == null ? violation(all[own], candidate.budget()) : before.violation(),
        repeats,
        figures);
  }

  private double violation(Came came, double budget) {
    if (came.refused()) {
      return TrialOutcome.REFUSED;
    }
    // What is asked of all of the data is asked of a part of it in proportion.
    double wanted = spec.minTrades() * budget;
    return Math.max(0, wanted - came.figures().trades()) / Math.max(1, wanted);
  }

  /** As samplers see trials. */
  static List<Observation> observations(List<TrialOutcome> trials) {
    return trials.stream().map(TrialOutcome::observation).toList();
  }
}
