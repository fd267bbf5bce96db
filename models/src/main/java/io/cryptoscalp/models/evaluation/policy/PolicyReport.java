package io.cryptoscalp.models.evaluation.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.evaluation.Chart;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.evaluation.TradingFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A walk-forward of policies as a part of the report. */
public final class PolicyReport {
  private static final double DAY_NS = 86_400e9;
  private static final double PERCENT = 100;

  private PolicyReport() {}

  /** The part of the report. */
  public static ReportSection section(PolicyRun run) {
    return new ReportSection(
        "policies",
        "Policies that trade",
        json(run),
        conclusion(run),
        List.of(table(run)),
        List.of(chart(run)));
  }

  private static String conclusion(PolicyRun run) {
    List<String> earning = new ArrayList<>();
    for (PolicyContender contender : run.contenders()) {
      if (contender.learns() && contender.verdict().equals("PROFIT")) {
        earning.add(contender.id());
      }
    }
    String failed = run.failures().isEmpty() ? "" : " Not trained: " + run.failures() + ".";
    return (earning.isEmpty()
            ? "No policy earned anything after costs that lies two errors above nothing: there is no"
                + " skill."
            : "Earned after costs by two errors: " + String.join(", ", earning) + ".")
        + failed;
  }

  private static ReportSection.Table table(PolicyRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (PolicyContender contender : run.contenders()) {
      rows.add(
          List.of(
              contender.id(),
              Integer.toString(contender.seeds().size()),
              text(contender, figures -> PERCENT * figures.net(), "%.2f"),
              text(contender, figures -> PERCENT * figures.dailyError(), "%.2f"),
              text(contender, PolicyFigures::sharpe, "%.1f"),
              text(contender, figures -> PERCENT * figures.maxDrawdown(), "%.2f"),
              text(contender, PolicyFigures::turnover, "%.1f"),
              text(contender, figures -> PERCENT * figures.fees(), "%.2f"),
              text(contender, figures -> PERCENT * figures.exposure(), "%.1f"),
              contender.verdict()));
    }
    return new ReportSection.Table(
        "Traded by the engine's paper execution after fees, spread and slippage, without"
            + " compounding; mean over the seeds and, after ±, the standard deviation between them."
            + " The error is that of the net over days; turnover is in multiples of the capital.",
        List.of(
            "policy",
            "seeds",
            "net %",
            "error %",
            "Sharpe",
            "max drawdown %",
            "turnover",
            "fees %",
            "in position %",
            "verdict"),
        rows);
  }

  private static String text(
      PolicyContender contender, PolicyContender.Figure figure, String format) {
    String mean = String.format(Locale.ROOT, format, contender.mean(figure));
    return contender.seeds().size() < 2
        ? mean
        : mean + " ± " + String.format(Locale.ROOT, format, contender.spread(figure));
  }

  private static String chart(PolicyRun run) {
    Chart chart = new Chart("Cumulative earnings of policies after costs, first seed", "days");
    long first = run.folds().get(0).testFromNs();
    for (PolicyContender contender : run.contenders()) {
      List<TradingFigures.Point> curve = contender.figures().get(0).curve();
      double[] x = new double[curve.size()];
      double[] y = new double[curve.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = (curve.get(i).timeNs() - first) / DAY_NS;
        y[i] = curve.get(i).net();
      }
      chart.line(contender.id(), x, y);
    }
    return chart.svg();
  }

  private static ObjectNode json(PolicyRun run) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode options = root.putObject("options");
    run.options().forEach(options::put);
    ArrayNode folds = root.putArray("folds");
    for (PolicyRun.Fold fold : run.folds()) {
      folds
          .addObject()
          .put("train", fold.train())
          .put("validation", fold.validation())
          .put("test", fold.test())
          .put("test_from_ns", fold.testFromNs());
    }
    ArrayNode contenders = root.putArray("contenders");
    for (PolicyContender contender : run.contenders()) {
      ObjectNode of = contenders.addObject();
      of.put("id", contender.id()).put("learns", contender.learns());
      of.put("verdict", contender.verdict());
      of.put("net_mean", contender.mean(PolicyFigures::net));
      of.put("net_between_seeds", contender.spread(PolicyFigures::net));
      ArrayNode seeds = of.putArray("seeds");
      for (int s = 0; s < contender.seeds().size(); s++) {
        figures(seeds.addObject(), contender.seeds().get(s), contender.figures().get(s));
      }
    }
    ObjectNode failures = root.putObject("failures");
    run.failures().forEach(failures::put);
    return root;
  }

  private static void figures(ObjectNode to, long seed, PolicyFigures figures) {
    to.put("seed", seed).put("rows", figures.rows()).put("net", figures.net());
    to.put("net_error", figures.dailyError()).put("fees", figures.fees());
    to.put("turnover", figures.turnover()).put("fills", figures.fills());
    to.put("exposure", figures.exposure()).put("sharpe", figures.sharpe());
    to.put("sharpe_error", figures.sharpeError()).put("max_drawdown", figures.maxDrawdown());
    to.put("days", figures.days());
  }
}
