package org.mingjing.demo;

import java.io.StringWriter;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one line that says where the departments are, and a few numbers that exist in them. */
final class ReadyMessage {
  private static final long SAMPLES = 10;

  private ReadyMessage() {}

  static String of(DepartmentCluster cluster, int httpPort, DemoSettings settings) {
    String http = "http://127.0.0.1:" + httpPort;
    StringWriter line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeName("ready").writeBoolean(true);
      json.writeName("http").writeString(http);
      json.writeName("jdbc").writeStartObject();
      for (DepartmentDatabase department : Departments.ALL) {
        if (!department.published().isEmpty()) {
          writeAccess(json, cluster, department);
        }
      }
      json.writeEndObject();
      json.writeName("services").writeStartObject();
      for (DepartmentDatabase department : Departments.ALL) {
        if (!department.served().isEmpty()) {
          json.writeName(department.httpConnection()).writeString(http);
        }
      }
      json.writeEndObject();
      json.writeName("samples").writeStartObject();
      write(
          json,
          "persons",
          indexes(settings.persons()).map(i -> SyntheticPeople.person(i).idNumber()));
      write(
          json,
          "organisations",
          indexes(settings.organisations()).map(i -> SyntheticPeople.organisation(i).uscc()));
      write(json, "children", settings.population().children().limit(SAMPLES).map(Child::idNumber));
      json.writeEndObject();
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void writeAccess(
      JsonGenerator json, DepartmentCluster cluster, DepartmentDatabase database) {
    json.writeName(database.name()).writeStartObject();
    json.writeName("url").writeString(cluster.url(database));
    json.writeName("user").writeString(database.exchangeRole());
    json.writeName("password").writeString(cluster.password(database.exchangeRole()));
    json.writeEndObject();
  }

  private static Stream<Long> indexes(long population) {
    return LongStream.range(0, Math.min(population, SAMPLES)).boxed();
  }

  private static void write(JsonGenerator json, String name, Stream<String> samples) {
    json.writeName(name).writeStartArray();
    samples.forEach(json::writeString);
    json.writeEndArray();
  }
}
