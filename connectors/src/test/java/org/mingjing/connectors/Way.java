package org.mingjing.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.soap.SoapProcess;
import org.mingjing.demo.DemoProcess;
import org.mingjing.demo.Person;

/** The ways of holding a resource, each with a register of the same people behind it. */
enum Way {
  TABLE("mps.resident-register") {
    @Override
    SourceSpec spec(Limits limits) {
      return new SourceSpec(
          resource(),
          "mps-database",
          new SourceKind.Table("resident"),
          "id",
          Map.of("id", "id_number", "name", "name", "former", "former_name", "birth", "birth_date"),
          limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      DemoProcess.Access access = departments.jdbc("mps");
      return new JdbcSettings("mps-database", access.url(), access.user(), access.password(), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new JdbcSettings("mps-database", "jdbc:postgresql://127.0.0.1:1/mps", "u", "p", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return ordered("name", person.name(), "birth", person.birthDate().toString());
    }
  },
  SERVICE("mps.vehicle-register") {
    @Override
    SourceSpec spec(Limits limits) {
      return new SourceSpec(
          resource(),
          "mps-services",
          new SourceKind.HttpQuery("/mps/vehicles"),
          "id",
          Map.of("id", "id_number", "plate", "plate", "year", "model_year", "vin", "vin"),
          limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      return new HttpSettings("mps-services", departments.http(), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new HttpSettings("mps-services", "http://127.0.0.1:1", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return ordered("plate", person.vehicle().plate(), "year", "" + person.vehicle().modelYear());
    }
  },
  MARIADB("mps.resident-register") {
    @Override
    SourceSpec spec(Limits limits) {
      return TABLE.spec(limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      return OwnServers.mariaDb().settings("mps-database", 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new JdbcSettings("mps-database", "jdbc:mariadb://127.0.0.1:1/mps", "u", "p", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return TABLE.sound(person);
    }

    @Override
    void fault(DemoProcess departments, String mode, int millis) throws IOException {
      OwnServers.mariaDb().fault(mode, millis);
    }

    @Override
    Mortal mortal(Path own) throws Exception {
      MariaDbServer server = MariaDbServer.start(own, 50);
      return new Mortal(server.settings("mps-database", 2), server::close);
    }
  },
  TOPIC("mps.resident-register") {
    @Override
    SourceSpec spec(Limits limits) {
      return new SourceSpec(
          resource(),
          "mps-topics",
          new SourceKind.KeyedTopic("resident"),
          "id",
          Map.of("id", "id_number", "name", "name", "birth", "birth_date"),
          limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      return OwnServers.kafka().settings("mps-topics", 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new KafkaSettings(
          "mps-topics",
          "127.0.0.1:1",
          KafkaSettings.Security.NONE,
          2,
          KafkaSettings.DEFAULT_MAX_SILENCE,
          KafkaSettings.DEFAULT_MAX_KEYS);
    }

    @Override
    Map<String, String> sound(Person person) {
      return TABLE.sound(person);
    }

    @Override
    void fault(DemoProcess departments, String mode, int millis) throws IOException {
      OwnServers.kafka().fault(mode, millis);
    }

    @Override
    Mortal mortal(Path own) throws Exception {
      KafkaServer server = KafkaServer.start(own);
      server.fill("resident", 50);
      return new Mortal(server.settings("mps-topics", 2), server::close);
    }

    // A topic is read before it is looked up.
    @Override
    Sources started(ConnectionSettings connection, Limits limits) {
      Sources sources = super.started(connection, limits);
      for (int i = 0;
          i < 200 && sources.fetch(call("x", List.of("id"))) instanceof SourceFailure;
          i++) {
        LockSupport.parkNanos(50_000_000);
      }
      return sources;
    }
  },
  SOAP_11("mps.resident-service") {
    @Override
    SourceSpec spec(Limits limits) {
      return soap("11", limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      return new HttpSettings("mps-soap", OwnServers.soap().url(), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new HttpSettings("mps-soap", "http://127.0.0.1:1", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return TABLE.sound(person);
    }

    @Override
    void fault(DemoProcess departments, String mode, int millis) throws IOException {
      OwnServers.soap().fault(mode, millis);
    }

    @Override
    Mortal mortal(Path own) throws Exception {
      SoapProcess server = SoapProcess.start(50);
      return new Mortal(new HttpSettings("mps-soap", server.url(), 2), server::close);
    }
  },
  SOAP_12("mps.resident-service") {
    @Override
    SourceSpec spec(Limits limits) {
      return soap("12", limits);
    }

    @Override
    ConnectionSettings connection(DemoProcess departments) {
      return new HttpSettings("mps-soap", OwnServers.soap().url(), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new HttpSettings("mps-soap", "http://127.0.0.1:1", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return TABLE.sound(person);
    }

    @Override
    void fault(DemoProcess departments, String mode, int millis) throws IOException {
      OwnServers.soap().fault(mode, millis);
    }

    @Override
    Mortal mortal(Path own) throws Exception {
      SoapProcess server = SoapProcess.start(50);
      return new Mortal(new HttpSettings("mps-soap", server.url(), 2), server::close);
    }
  };

  /** Tests wait by asking, which must not make a source rest. */
  private static final Protection PATIENT =
      new Protection(64, 1_000_000, 100, Duration.ofMillis(1));

  static final Limits LIMITS = new Limits(1, 10_000, Duration.ofSeconds(5));

  private final String resource;

  Way(String resource) {
    this.resource = resource;
  }

  String resource() {
    return resource;
  }

  abstract SourceSpec spec(Limits limits);

  abstract ConnectionSettings connection(DemoProcess departments);

  /** A connection to a port where nobody listens. */
  abstract ConnectionSettings nowhere();

  /** Makes the department misbehave in one of the modes of the demonstration departments. */
  void fault(DemoProcess departments, String mode, int millis) throws IOException {
    departments.fault("mps", mode, millis);
  }

  /** A source of its own, to be stopped. */
  Mortal mortal(Path own) throws Exception {
    DemoProcess departments = DemoProcess.start(own, "--persons", "50", "--organisations", "1");
    return new Mortal(
        connection(departments),
        () -> {
          departments.stop();
          departments.handle().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        });
  }

  /** A source that can be stopped. */
  record Mortal(ConnectionSettings connection, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  /** What a sound source says of a person, for the fields in this order. */
  abstract Map<String, String> sound(Person person);

  Sources sources(DemoProcess departments, Limits limits) {
    return started(connection(departments), limits);
  }

  Sources started(ConnectionSettings connection, Limits limits) {
    return Sources.start(
        List.of(connection), Map.of(connection.name(), PATIENT), List.of(spec(limits)));
  }

  SourceCall call(Person person) {
    return call(person.idNumber(), List.copyOf(sound(person).keySet()));
  }

  SourceCall call(String key, List<String> fields) {
    return new SourceCall(resource, fields, key, TestTold.told());
  }

  private static SourceSpec soap(String version, Limits limits) {
    return new SourceSpec(
        "mps.resident-service",
        "mps-soap",
        SoapProcess.operation(version),
        "id",
        Map.of("id", "IdNumber", "name", "Name", "former", "FormerName", "birth", "BirthDate"),
        limits);
  }

  private static Map<String, String> ordered(String a, String x, String b, String y) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(a, x);
    values.put(b, y);
    return values;
  }
}
