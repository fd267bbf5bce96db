package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.search.Importance;
import io.cryptoscalp.engine.search.Parameter;
import io.cryptoscalp.engine.search.SearchSpace;
import io.cryptoscalp.engine.validation.SensitivitySurface;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a winner when its most important parameters are a little different, on the
 * search's data.
 *
 * @param figure what it shows
 * @param surface figures around the winner; axes hold unit coordinates
 * @param labels values of each axis, as text
 * @param at the winner's point
 * @param score {@link SensitivitySurface#score} of it
 */
public record Sensitivity(
    Objective figure, SensitivitySurface surface, List<List<String>> labels, int at, double score) {
  private static final int AXES = 2;
  private static final int REACH = 2;

  /** Step along a continuous parameter, of its range. */
  private static final double STEP = 0.05;

  /** Steps along an axis: its places, and where among them the winner is. */
  private record Steps(int parameter, double[] units, int own) {}

  /** Importance of each parameter for the first objective, by the trials on all of the data. */
  static double[] importance(StudySpec spec, List<TrialOutcome> trials) {
    List<double[]> points = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (TrialOutcome trial : trials) {
      if (trial.whole() && trial.run() && !trial.observation().failed()) {
        points.add(trial.point());
        losses.add(trial.losses()[0]);
      }
    }
    return Importance.of(
        spec.searchSpace(), points, losses.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Runs the neighbours of a winner, one pass. */
  static Sensitivity of(
      StudySpec spec, TrialOutcome winner, double[] importance, StudyRunner runner)
      throws Exception {
    SearchSpace space = spec.searchSpace();
    List<Steps> axes = axes(space, winner.point(), importance);
    List<double[]> points = new ArrayList<>();
    points.add(winner.point());
    for (Steps axis : axes) {
      List<double[]> wider = new ArrayList<>();
      for (double[] point : points) {
        for (double unit : axis.units()) {
          double[] moved = point.clone();
          moved[axis.parameter()] = unit;
          wider.add(moved);
        }
      }
      points = wider;
    }
    List<StudyPass.Trial> trials = new ArrayList<>();
    for (double[] point : points) {
      trials.add(new StudyPass.Trial("n" + trials.size(), space.settings(point)));
    }
    List<TrialRun> runs =
        runner.run(StudyPass.compared(spec, "neighbours", trials, spec.fromNs(), spec.splitNs()));
    Objective figure = figure(spec);
    double[] values = new double[runs.size()];
    for (int i = 0; i < values.length; i++) {
      TrialRun run = runs.get(i);
      values[i] =
          run.refused()
              ? Double.NaN
              : TrialFigures.of(run, spec.fromNs(), spec.splitNs(), spec.periodNs()).value(figure);
    }
    return surface(figure, space, axes, values);
  }

  private static Sensitivity surface(
      Objective figure, SearchSpace space, List<Steps> axes, double[] values) {
    List<SensitivitySurface.Axis> named = new ArrayList<>();
    List<List<String>> labels = new ArrayList<>();
    int at = 0;
    for (Steps axis : axes) {
      Parameter parameter = space.parameter(axis.parameter());
      named.add(new SensitivitySurface.Axis(parameter.name(), axis.units()));
      List<String> texts = new ArrayList<>();
      for (double unit : axis.units()) {
        texts.add(parameter.value(unit));
      }
      labels.add(texts);
      at = at * axis.units().length + axis.own();
    }
    SensitivitySurface surface = new SensitivitySurface(named, values);
    return new Sensitivity(figure, surface, labels, at, surface.score(at));
  }

  /** The first objective that is better the larger it is: only of such there are plateaus. */
  static Objective figure(StudySpec spec) {
    for (Objective objective : spec.objectives()) {
      if (objective.loss(1) < 0) {
        return objective;
      }
    }
    return Objective.RETURN;
  }

  private static List<Steps> axes(SearchSpace space, double[] point, double[] importance) {
    List<Integer> chosen = new ArrayList<>();
    for (int d = 0; d < space.size(); d++) {
      if (space.active(d, point) && space.parameter(d).ordered()) {
        chosen.add(d);
      }
    }
    // Where only choices have a say there is no neighbourhood but the others.
    for (int d = 0; chosen.isEmpty() && d < space.size(); d++) {
      if (space.active(d, point)) {
        chosen.add(d);
      }
    }
    chosen.sort((a, b) -> Double.compare(importance[b], importance[a]));
    List<Steps> axes = new ArrayList<>();
    for (int d : chosen.subList(0, Math.min(AXES, chosen.size()))) {
      axes.add(steps(space.parameter(d), d, point[d]));
    }
    return axes;
  }

  private static Steps steps(Parameter parameter, int index, double unit) {
    int levels = parameter.levels();
    // A level of many is no step worth the name.
    int stride = levels == 0 ? 0 : Math.max(1, (int) Math.round(levels * STEP));
    List<Double> units = new ArrayList<>();
    int own = 0;
    int reach = parameter.ordered() ? REACH : levels;
    for (int step = -reach; step <= reach; step++) {
      double moved = unit + step * STEP;
      boolean inside = moved >= 0 && moved <= 1;
      if (levels > 0) {
        int level = parameter.level(unit) + step * stride;
        inside = level >= 0 && level < levels;
        moved = inside ? parameter.middle(level) : Double.NaN;
      }
      if (inside) {
        own = step == 0 ? units.size() : own;
        units.add(moved);
      }
    }
    return new Steps(index, units.stream().mapToDouble(Double::doubleValue).toArray(), own);
  }
}
