package io.cryptoscalp.models.dataset;

/** Plants the mistake of taking a neighbour's vector from after the decision. */
public final class PlantedNeighbours {
  private PlantedNeighbours() {}

  /** The same examples, their neighbours' rows so many rows later. */
  public static Dataset later(Dataset data, int rows) {
    ExampleNeighbours honest = data.neighbours();
    int[][] moved = new int[data.size()][];
    int last = data.rows().values().length - 1;
    for (int i = 0; i < moved.length; i++) {
      moved[i] = honest.rows()[i].clone();
      for (int k = 0; k < moved[i].length; k++) {
        moved[i][k] = moved[i][k] < 0 ? -1 : Math.min(last, moved[i][k] + rows);
      }
    }
    return new Dataset(
        data.rows(),
        data.outcomes(),
        new ExampleNeighbours(honest.options(), moved, honest.edges()));
  }
}
