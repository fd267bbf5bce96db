package io.cryptoscalp.engine.features.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Hands windows of one length to a computation and knows when all of them are long enough, which
 * after an upgrade may be at different bars. For nodes that are valid on every bar once they are
 * warm: only then are equal ages the same bar.
 */
public final class Windows {
  private final GraphBuilder graph;
  private final int length;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  Windows(GraphBuilder graph, int length) {
    this.graph = graph;
    this.length = length;
  }

  /** The window over a node. */
  public Window over(Node node) {
    Window window = graph.window(node, length);
    nodes.add(node);
    windows.add(window);
    return window;
  }

  /** Tells the newest bar's state of all windows handed out. */
  Gate gate(int reach) {
    return new Gate(nodes.toArray(Node[]::new), windows.toArray(Window[]::new), reach);
  }

  /** Open when the newest bar is in all windows and all are long enough. */
  record Gate(Node[] nodes, Window[] windows, int reach) {
    boolean isOpen() {
      for (int i = 0; i < nodes.length; i++) {
        if (!nodes[i].isValid() || windows[i].size() < reach) {
          return false;
        }
      }
      return true;
    }
  }
}
