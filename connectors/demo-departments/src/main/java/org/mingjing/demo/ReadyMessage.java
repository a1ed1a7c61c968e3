package org.mingjing.demo;

import java.io.StringWriter;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one line that says where the departments are, and a few numbers that exist in them. */
final class ReadyMessage {
  private static final long SAMPLES = 10;

  private ReadyMessage() {}

  static String of(DepartmentCluster cluster, int httpPort, DemoSettings settings) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeName("ready").writeBoolean(true);
      json.writeName("http").writeString("http://127.0.0.1:" + httpPort);
      json.writeName("jdbc").writeStartObject();
      writeAccess(json, cluster, DepartmentDatabase.MPS);
      writeAccess(json, cluster, DepartmentDatabase.MOF);
      json.writeEndObject();
      json.writeName("samples").writeStartObject();
      write(json, "persons", settings.persons(), i -> SyntheticPeople.person(i).idNumber());
      write(
          json,
          "organisations",
          settings.organisations(),
          i -> SyntheticPeople.organisation(i).uscc());
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

  private static void write(
      JsonGenerator json, String name, long population, LongFunction<String> number) {
    List<String> samples =
        LongStream.range(0, Math.min(population, SAMPLES)).mapToObj(number).toList();
    json.writeName(name).writeStartArray();
    samples.forEach(json::writeString);
    json.writeEndArray();
  }
}
