package org.mingjing.connectors;

import java.io.IOException;
import java.util.Optional;
import org.mingjing.connectors.soap.SoapProcess;

/** The servers beside the demonstration departments; each is started when it is first asked for. */
final class OwnServers {
  private static final int PERSONS = 500;
  private static Optional<SoapProcess> soap = Optional.empty();

  private OwnServers() {}

  static SoapProcess soap() {
    try {
      if (soap.isEmpty()) {
        soap = Optional.of(SoapProcess.start(PERSONS));
      }
      return soap.get();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void repair() throws IOException {
    if (soap.isPresent()) {
      soap.get().fault("none", 0);
    }
  }

  static void stop() {
    soap.ifPresent(SoapProcess::close);
    soap = Optional.empty();
  }
}
