package org.mingjing.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.connectors.soap.SoapProcess;

/** The servers beside the demonstration departments; each is started when it is first asked for. */
final class OwnServers {
  private static final int PERSONS = 500;
  private static Path home = Path.of("unset");
  private static Optional<MariaDbServer> mariaDb = Optional.empty();

  private static Optional<KafkaServer> kafka = Optional.empty();

  private static Optional<SoapProcess> soap = Optional.empty();

  private OwnServers() {}

  static void home(Path folder) {
    home = folder;
  }

  static MariaDbServer mariaDb() {
    try {
      MariaDbServer running =
          mariaDb.isPresent()
              ? mariaDb.get()
              : MariaDbServer.start(home.resolve("mariadb"), PERSONS);
      mariaDb = Optional.of(running);
      return running;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static KafkaServer kafka() {
    try {
      if (kafka.isEmpty()) {
        kafka = Optional.of(KafkaServer.start(home.resolve("kafka")));
        kafka.get().fill("resident", PERSONS);
      }
      return kafka.get();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

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
    if (mariaDb.isPresent()) {
      mariaDb.get().fault("none", 0);
    }
    if (kafka.isPresent()) {
      kafka.get().fault("none", 0);
    }
    if (soap.isPresent()) {
      soap.get().fault("none", 0);
    }
  }

  static void stop() {
    mariaDb.ifPresent(MariaDbServer::close);
    mariaDb = Optional.empty();
    kafka.ifPresent(KafkaServer::close);
    kafka = Optional.empty();
    soap.ifPresent(SoapProcess::close);
    soap = Optional.empty();
  }
}
