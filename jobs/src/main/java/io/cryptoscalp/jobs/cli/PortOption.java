package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.Ports;

/** What the commands that listen ask of their {@code --port}. */
final class PortOption {
  private static final int LARGEST = 65_535;

  private PortOption() {}

  /**
   * The port, when it can be listened on now.
   *
   * @param port 0 for a free one
   * @throws CliException when it is no port or another process has it
   */
  static int check(int port) {
    if (port < 0 || port > LARGEST) {
      throw new CliException(ExitCodes.USAGE, "--port is a number from 0 to " + LARGEST + ".");
    }
    if (port > 0 && !Ports.isFree(port)) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "Port "
              + port
              + " cannot be listened on: another process has it. --port names another,"
              + " 0 a free one.");
    }
    return port;
  }
}
