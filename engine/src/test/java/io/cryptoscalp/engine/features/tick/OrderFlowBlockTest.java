package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Depth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Do the imbalances of levels equal their definition, and the component its covariance's? */
class OrderFlowBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new OrderFlowBlock(windowsSeconds);
  }

  /** Flow of every level between two books, null where the chain is broken. */
  private static double[] flow(Depth before, Depth after) {
    if (!before.sound() || !after.sound() || !after.diff()) {
      return null;
    }
    double[] flow = new double[10];
    for (int m = 0; m < 10; m++) {
      if (m < before.bids().length && m < after.bids().length) {
        double[] old = before.bids()[m];
        double[] now = after.bids()[m];
        flow[m] += now[0] > old[0] ? now[1] : now[0] < old[0] ? -old[1] : now[1] - old[1];
      }
      if (m < before.asks().length && m < after.asks().length) {
        double[] old = before.asks()[m];
        double[] now = after.asks()[m];
        flow[m] -= now[0] < old[0] ? now[1] : now[0] > old[0] ? -old[1] : now[1] - old[1];
      }
    }
    return flow;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    Component component = new Component();
    Map<Long, double[]> slots = new TreeMap<>();
    for (int i = 1; i < tape.depths.size(); i++) {
      double[] flow = flow(tape.depths.get(i - 1), tape.depths.get(i));
      long slot = Math.floorDiv(tape.depths.get(i).timeNs(), TickTape.SECOND);
      if (flow != null && slot < Math.floorDiv(tape.nowNs, TickTape.SECOND)) {
        double[] sum = slots.computeIfAbsent(slot, s -> new double[10]);
        for (int m = 0; m < 10; m++) {
          sum[m] += flow[m];
        }
      }
    }
    slots.values().forEach(component::add);
    for (int w : TickRun.WINDOWS) {
      double[] sums = new double[10];
      double quantity = 0;
      int books = 0;
      for (int i = 0; i < tape.depths.size(); i++) {
        Depth depth = tape.depths.get(i);
        if (!depth.sound() || !tape.covers(depth, w)) {
          continue;
        }
        books++;
        for (int m = 0; m < 10; m++) {
          quantity += m < depth.bids().length ? depth.bids()[m][1] : 0;
          quantity += m < depth.asks().length ? depth.asks()[m][1] : 0;
        }
        double[] flow = i == 0 ? null : flow(tape.depths.get(i - 1), depth);
        for (int m = 0; flow != null && m < 10; m++) {
          sums[m] += flow[m];
        }
      }
      if (!tape.warm(w) || books == 0) {
        continue;
      }
      double unit = quantity / books / 20;
      double projected = 0;
      for (int m = 0; m < 10; m++) {
        projected += component.weights[m] * sums[m] / unit;
        if (m < 5 || m == 9) {
          to.put("ofi_at_l" + (m + 1) + "_" + w + "s", sums[m] / unit);
        }
      }
      if (component.count >= 60) {
        to.put("ofi_integrated_" + w + "s", projected);
      }
    }
    if (component.count >= 60) {
      to.put("ofi_component_share", component.share());
    }
  }

  /** The documented recursion, on flows scaled to about one so that its products stay exact. */
  private static final class Component {
    private final double[] mean = new double[10];
    private final double[][] products = new double[10][10];
    private double[] weights = new double[] {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
    private int count;

    void add(double[] flow) {
      count++;
      double share = 1.0 / Math.min(count, 1800);
      for (int i = 0; i < 10; i++) {
        mean[i] = (1 - share) * mean[i] + share * flow[i];
        for (int j = 0; j < 10; j++) {
          products[i][j] = (1 - share) * products[i][j] + share * flow[i] * flow[j];
        }
      }
      for (int turn = 0; turn < 4; turn++) {
        double[] next = new double[10];
        double norm = 0;
        double sum = 0;
        for (int i = 0; i < 10; i++) {
          for (int j = 0; j < 10; j++) {
            next[i] += (products[i][j] - mean[i] * mean[j]) * weights[j];
          }
          norm += Math.abs(next[i]);
          sum += next[i];
        }
        if (norm > 0) {
          for (int i = 0; i < 10; i++) {
            next[i] /= Math.signum(sum == 0 ? 1 : sum) * norm;
          }
          weights = next;
        }
      }
    }

    double share() {
      double explained = 0;
      double length = 0;
      double trace = 0;
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 10; j++) {
          explained += weights[i] * (products[i][j] - mean[i] * mean[j]) * weights[j];
        }
        length += weights[i] * weights[i];
        trace += products[i][i] - mean[i] * mean[i];
      }
      return trace > 0 ? explained / length / trace : Double.NaN;
    }
  }

  @Override
  protected double tolerance(String id) {
    // With one second of data the covariance is rounding noise that the component starts from; its
    // trace then fades as 0.5 to the power of the iterations where the top two are close.
    return id.contains("integrated") || id.contains("component") ? 1e-6 : 1e-9;
  }
}
