package io.cryptoscalp.models.family.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.nets.Dropout;
import io.cryptoscalp.models.family.nets.Net;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Torch;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Random;

/**
 * Rounds of messages over the star of an instrument and its neighbours. Nodes are vectors of the
 * same step; in each round a node h becomes
 *
 * <pre>
 * h' = relu(S h + s + sum of share(j) (M h_j + E e_j)),   j over itself and its neighbours
 * share(j) = a_j exp(v . tanh(Q h + q + R (M h_j + E e_j))) / sum of the same
 * </pre>
 *
 * <p>with weights of their own for the node and for what it hears (Hamilton, Ying and Leskovec,
 * Inductive Representation Learning on Large Graphs, 2017) and shares by attention (Velickovic et
 * al., Graph Attention Networks, 2018, in the form that depends on who asks, Brody et al., 2022) on
 * top of the adjacency: a is 1 for the node itself and for a neighbour the size of its correlation
 * at the best lag, 0 where there is none. Without attention these shares are the row-normalised
 * adjacency with a self loop (Kipf and Welling, 2017). A neighbour hears itself and the instrument,
 * over the same edge with the lead turned round; the last round is computed for the instrument
 * alone, whose state answers.
 *
 * @param hidden width of a node's state
 * @param layers rounds
 */
record GraphNet(int hidden, int layers) implements Net {
  /** Numbers of an edge. */
  static final int EDGE = NeighbourGraph.EDGE;

  /** Directions in which an asking and an answering node are compared. */
  private static final int ATTENTION = 8;

  /** Size of the correlation at the best lag, in an edge. */
  private static final int LEAD = 1;

  @Override
  public ModelInput input() {
    return ModelInput.VECTOR_AND_NEIGHBOURS;
  }

  @Override
  public int vectors(Dataset data) {
    return 1 + data.mostNeighbours();
  }

  static String name(int layer, String part) {
    return "round" + layer + "." + part;
  }

  @Override
  public Weights initial(int vectors, int features, int outputs, Random random) {
    Weights weights = new Weights();
    weights.dense("enter", random, features, hidden);
    for (int layer = 0; layer < layers; layer++) {
      double bound = 1 / Math.sqrt(hidden);
      weights.dense(name(layer, "self"), random, hidden, hidden);
      weights.uniform(name(layer, "message.weight"), random, bound, hidden, hidden);
      weights.uniform(name(layer, "edge.weight"), random, 1 / Math.sqrt(EDGE), hidden, EDGE);
      weights.dense(name(layer, "ask"), random, hidden, ATTENTION);
      weights.uniform(name(layer, "answer.weight"), random, bound, ATTENTION, hidden);
      weights.uniform(name(layer, "score.weight"), random, 1 / Math.sqrt(ATTENTION), 1, ATTENTION);
    }
    weights.dense("head", random, hidden, outputs);
    return weights;
  }

  @Override
  public NDArray gather(
      NDManager manager, Scaling scaling, Dataset data, int[] examples, int from, int count) {
    int features = data.features();
    int width = features + EDGE;
    int vectors = vectors(data);
    float[] values = new float[count * vectors * width];
    for (int i = 0; i < count; i++) {
      int example = examples[from + i];
      int at = i * vectors * width;
      System.arraycopy(data.vector(example), 0, values, at, features);
      scaling.apply(values, at);
      float[] edges = data.edges(example);
      for (int k = 0; k < vectors - 1; k++) {
        at += width;
        float[] vector = data.neighbour(example, k);
        if (vector != null) {
          System.arraycopy(vector, 0, values, at, features);
          scaling.apply(values, at);
          System.arraycopy(edges, k * EDGE, values, at + features, EDGE);
        }
      }
    }
    return Torch.array(manager, values, new Shape(count, vectors, width));
  }

  @Override
  public NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout) {
    int features = (int) z.getShape().get(2) - EDGE;
    NDArray edges = z.get(":,1:," + features + ":"); // [N, K, 4]
    NDArray strength =
        edges
            .get(":,:," + LEAD + ":" + (LEAD + 1))
            .abs()
            .mul(edges.get(":,:," + NeighbourGraph.PRESENT + ":" + EDGE));
    NDArray turn = Torch.array(z.getManager(), new float[] {1, 1, -1, 1}, new Shape(1, 1, EDGE));
    NDArray back = edges.mul(turn); // as the neighbour sees it
    NDArray h = Activation.relu(weights.dense("enter", z.get(":,:,:" + features)));
    NDArray own = dropout.apply(h.get(":,0:1,:"));
    NDArray others = dropout.apply(h.get(":,1:,:"));
    for (int layer = 0; layer < layers; layer++) {
      Round round = new Round(weights, layer);
      NDArray ownMessage = round.message(own);
      NDArray otherMessages = round.message(others);
      NDArray heard = otherMessages.add(round.edge(edges));
      NDArray next = round.own(own, ownMessage, heard, strength);
      if (layer < layers - 1) {
        others = round.others(others, otherMessages, ownMessage.add(round.edge(back)), strength);
      }
      own = next;
    }
    return weights.dense("head", own.get(":,0,:"));
  }

  /** One round with its weights. */
  private record Round(Weights.Placed weights, int layer) {
    private NDArray product(String part, NDArray x) {
      return x.matMul(weights.get(name(layer, part + ".weight")).transpose());
    }

    NDArray message(NDArray h) {
      return product("message", h);
    }

    NDArray edge(NDArray edges) {
      return product("edge", edges);
    }

    /** The share of a message before division, without its strength. */
    private NDArray wish(NDArray asked, NDArray message) {
      return product("score", asked.add(product("answer", message)).tanh()).exp();
    }

    private NDArray state(NDArray h, NDArray heard) {
      return Activation.relu(weights.dense(name(layer, "self"), h).add(heard));
    }

    NDArray own(NDArray h, NDArray message, NDArray heard, NDArray strength) {
      NDArray asked = weights.dense(name(layer, "ask"), h);
      NDArray self = wish(asked, message); // [N, 1, 1]
      NDArray others = wish(asked, heard).mul(strength); // [N, K, 1]
      int[] nodes = {1};
      NDArray sum = message.mul(self).add(heard.mul(others).sum(nodes, true));
      return state(h, sum.div(self.add(others.sum(nodes, true))));
    }

    NDArray others(NDArray h, NDArray messages, NDArray heard, NDArray strength) {
      NDArray asked = weights.dense(name(layer, "ask"), h);
      NDArray self = wish(asked, messages); // [N, K, 1]
      NDArray own = wish(asked, heard).mul(strength);
      NDArray sum = messages.mul(self).add(heard.mul(own));
      return state(h, sum.div(self.add(own)));
    }
  }

  @Override
  public String exportInputs(OnnxGraph graph, Scaling scaling, int vectors) {
    return GraphOnnx.inputs(graph, scaling, vectors - 1);
  }

  @Override
  public String export(OnnxGraph graph, Weights weights, String z, int vectors) {
    return new GraphOnnx(this, graph, weights).add(z);
  }
}
