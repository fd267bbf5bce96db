package io.cryptoscalp.jobs.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** SQL files on the class path, and their statements. */
final class SqlFiles {
  private static final String ROOT = "sql/clickhouse/";

  private SqlFiles() {}

  /**
   * The texts of the {@code .sql} files of a folder by file name, in order of names.
   *
   * @param folder {@code migrations} or {@code queries}
   */
  static SortedMap<String, String> read(String folder) {
    String path = ROOT + folder;
    ClassLoader loader = SqlFiles.class.getClassLoader();
    URL url = loader == null ? null : loader.getResource(path);
    if (loader == null || url == null) {
      throw new IllegalStateException("SQL_MISSING: path=" + path);
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (String name : names(url, path)) {
        try (InputStream in = loader.getResourceAsStream(path + "/" + name)) {
          if (in == null) {
            throw new IllegalStateException("SQL_MISSING: path=" + path + "/" + name);
          }
          texts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("SQL_UNREADABLE: path=" + path, e);
    }
    return texts;
  }

  private static List<String> names(URL url, String path) throws IOException {
    List<String> names = new ArrayList<>();
    if (url.openConnection() instanceof JarURLConnection connection) {
      // Uncached: closing a cached jar would close it for the class loader too.
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          if (entry.getName().startsWith(path + "/") && entry.getName().endsWith(".sql")) {
            names.add(entry.getName().substring(path.length() + 1));
          }
        }
      }
    } else {
      try (Stream<Path> files = Files.list(Path.of(uri(url)))) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".sql"))
            .forEach(names::add);
      }
    }
    return names;
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("SQL_MISSING: url=" + url, e);
    }
  }

  /**
   * The statements of a text, without the semicolons that end them. Semicolons in quotes and
   * comments are part of the statement; parts without any SQL are left out.
   */
  static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    boolean hasSql = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = endOfToken(text, at);
      if (c == ';') {
        if (hasSql) {
          statements.add(text.substring(start, at).strip());
        }
        start = end;
        hasSql = false;
      } else if (!Character.isWhitespace(c) && !isComment(text, at)) {
        hasSql = true;
      }
      at = end;
    }
    if (hasSql) {
      statements.add(text.substring(start).strip());
    }
    return statements;
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  /** Where the comment, the quoted text or the single character that begins here ends. */
  static int endOfToken(String text, int at) {
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    char quote = text.charAt(at);
    if (quote != '\'' && quote != '"' && quote != '`') {
      return at + 1;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }
}
