package org.mingjing.exchange.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.Told;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;

/** A SOAP service takes a WSDL, a connection and an entry of the catalogue, and no code. */
class SoapCatalogueTest {
  private static final Path CONFIG = Path.of("..", "config");
  private static final String KEY = "11010519491231002X";
  private static final String ENTRY =
      """
      - id: mps.resident-service
        department: MPS
        name: {zh: 常住人口服务, en: Resident service}
        authoritative: false
        subject: {type: person, field: id_number}
        source:
          type: soap
          connection: mps-soap
          wsdl: resident-register.wsdl
          service: ResidentRegisterService
          port: Soap12
          path: /residents
          operation: FindResidents
          key: Id
          records: People/Person
          fields: Fields/Field
          safe: true
        answers: [masked, verify]
        maxRecords: 1
        fields:
          - {name: id_number, column: IdNumber, type: person-id, categories: [MPS-01], mask: id-number}
          - {name: name, column: Name, type: string, categories: [MPS-01], mask: name}
          - {name: birth_date, column: BirthDate, type: date, categories: [MPS-01], mask: date-year}
      """;
  private static final String ANSWER =
      """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
        <FindResidentsResponse xmlns="urn:mingjing:example:resident-register"><People><Person>
          <IdNumber>%s</IdNumber><Name>张三</Name><BirthDate>1949-12-31</BirthDate>
        </Person></People></FindResidentsResponse>
      </s:Body></s:Envelope>
      """
          .formatted(KEY);

  @TempDir private Path folder;

  @Test
  void the_entry_alone_makes_a_route_that_asks_as_the_wsdl_says() throws IOException {
    LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HttpServer department = serve(asked);
    String url = "http://127.0.0.1:" + department.getAddress().getPort();
    Policy policy = policy(ENTRY);
    SourceSettings settings = settings(policy, url, CONFIG.resolve("wsdl"));
    List<SourceSpec> specs =
        CatalogueSources.specs(policy, settings).stream()
            .filter(spec -> spec.resource().equals("mps.resident-service"))
            .toList();
    try (Sources sources = Sources.start(List.of(new HttpSettings("mps-soap", url, 2)), specs)) {
      SourceCall call =
          new SourceCall(
              "mps.resident-service",
              List.of("birth_date", "name"),
              KEY,
              new Told("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", "MCA", "aid", Optional.empty()));
      assertThat(sources.fetch(call))
          .isEqualTo(
              new Fetched(
                  List.of(new SourceRow(Map.of("name", "张三", "birth_date", "1949-12-31")))));
      assertThat(asked).hasSize(1).first().asString().contains("<Id>" + KEY + "</Id>", "BirthDate");
    } finally {
      department.stop(0);
    }
  }

  @Test
  void an_entry_that_its_wsdl_does_not_bear_out_is_refused_before_it_is_published()
      throws IOException {
    Policy policy = policy(ENTRY.replace("column: BirthDate", "column: BirthPlace"));
    SourceSettings settings = settings(policy, "http://127.0.0.1:1", CONFIG.resolve("wsdl"));
    assertThatThrownBy(() -> CatalogueSources.check(policy, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mps.resident-service", "resident-register.wsdl", "BirthPlace");
  }

  @Test
  void a_wsdl_that_is_not_in_the_folder_is_refused_before_it_is_published() throws IOException {
    Policy policy = policy(ENTRY);
    SourceSettings settings = settings(policy, "http://127.0.0.1:1", folder);
    assertThatThrownBy(() -> CatalogueSources.check(policy, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mps.resident-service", "no readable file");
  }

  private static HttpServer serve(LinkedBlockingQueue<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/residents",
        exchange -> {
          try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/soap+xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }

  /** The shipped policy with one entry more. */
  private Policy policy(String entry) throws IOException {
    Path shipped = CONFIG.resolve("policy");
    Path copy = folder.resolve("policy");
    try (Stream<Path> tree = Files.walk(shipped)) {
      for (Path path : tree.toList()) {
        Files.copy(path, copy.resolve(shipped.relativize(path).toString()));
      }
    }
    Path catalogue = copy.resolve("catalogue/mps.yaml");
    Files.writeString(catalogue, Files.readString(catalogue) + "\n" + entry);
    return switch (PolicyLoader.load(copy)) {
      case LoadResult.Loaded loaded -> loaded.policy();
      case LoadResult.Faulty faulty -> throw new AssertionError(faulty.faults());
    };
  }

  /** All other connections of the catalogue lead nowhere. */
  private static SourceSettings settings(Policy policy, String url, Path wsdls) {
    Set<String> known = new HashSet<>();
    List<ConnectionSettings> connections = new ArrayList<>();
    policy.resources().stream()
        .flatMap(resource -> resource.source().stream())
        .filter(source -> known.add(source.connection()))
        .map(source -> connection(source.type(), source.connection(), url))
        .forEach(connections::add);
    return new SourceSettings(connections, Map.of(), wsdls, Duration.ofSeconds(5));
  }

  private static ConnectionSettings connection(String type, String name, String url) {
    return type.equals("jdbc")
        ? new JdbcSettings(name, "jdbc:postgresql://127.0.0.1:1/none", "u", "p", 1)
        : new HttpSettings(name, url, 2);
  }
}
