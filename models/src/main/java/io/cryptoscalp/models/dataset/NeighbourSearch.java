package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through the rows of all instruments in order of time and asks the engine's graph for the
 * neighbours of those that become examples. When a row is asked for, nothing later than the last
 * step at or before it has been taken.
 */
final class NeighbourSearch {
  /**
   * The neighbours of one example.
   *
   * @param instruments their places among the instruments, strongest first; -1 where there is none
   * @param rows the rows of their vectors among the instrument's own; -1 where there is none
   * @param edges numbers of the edges
   */
  record Found(int[] instruments, int[] rows, float[] edges) {}

  private final NeighbourOptions options;
  private final List<DatasetAssembly.Part> parts;
  private final NeighbourGraph graph;
  private final int[] partOfSlot;
  private final int[] fed; // rows taken of each part
  private final int[] slots;

  private NeighbourSearch(NeighbourOptions options, List<DatasetAssembly.Part> parts) {
    this.options = options;
    this.parts = parts;
    graph = new NeighbourGraph(options);
    partOfSlot = new int[parts.size()];
    fed = new int[parts.size()];
    slots = new int[options.count()];
  }

  /** For each part the neighbours of its examples, in their order. */
  static Found[][] of(NeighbourOptions options, List<DatasetAssembly.Part> parts) {
    return new NeighbourSearch(options, parts).run();
  }

  private Found[][] run() {
    Found[][] found = new Found[parts.size()][];
    for (int part = 0; part < found.length; part++) {
      found[part] = new Found[parts.get(part).complete().size()];
    }
    int[] asked = new int[found.length];
    int part = nextAsked(asked);
    while (part >= 0) {
      int example = asked[part]++;
      long timeNs = askedTime(part, example);
      takeTo(Math.floorDiv(timeNs, options.stepNs()) * options.stepNs());
      found[part][example] = find(part);
      part = nextAsked(asked);
    }
    return found;
  }

  private long askedTime(int part, int example) {
    DatasetAssembly.Part of = parts.get(part);
    return of.rows().path.timeNs(of.complete().get(example).row());
  }

  /** The part whose next example is the earliest; -1 when all are done. */
  private int nextAsked(int[] asked) {
    int first = -1;
    for (int part = 0; part < asked.length; part++) {
      boolean left = asked[part] < parts.get(part).complete().size();
      if (left && (first < 0 || askedTime(part, asked[part]) < askedTime(first, asked[first]))) {
        first = part;
      }
    }
    return first;
  }

  /** Takes all rows up to a step, and closes it. */
  private void takeTo(long stepNs) {
    int part = nextRow(stepNs);
    while (part >= 0) {
      DatasetAssembly.Part of = parts.get(part);
      int row = fed[part]++;
      long timeNs = of.rows().path.timeNs(row);
      closeTo(timeNs - 1);
      int slot = graph.update(of.instrument(), timeNs, of.rows().path.mid(row));
      partOfSlot[slot] = part;
      part = nextRow(stepNs);
    }
    closeTo(stepNs);
  }

  private void closeTo(long timeNs) {
    boolean more = true;
    while (more) {
      more = graph.close(timeNs);
    }
  }

  /** The part with the earliest row left up to a time; -1 when there is none. */
  private int nextRow(long toNs) {
    int first = -1;
    long earliest = toNs;
    for (int part = 0; part < fed.length; part++) {
      PricePath path = parts.get(part).rows().path;
      if (fed[part] < path.size()
          && (path.timeNs(fed[part]) < earliest
              || (first < 0 && path.timeNs(fed[part]) == earliest))) {
        first = part;
        earliest = path.timeNs(fed[part]);
      }
    }
    return first;
  }

  private Found find(int part) {
    int[] instruments = new int[options.count()];
    int[] rows = new int[options.count()];
    float[] edges = new float[options.count() * NeighbourGraph.EDGE];
    Arrays.fill(instruments, -1);
    Arrays.fill(rows, -1);
    int target = graph.slot(parts.get(part).instrument());
    int count = target < 0 ? 0 : graph.neighbours(target, slots, edges, 0);
    for (int k = 0; k < count; k++) {
      int neighbour = partOfSlot[slots[k]];
      DatasetAssembly.Part of = parts.get(neighbour);
      int row = fed[neighbour] - 1;
      boolean fresh = graph.closedNs() - of.rows().path.timeNs(row) < options.maxAgeNs();
      if (fresh && of.full()[row]) {
        instruments[k] = neighbour;
        rows[k] = row;
      } else { // its prices count, but its vector cannot be looked at
        Arrays.fill(edges, k * NeighbourGraph.EDGE, (k + 1) * NeighbourGraph.EDGE, 0);
      }
    }
    return new Found(instruments, rows, edges);
  }
}
