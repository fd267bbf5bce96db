package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Does everything that can be missing on a machine say so in one sentence with a code? */
class ChdbLibraryTest {
  @TempDir private Path folder;

  @Test
  void otherPlatformsAreNamed() {
    assertThatThrownBy(() -> ChdbLibrary.requirePlatform("Mac OS X", "aarch64", false))
        .isInstanceOfSatisfying(
            MissingPrerequisiteException.class,
            e -> assertThat(e.code()).isEqualTo(Code.PLATFORM_UNSUPPORTED))
        .hasMessageContaining("Mac OS X on aarch64")
        .hasMessageContaining("CLICKHOUSE_URL");
    assertThatThrownBy(() -> ChdbLibrary.requirePlatform("Linux", "amd64", false))
        .isInstanceOf(MissingPrerequisiteException.class);
    ChdbLibrary.requirePlatform("Linux", "amd64", true);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aMachineWithoutNpmIsToldSo() {
    assertThatThrownBy(() -> ChdbLibrary.locate(folder, folder.resolve("no-npm").toString()))
        .isInstanceOfSatisfying(
            MissingPrerequisiteException.class,
            e -> assertThat(e.code()).isEqualTo(Code.NPM_MISSING))
        .hasMessageContaining("Node.js");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aFailedFetchSaysWhyAndLeavesNothing() throws IOException {
    Path npm = script("echo 'npm error code ENOTFOUND'; exit 1");
    assertThatThrownBy(() -> ChdbLibrary.locate(folder, npm.toString()))
        .isInstanceOfSatisfying(
            MissingPrerequisiteException.class,
            e -> assertThat(e.code()).isEqualTo(Code.FETCH_FAILED))
        .hasMessageContaining("code ENOTFOUND");
    assertThat(folder.resolve("chdb").resolve(ChdbLibrary.VERSION)).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void anotherPackageThanThePinnedOneIsRefused() throws IOException {
    Path fake = folder.resolve("fake");
    try (OutputStream file = Files.newOutputStream(fake);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      byte[] content = "not the engine".getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("package/libchdb.so");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    Path npm = script("cp " + fake + " package.tgz");
    assertThatThrownBy(() -> ChdbLibrary.locate(folder, npm.toString()))
        .isInstanceOfSatisfying(
            MissingPrerequisiteException.class,
            e -> assertThat(e.code()).isEqualTo(Code.CHECKSUM_MISMATCH));
    assertThat(folder.resolve("chdb").resolve(ChdbLibrary.VERSION)).isEmptyDirectory();
  }

  private Path script(String body) throws IOException {
    Path script = folder.resolve("npm");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
