package org.mingjing.connectors;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.connectors.soap.SoapProcess;
import org.mingjing.demo.DemoProcess;
import org.mingjing.demo.Person;

/** The ways of holding a resource, each with a real register behind it. */
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
    ConnectionSettings connection(TestDepartments departments) {
      DemoProcess.Access access = departments.demo().jdbc("mps");
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
    ConnectionSettings connection(TestDepartments departments) {
      return new HttpSettings("mps-services", departments.demo().http(), 2);
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
  SOAP_11("mps.resident-service") {
    @Override
    SourceSpec spec(Limits limits) {
      return soap("ResidentRegisterSoap11", limits);
    }

    @Override
    ConnectionSettings connection(TestDepartments departments) {
      return new HttpSettings("mps-soap", departments.soap().url("11"), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new HttpSettings("mps-soap", "http://127.0.0.1:1", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return ordered("name", person.name(), "birth", person.birthDate().toString());
    }
  },
  SOAP_12("mps.resident-service") {
    @Override
    SourceSpec spec(Limits limits) {
      return soap("ResidentRegisterSoap12", limits);
    }

    @Override
    ConnectionSettings connection(TestDepartments departments) {
      return new HttpSettings("mps-soap", departments.soap().url("12"), 2);
    }

    @Override
    ConnectionSettings nowhere() {
      return new HttpSettings("mps-soap", "http://127.0.0.1:1", 2);
    }

    @Override
    Map<String, String> sound(Person person) {
      return ordered("name", person.name(), "birth", person.birthDate().toString());
    }
  };

  static final Limits LIMITS = new Limits(1, 10_000, Duration.ofSeconds(5));

  private final String resource;

  Way(String resource) {
    this.resource = resource;
  }

  String resource() {
    return resource;
  }

  abstract SourceSpec spec(Limits limits);

  abstract ConnectionSettings connection(TestDepartments departments);

  /** A connection to a port where nobody listens. */
  abstract ConnectionSettings nowhere();

  /** What a sound source says of a person, for the fields in this order. */
  abstract Map<String, String> sound(Person person);

  Sources sources(TestDepartments departments, Limits limits) {
    return Sources.start(List.of(connection(departments)), List.of(spec(limits)));
  }

  SourceCall call(Person person) {
    return call(person.idNumber(), List.copyOf(sound(person).keySet()));
  }

  SourceCall call(String key, List<String> fields) {
    return new SourceCall(resource, fields, key, TestTold.told());
  }

  private static SourceSpec soap(String binding, Limits limits) {
    return new SourceSpec(
        "mps.resident-service",
        "mps-soap",
        new SourceKind.SoapOperation(
            SoapProcess.WSDLS,
            "resident-register.wsdl",
            Optional.of(binding),
            "FindResidents",
            "Id",
            "People/Person",
            Optional.of("Fields/Field")),
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
