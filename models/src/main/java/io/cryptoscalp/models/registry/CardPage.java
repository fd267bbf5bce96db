package io.cryptoscalp.models.registry;

/** A card as a page of Markdown. */
final class CardPage {
  private final StringBuilder page = new StringBuilder(2048);

  private CardPage() {}

  static String of(ModelCard card) {
    return new CardPage().write(card);
  }

  private String write(ModelCard card) {
    page.append("# Model ").append(card.model()).append(' ').append(card.version()).append("\n\n");
    if (card.task().isEmpty() || card.task().equals("direction")) {
      page.append("Probability that the mid price is higher after ")
          .append(card.horizonNs() / 1_000_000)
          .append(" ms, given that it moves.\n\n");
    }
    identity(card);
    table("Metrics");
    card.metrics().forEach((name, value) -> row(name, String.valueOf(value)));
    card.splits().forEach(this::split);
    if (!card.rowCounts().isEmpty()) {
      table("Rows");
      card.rowCounts().forEach((part, rows) -> row(part, String.valueOf(rows)));
      card.classBalance().forEach((label, share) -> row("share of " + label, share.toString()));
    }
    table("Hyperparameters");
    card.hyperparameters().forEach(this::row);
    page.append("\n## Warnings\n\n");
    if (card.warnings().isEmpty()) {
      page.append("None.\n");
    }
    card.warnings().forEach(warning -> page.append("- ").append(warning).append('\n'));
    page.append("\n## Inputs, in order\n\n");
    card.featureNames().forEach(name -> page.append("1. ").append(name).append('\n'));
    return page.toString();
  }

  private void identity(ModelCard card) {
    table("Identity");
    row("created at", card.createdAt());
    row("ONNX SHA-256", card.sha256());
    row("training data SHA-256", card.dataHash());
    row("feature set", card.featureSet());
    row("code version", card.codeVersion());
    row("licence", card.licence());
    optional("family", card.family());
    optional("task", card.task());
    optional("opset", card.opset() == 0 ? "" : Integer.toString(card.opset()));
    card.inputs().forEach(input -> row("input", input.toString()));
    card.outputs().forEach(output -> row("output", output.toString()));
    String parent = card.lineage().parentVersion();
    optional("parent version", parent == null ? "" : parent);
    optional("training run", card.lineage().runId());
    optional("rows from", card.lineage().source());
  }

  private void split(String part, java.util.SortedMap<String, Double> figures) {
    table("Metrics of " + part);
    figures.forEach((name, value) -> row(name, String.valueOf(value)));
  }

  private void optional(String name, String value) {
    if (!value.isEmpty()) {
      row(name, value);
    }
  }

  private void table(String title) {
    page.append("\n## ").append(title).append("\n\n| what | value |\n| --- | --- |\n");
  }

  private void row(String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
