package io.cryptoscalp.jobs.backtest;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What classes of users' jars could know besides the events they are given: files, the network, the
 * clock, random numbers. Found in the constant pools of class files (Java Virtual Machine
 * Specification, 4.4), so that what is never called counts too: a hint where to look, no proof.
 */
public final class OutsideAccess {
  private static final List<String> OUTSIDE =
      List.of(
          "java/io/File",
          "java/io/RandomAccessFile",
          "java/nio/file/",
          "java/nio/channels/",
          "java/net/",
          "java/sql/",
          "java/lang/ProcessBuilder",
          "java/util/concurrent/ThreadLocalRandom",
          "currentTimeMillis",
          "nanoTime",
          "java/time/Clock");

  private OutsideAccess() {}

  /** The accesses, {@code CLASS uses NAME}, sorted. */
  public static Set<String> of(List<Path> jars) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path path : jars) {
      try (JarFile jar = new JarFile(path.toFile())) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (entry.getName().endsWith(".class")) {
            try (InputStream in = jar.getInputStream(entry)) {
              scan(entry.getName(), new DataInputStream(in), found);
            }
          }
        }
      }
    }
    return found;
  }

  private static void scan(String file, DataInputStream in, Set<String> found) throws IOException {
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> {
          String text = in.readUTF();
          for (String outside : OUTSIDE) {
            if (text.startsWith(outside)) {
              found.add(name + " uses " + text.replace('/', '.'));
            }
          }
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          // Long and double take two places.
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("CLASS_UNREADABLE: class=" + name + " tag=" + tag);
      }
    }
  }
}
