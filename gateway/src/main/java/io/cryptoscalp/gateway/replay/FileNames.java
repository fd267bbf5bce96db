package io.cryptoscalp.gateway.replay;

import java.nio.file.Path;

/** Names of files in reports and progress: relative to the input folder, with forward slashes. */
record FileNames(Path root) {
  String of(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
