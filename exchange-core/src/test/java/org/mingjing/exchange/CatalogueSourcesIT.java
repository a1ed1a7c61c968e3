package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.Told;
import org.mingjing.demo.Child;
import org.mingjing.demo.SyntheticPeople;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.catalogue.SourceSettings;
import org.mingjing.exchange.operations.DemoProcess;
import org.mingjing.policy.Field;
import org.mingjing.policy.FieldType;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Masked;
import org.mingjing.policy.OrganisationId;
import org.mingjing.policy.PersonId;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SubjectType;
import tools.jackson.databind.JsonNode;

/** Every resource of the shipped catalogue is really held by a demonstration department. */
class CatalogueSourcesIT {
  private static final int PERSONS = 600;
  private static final int ORGANISATIONS = 100;
  private static final Policy POLICY =
      ((LoadResult.Loaded) PolicyLoader.load(Surroundings.home().resolve("config/policy")))
          .policy();
  private static DemoProcess departments;
  private static LiveSources live;
  private static Sources sources;

  @BeforeAll
  static void start() {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    departments =
        DemoProcess.start(
            Surroundings.home(),
            Surroundings.fresh("catalogue-sources"),
            new DemoProcess.Population(PERSONS, ORGANISATIONS));
    live =
        new LiveSources(
            POLICY,
            new SourceSettings(
                connections(departments.ready()),
                Map.of(),
                Surroundings.home().resolve("config/wsdl"),
                Duration.ofSeconds(20)));
    sources = live.of(new LivePolicy(POLICY, List.of()).current());
  }

  @AfterAll
  static void stop() throws IOException {
    live.close();
    departments.close();
  }

  /** As the departments tell them, under the names that the catalogue uses. */
  private static Collection<ConnectionSettings> connections(JsonNode ready) {
    List<ConnectionSettings> connections = new ArrayList<>();
    ready
        .path("jdbc")
        .forEachEntry((name, database) ->
            connections.add(
                new JdbcSettings(
                    name,
                    database.path("url").asString(),
                    database.path("user").asString(),
                    database.path("password").asString(),
                    2)));
    ready
        .path("services")
        .forEachEntry((name, url) -> connections.add(new HttpSettings(name, url.asString(), 2)));
    return connections;
  }

  static Stream<Resource> held() {
    return POLICY.resources().stream().filter(resource -> resource.source().isPresent());
  }

  @ParameterizedTest
  @MethodSource("held")
  void every_field_that_may_be_shared_comes_and_is_what_the_catalogue_says(Resource resource) {
    List<Field> fields = resource.fields().stream().filter(field -> !prohibited(field)).toList();
    List<String> names = fields.stream().map(Field::name).toList();
    Set<String> seen = new TreeSet<>();
    for (String key : subjects(resource)) {
      SourceCall call =
          new SourceCall(
              resource.id().value(),
              names,
              key,
              new Told("call", "requester", "purpose", Optional.empty()));
      SourceAnswer answer = sources.fetch(call);
      assertThat(answer).as("%s", resource.id()).isInstanceOf(Fetched.class);
      for (SourceRow row : ((Fetched) answer).rows()) {
        fields.forEach(field -> check(resource, field, row));
        seen.addAll(row.values().keySet());
      }
      if (seen.size() == names.size()) {
        break;
      }
    }
    assertThat(seen).as("%s", resource.id()).containsExactlyInAnyOrderElementsOf(names);
  }

  /** A mask withholds a value that has not the shape it expects: such data would never be seen. */
  private static void check(Resource resource, Field field, SourceRow row) {
    String value = row.values().getOrDefault(field.name(), "");
    if (value.isEmpty()) {
      return;
    }
    assertThat(fits(field.type(), value)).as("%s %s", resource.id(), field.name()).isTrue();
    if (!field.open() && field.mask() != Mask.WITHHELD) {
      assertThat(field.mask().apply(value))
          .as("%s %s", resource.id(), field.name())
          .isInstanceOf(Masked.Kept.class);
    }
  }

  private static boolean fits(FieldType type, String value) {
    return switch (type) {
      case STRING -> true;
      case INTEGER -> value.matches("\\d+");
      case DECIMAL -> value.matches("\\d+\\.\\d+");
      case BOOLEAN -> value.matches("true|false");
      case DATE -> LocalDate.parse(value).toString().equals(value);
      case PERSON_ID -> PersonId.valid(value);
      case ORGANISATION_ID -> OrganisationId.valid(value);
    };
  }

  private static List<String> subjects(Resource resource) {
    return resource.subject().type() == SubjectType.PERSON
        ? Stream.concat(
                LongStream.range(0, PERSONS).mapToObj(i -> SyntheticPeople.person(i).idNumber()),
                SyntheticPeople.children(PERSONS).map(Child::idNumber))
            .toList()
        : LongStream.range(0, ORGANISATIONS)
            .mapToObj(i -> SyntheticPeople.organisation(i).uscc())
            .toList();
  }

  private static boolean prohibited(Field field) {
    return field.categories().stream()
        .anyMatch(code -> POLICY.category(code).orElseThrow().prohibited());
  }
}
