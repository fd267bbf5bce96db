package io.cryptoscalp.models.evaluation;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A run as files that other tools read. None of them knows the time of day or how long anything
 * took, so that equal seeds give equal bytes.
 */
public final class EvaluationFiles {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private EvaluationFiles() {}

  /** The run as an object: options, folds, and all figures of each contender. */
  public static ObjectNode json(EvaluationRun run) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", 1).put("data_hash", run.dataHash()).put("examples", run.examples().size());
    ObjectNode options = root.putObject("options");
    run.options().forEach(options::put);
    ArrayNode folds = root.putArray("folds");
    for (EvaluationRun.Fold fold : run.folds()) {
      folds
          .addObject()
          .put("train", fold.train())
          .put("validation", fold.validation())
          .put("test", fold.test())
          .put("left", fold.left())
          .put("test_from_ns", fold.testFromNs())
          .put("base_rate", fold.base());
    }
    ArrayNode contenders = root.putArray("contenders");
    for (Contender contender : run.contenders()) {
      ObjectNode row = contenders.addObject();
      row.put("id", contender.id()).put("kind", contender.kind().name());
      row.put("verdict", contender.verdict()).put("trading_verdict", contender.tradingVerdict());
      metrics(row.putObject("metrics"), contender.metrics());
      trading(row.putObject("trading"), contender.trading());
    }
    ObjectNode failures = root.putObject("failures");
    run.failures().forEach(failures::put);
    return root;
  }

  private static void metrics(ObjectNode to, ClassificationMetrics metrics) {
    BinaryMetrics basic = metrics.basic();
    basic.byName("").forEach(to::put);
    to.put("weighted_log_loss", metrics.weightedLogLoss());
    to.put("weighted_log_loss_base", metrics.weightedBaseLogLoss());
    to.put("log_loss_gain", metrics.gain());
    to.put("log_loss_gain_error", metrics.gainError());
    to.put("auc_clustered_error", metrics.aucError());
    to.put("clusters", metrics.clusters());
    to.put("mcc", metrics.mcc()).put("mcc_at_base_rate", metrics.mccAtBase());
    Brier brier = metrics.brier();
    to.putObject("brier_parts")
        .put("reliability", brier.reliability())
        .put("resolution", brier.resolution())
        .put("uncertainty", brier.uncertainty())
        .put("remainder", brier.remainder());
    ArrayNode curve = to.putArray("calibration");
    for (ClassificationMetrics.CalibrationBin bin : metrics.calibration()) {
      curve
          .addObject()
          .put("examples", bin.examples())
          .put("forecast", bin.forecast())
          .put("frequency", bin.frequency());
    }
    ArrayNode thresholds = to.putArray("thresholds");
    for (ClassificationMetrics.ThresholdPoint point : metrics.thresholds()) {
      ObjectNode row = thresholds.addObject();
      row.put("threshold", point.threshold()).put("share", point.share());
      number(row, "precision", point.precision());
      number(row, "recall", point.recall());
    }
  }

  private static void trading(ObjectNode to, TradingFigures trading) {
    to.put("trades", trading.trades()).put("longs", trading.longs());
    to.put("gross", trading.gross()).put("net", trading.net());
    number(to, "mean_net", trading.meanNet());
    number(to, "mean_net_error", trading.meanNetError());
    number(to, "hit_rate", trading.hitRate());
    number(to, "sharpe", trading.sharpe());
    number(to, "sharpe_error", trading.sharpeError());
    to.put("max_drawdown", trading.maxDrawdown()).put("days", trading.days());
  }

  /** JSON knows no NaN: what is not known is null. */
  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    } else {
      to.putNull(name);
    }
  }

  /** Writes an object, indented, with a line's end on all systems alike. */
  public static void write(Path file, ObjectNode json) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    byte[] text = MAPPER.writer(printer).writeValueAsBytes(json);
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(new String(text, StandardCharsets.UTF_8) + "\n");
    }
  }

  /**
   * Writes every forecast as gzipped CSV: {@code contender, example, fold, instrument, time_ns,
   * label_time_ns, up, weight, forward_return, base_rate, probability, side}.
   */
  public static void predictions(Path file, EvaluationRun run) throws IOException {
    JudgedExamples examples = run.examples();
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      out.write(
          "contender,example,fold,instrument,time_ns,label_time_ns,up,weight,forward_return,base_rate,"
              + "probability,side\n");
      for (Contender contender : run.contenders()) {
        for (int i = 0; i < examples.size(); i++) {
          out.write(
              contender.id()
                  + ','
                  + i
                  + ','
                  + examples.fold()[i]
                  + ','
                  + examples.instrument()[i]
                  + ','
                  + examples.timeNs()[i]
                  + ','
                  + examples.labelTimeNs()[i]
                  + ','
                  + (examples.up()[i] ? 1 : 0)
                  + ','
                  + examples.weight()[i]
                  + ','
                  + examples.forwardReturn()[i]
                  + ','
                  + examples.base()[i]
                  + ','
                  + contender.forecasts()[i]
                  + ','
                  + contender.sides()[i]
                  + '\n');
        }
      }
    }
  }
}
