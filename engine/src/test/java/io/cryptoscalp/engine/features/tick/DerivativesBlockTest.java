package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Forced;
import io.cryptoscalp.engine.features.tick.TickTape.Input;
import io.cryptoscalp.engine.features.tick.TickTape.Mark;
import java.util.List;
import java.util.Map;

/** Do premium, funding, liquidations and positions equal what the raw messages give? */
class DerivativesBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new DerivativesBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    return id.startsWith("premium_deviation") || id.startsWith("premium_z") ? 1e-4 : 1e-9;
  }

  private static double premium(Mark mark) {
    return mark.mark() / mark.index() - 1;
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    List<Mark> whole = tape.marks.stream().filter(m -> m.mark() > 0 && m.index() > 0).toList();
    funding(tape, to);
    double now = whole.isEmpty() ? Double.NaN : premium(whole.get(whole.size() - 1));
    to.put("premium_now", now * 1e4);
    for (int w : TickRun.WINDOWS) {
      String s = "_" + w + "s";
      List<Mark> in = tape.in(whole, w);
      if (tape.warm(w) && !in.isEmpty()) {
        double mean = in.stream().mapToDouble(m -> premium(m)).average().orElseThrow();
        double square = in.stream().mapToDouble(m -> Math.pow(premium(m), 2)).average().orElse(0);
        double variance =
            in.stream().mapToDouble(m -> Math.pow(premium(m) - mean, 2)).average().orElse(0);
        double deviation = variance > 1e-12 * square ? Math.sqrt(variance) : 0;
        to.put("premium_mean" + s, mean * 1e4);
        to.put("premium_deviation" + s, deviation * 1e4);
        to.put("premium_z" + s, deviation > 0 ? (now - mean) / deviation : Double.NaN);
      }
      List<Forced> forced = tape.in(tape.forced, w);
      if (tape.warm(w)) {
        double longs = tape.sum(forced, w, f -> f.sells() ? f.quantity() : 0);
        double shorts = tape.sum(forced, w, f -> f.sells() ? 0 : f.quantity());
        to.put("liquidation_rate" + s, forced.size() / (double) w);
        to.put("liquidation_side" + s, (shorts - longs) / (shorts + longs));
      }
    }
    if (!tape.forced.isEmpty()) {
      double mean = tape.forced.stream().mapToDouble(Forced::quantity).average().orElseThrow();
      double longs = 0;
      double shorts = 0;
      for (Forced f : tape.forced) {
        double halves = (tape.nowNs - f.timeNs()) / 60e9;
        longs += f.sells() ? f.quantity() * Math.pow(0.5, halves) : 0;
        shorts += f.sells() ? 0 : f.quantity() * Math.pow(0.5, halves);
      }
      to.put("liquidation_longs_fading", longs / mean);
      to.put("liquidation_shorts_fading", shorts / mean);
    }
    positions(tape, to);
  }

  private static void funding(TickTape tape, Map<String, Double> to) {
    long next = 0;
    double rate = Double.NaN;
    double sum = 0;
    int samples = 0;
    for (Mark mark : tape.marks) {
      rate = Double.isNaN(mark.funding()) ? rate : mark.funding();
      if (mark.nextFundingNs() > 0 && mark.nextFundingNs() != next) {
        next = mark.nextFundingNs();
        sum = 0;
        samples = 0;
      }
      if (mark.mark() > 0 && mark.index() > 0) {
        samples++;
        sum += samples * premium(mark);
      }
    }
    if (samples > 0 && next > 0) {
      double average = sum / (samples * (samples + 1) / 2.0);
      double gap = 0.0001 - average;
      double clamped = gap > 0.0005 ? 0.0005 : gap < -0.0005 ? -0.0005 : gap;
      to.put("premium_interval", average * 1e4);
      to.put("funding_forecast", (average + clamped) * 1e4);
      to.put("funding_surprise", (average + clamped - rate) * 1e4);
    }
  }

  private static void positions(TickTape tape, Map<String, Double> to) {
    List<Input> open = tape.inputs.stream().filter(i -> i.what().equals("open-interest")).toList();
    List<Input> ratios = tape.inputs.stream().filter(i -> i.what().equals("long-short")).toList();
    if (open.size() > 1 && fresh(tape, open)) {
      double newest = open.get(open.size() - 1).value();
      double mean = open.get(0).value();
      for (Input before : open.subList(1, open.size() - 1)) {
        mean = mean * 7 / 8 + before.value() / 8;
      }
      double change = newest / open.get(open.size() - 2).value();
      to.put("open_interest_change", (change - 1) * 100);
      to.put("open_interest_drift", (newest / mean - 1) * 100);
    }
    if (!ratios.isEmpty() && fresh(tape, ratios)) {
      double share = 1 - 1 / (1 + ratios.get(ratios.size() - 1).value());
      to.put("long_share", share);
      if (ratios.size() > 1) {
        double before = 1 - 1 / (1 + ratios.get(ratios.size() - 2).value());
        to.put("long_share_change", share - before);
      }
    }
  }

  private static boolean fresh(TickTape tape, List<Input> inputs) {
    return tape.nowNs - inputs.get(inputs.size() - 1).timeNs() <= 15 * 60 * TickTape.SECOND;
  }
}
