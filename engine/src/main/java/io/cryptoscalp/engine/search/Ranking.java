package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order of trials. With one loss it is the order of losses; with several, fronts of trials of
 * which none is better in all (fast non-dominated sort) and within a front the lonelier first
 * (crowding distance), both of Deb, Pratap, Agarwal and Meyarivan, IEEE Transactions on
 * Evolutionary Computation 6, 2002, as is the rule for constraints: less violation is better, and
 * losses count only between trials that hold to them. Larger budgets come first: those trials were
 * chosen over the ones that did not get there. Failed trials are last.
 */
public final class Ranking {
  private final int[] front;
  private final double[] crowding;
  private final int[] order;

  private Ranking(int[] front, double[] crowding, int[] order) {
    this.front = front;
    this.crowding = crowding;
    this.order = order;
  }

  /** Ranks trials. */
  public static Ranking of(List<Observation> trials) {
    int size = trials.size();
    int[] front = fronts(trials);
    double[] crowding = new double[size];
    boolean several = size > 0 && trials.get(0).losses().length > 1;
    if (several) {
      crowd(trials, front, crowding);
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Comparator<Integer> comparator = Comparator.comparingInt((Integer i) -> front[i]);
    if (several) {
      comparator = comparator.thenComparing((a, b) -> Double.compare(crowding[b], crowding[a]));
    }
    Arrays.sort(order, comparator.thenComparing(i -> i));
    int[] plain = new int[size];
    Arrays.setAll(plain, i -> order[i]);
    return new Ranking(front, crowding, plain);
  }

  /** Front of a trial, 0 the best. */
  public int front(int trial) {
    return front[trial];
  }

  /** Crowding distance of a trial within its front; 0 where there is one loss. */
  public double crowding(int trial) {
    return crowding[trial];
  }

  /** Places of the trials, the best first; earlier ones first among equals. */
  public int[] order() {
    return order.clone();
  }

  /** True when a trial is better than another whatever losses are worth. */
  public static boolean dominates(Observation a, Observation b) {
    if (a.failed() || b.failed()) {
      return !a.failed() && b.failed();
    }
    if (a.budget() != b.budget()) {
      return a.budget() > b.budget();
    }
    if (a.violation() > 0 || b.violation() > 0) {
      return a.violation() < b.violation();
    }
    boolean better = false;
    for (int i = 0; i < a.losses().length; i++) {
      if (a.losses()[i] > b.losses()[i]) {
        return false;
      }
      better |= a.losses()[i] < b.losses()[i];
    }
    return better;
  }

  private static int[] fronts(List<Observation> trials) {
    int size = trials.size();
    int[] front = new int[size];
    if (size > 0 && trials.get(0).losses().length == 1) {
      return byOneLoss(trials);
    }
    int[] betters = new int[size];
    List<List<Integer>> worse = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      worse.add(new ArrayList<>());
    }
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        if (dominates(trials.get(i), trials.get(j))) {
          worse.get(i).add(j);
          betters[j]++;
        } else if (dominates(trials.get(j), trials.get(i))) {
          worse.get(j).add(i);
          betters[i]++;
        }
      }
    }
    List<Integer> current = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (betters[i] == 0) {
        current.add(i);
      }
    }
    for (int f = 0; !current.isEmpty(); f++) {
      List<Integer> next = new ArrayList<>();
      for (int i : current) {
        front[i] = f;
        for (int j : worse.get(i)) {
          if (--betters[j] == 0) {
            next.add(j);
          }
        }
      }
      current = next;
    }
    return front;
  }

  /** One loss needs no comparison of all with all. */
  private static int[] byOneLoss(List<Observation> trials) {
    Integer[] order = new Integer[trials.size()];
    Arrays.setAll(order, i -> i);
    Comparator<Integer> comparator =
        Comparator.comparing((Integer i) -> trials.get(i).failed())
            .thenComparing((a, b) -> Double.compare(trials.get(b).budget(), trials.get(a).budget()))
            .thenComparingDouble(i -> trials.get(i).violation())
            .thenComparingDouble(i -> trials.get(i).losses()[0]);
    Arrays.sort(order, comparator);
    int[] front = new int[order.length];
    for (int i = 1; i < order.length; i++) {
      boolean equal = comparator.compare(order[i - 1], order[i]) == 0;
      front[order[i]] = front[order[i - 1]] + (equal ? 0 : 1);
    }
    return front;
  }

  private static void crowd(List<Observation> trials, int[] front, double[] crowding) {
    int last = 0;
    for (int f : front) {
      last = Math.max(last, f);
    }
    List<List<Integer>> fronts = new ArrayList<>();
    for (int f = 0; f <= last; f++) {
      fronts.add(new ArrayList<>());
    }
    for (int i = 0; i < front.length; i++) {
      fronts.get(front[i]).add(i);
    }
    for (List<Integer> members : fronts) {
      for (int loss = 0; loss < trials.get(0).losses().length; loss++) {
        int by = loss;
        members.sort(Comparator.comparingDouble(i -> trials.get(i).losses()[by]));
        double low = trials.get(members.get(0)).losses()[by];
        double range = trials.get(members.get(members.size() - 1)).losses()[by] - low;
        crowding[members.get(0)] = Double.POSITIVE_INFINITY;
        crowding[members.get(members.size() - 1)] = Double.POSITIVE_INFINITY;
        for (int m = 1; range > 0 && m < members.size() - 1; m++) {
          double above = trials.get(members.get(m + 1)).losses()[by];
          double below = trials.get(members.get(m - 1)).losses()[by];
          crowding[members.get(m)] += (above - below) / range;
        }
      }
    }
  }
}
