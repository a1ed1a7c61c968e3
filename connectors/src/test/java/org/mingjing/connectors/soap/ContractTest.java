package org.mingjing.connectors.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceKind.SoapOperation.Mapping;
import org.mingjing.connectors.SourceKind.SoapOperation.WsdlPort;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.soap.Contract.Filling;

/** What is held against a WSDL before anything is served. */
class ContractTest {
  private static final Limits LIMITS = new Limits(1, 1_000, Duration.ofSeconds(1));
  private static final String SPACE = "urn:mingjing:example:resident-register";
  private static final HttpSettings WEB = new HttpSettings("dept", "http://127.0.0.1:1", 1);

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of("resident-register.wsdl", "resident-register.xsd")) {
      Files.copy(SoapProcess.WSDLS.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void version_action_and_names_come_from_the_wsdl() {
    Contract contract = read("Soap12", "Id", "People/Person", "Fields/Field", "Name");
    assertThat(contract.version()).isEqualTo(SoapVersion.SOAP_12);
    assertThat(contract.action()).isEqualTo(SPACE + "/FindResidents");
    assertThat(contract.request().name()).isEqualTo(new QName(SPACE, "FindResidents"));
    assertThat(contract.request().parts())
        .extracting(Contract.Part::filling)
        .containsExactly(Filling.PARTS, Filling.KEY);
    assertThat(contract.levels())
        .extracting(level -> level.name().getLocalPart())
        .containsExactly("FindResidentsResponse", "People", "Person");
    assertThat(read("Soap11", "Id", "People/Person", "", "Name").version())
        .isEqualTo(SoapVersion.SOAP_11);
  }

  @Test
  void the_example_is_as_good_with_its_schema_inline_and_names_of_no_namespace()
      throws IOException {
    String schema =
        Files.readString(folder.resolve("resident-register.xsd"))
            .replaceFirst("<\\?xml[^>]*>", "")
            .replace("elementFormDefault=\"qualified\"", "");
    String wsdl = Files.readString(folder.resolve("resident-register.wsdl"));
    int from = wsdl.indexOf("<xs:schema>");
    int to = wsdl.indexOf("</wsdl:types>");
    Files.writeString(
        folder.resolve("resident-register.wsdl"),
        wsdl.substring(0, from) + schema + wsdl.substring(to));
    Files.delete(folder.resolve("resident-register.xsd"));
    Contract contract = read("Soap11", "Id", "People/Person", "Fields/Field", "Name");
    assertThat(contract.levels())
        .extracting(level -> level.name())
        .containsExactly(
            new QName(SPACE, "FindResidentsResponse"), new QName("People"), new QName("Person"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ids|People/Person|Fields/Field|Name|element Ids",
        "Id/Number|People/Person|Fields/Field|Name|element Number",
        "Fields|People/Person|Fields/Field|Name|Fields with a type that is not simple",
        "Id|Persons/Person|Fields/Field|Name|element Persons",
        "Id|People/Resident|Fields/Field|Name|element Resident",
        "Id|Person|Fields/Field|Name|element Person",
        "Id|People|Fields/Field|Name|element IdNumber",
        "Id|AnsweredAt|Fields/Field|Name|element IdNumber",
        "Id|People/Person|Fields/Name|Name|element Name in Fields",
        "Id|People/Person|Remark|Name|repeat",
        "Id|People/Person|Id|Name|repeat",
        "Id|People/Person|Fields|Name|not simple",
        "Remark|People/Person|Fields/Field|Name|asks for Id",
        "Id|People/Person|Fields/Field|Names|element Names",
        "Id|People/Person|Fields/Field|name|element name",
        "Id|People/Person|Fields/Field|Address|Address with a type that is not simple",
        "Id|People/Person|Fields/Field|Telephone|Telephone repeat",
      })
  void what_the_wsdl_does_not_have_or_cannot_give_is_refused_at_start(
      String key, String records, String fields, String column, String words) {
    assertThatThrownBy(() -> read("Soap11", key, records, fields, column))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("dept.register", "resident-register.wsdl", words);
    SourceSpec spec = spec(operation("Soap11", "FindResidents", key, records, fields), column);
    assertThatThrownBy(() -> Sources.check(List.of(spec)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sources.start(List.of(WEB), List.of(spec)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void a_refused_resource_changes_nothing_for_those_that_run() {
    SoapOperation sound = operation("Soap11", "FindResidents", "Id", "People/Person", "");
    try (Sources sources = Sources.start(List.of(WEB), List.of(spec(sound, "Name")))) {
      assertThatThrownBy(() -> sources.with(List.of(spec(sound, "Nothing"))))
          .isInstanceOf(IllegalArgumentException.class);
      sources.with(List.of(spec(sound, "FormerName"))).close();
    }
  }

  @Test
  void an_operation_a_port_or_a_service_that_is_not_there_is_refused() {
    assertRefused(operation("Soap11", "FindCars", "Id", "People/Person", ""), "FindCars");
    assertRefused(operation("Soap13", "FindResidents", "Id", "People/Person", ""), "Soap13");
    Mapping mapping = new Mapping("Id", "People/Person", Optional.empty());
    WsdlPort elsewhere = new WsdlPort(folder, "resident-register.wsdl", "CarService", "Soap11");
    assertRefused(
        new SoapOperation(elsewhere, "/s", "FindResidents", false, mapping), "CarService");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "style=\"document\"|style=\"rpc\"|rpc",
        "binding=\"tns:ResidentRegisterSoap11\"|binding=\"tns:Nothing\"|without SOAP over HTTP",
        " binding=\"tns:ResidentRegisterSoap11\"||no port Soap11 with a binding",
        "use=\"literal\"|use=\"encoded\"|literal",
        "<soap:body use=\"literal\"/>|<soap:body use=\"literal\"/><soap:header message=\"tns:FindResidentsRequest\" part=\"request\" use=\"literal\"/>|headers",
        "element=\"tns:FindResidents\"|type=\"xs:string\"|not one element",
        "element=\"tns:FindResidents\"/>|element=\"tns:FindResidents\"/><wsdl:part name=\"b\" element=\"tns:FindResidents\"/>|not one element",
        "element=\"tns:FindResidents\"|element=\"tns:FindAll\"|element FindAll",
        "http://schemas.xmlsoap.org/soap/http|urn:jms|without SOAP over HTTP",
        "<wsdl:output message=\"tns:FindResidentsResponse\"/>||without a request or a response",
        "register/FindResidents\"/>|register Find\"/>|soapAction",
        "resident-register.xsd|../resident-register.xsd|no file of its folder",
        "resident-register.xsd|http://127.0.0.1:PORT/a.xsd|no file of its folder",
        "resident-register.xsd|file:///etc/passwd|no file of its folder",
        "resident-register.xsd|missing.xsd|missing.xsd",
        "<wsdl:types>|<wsdl:import namespace=\"urn:x\" location=\"http://127.0.0.1:PORT/a.wsdl\"/><wsdl:types>|no file of its folder",
        "<wsdl:types>|<wsdl:import namespace=\"urn:x\" location=\"../a.wsdl\"/><wsdl:types>|no file of its folder",
        "<wsdl:definitions|<!DOCTYPE x SYSTEM \"http://127.0.0.1:PORT/a.dtd\"><wsdl:definitions|document type",
        "</wsdl:definitions>||document type",
        "wsdl:definitions|wsdl:description|no WSDL",
      })
  void a_wsdl_that_cannot_be_used_is_refused_and_nothing_is_fetched(
      String part, String instead, String words) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    server.start();
    try {
      String other =
          instead == null ? "" : instead.replace("PORT", "" + server.getAddress().getPort());
      change("resident-register.wsdl", part, other);
      assertRefused(operation("Soap11", "FindResidents", "Id", "People/Person", ""), words);
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=\"Remark\" type=\"xs:string\" minOccurs=\"0\"|name=\"Remark\" type=\"xs:string\"|asks for Remark",
        "name=\"Id\" type=\"xs:string\"|name=\"Id\" type=\"tns:Person\"|Id with a type that is not simple",
        "name=\"Name\" type=\"xs:string\"|name=\"Name\" type=\"xs:string\" default=\"x\"|default",
        "</xs:schema>||document type",
        "<xs:schema |<!DOCTYPE x [<!ENTITY e 'x'>]><xs:schema |document type",
      })
  void a_schema_that_cannot_be_used_is_refused(String part, String instead, String words)
      throws IOException {
    change("resident-register.xsd", part, instead == null ? "" : instead);
    assertRefused(operation("Soap11", "FindResidents", "Id", "People/Person", ""), words);
  }

  @Test
  void an_attribute_that_must_be_there_is_refused() throws IOException {
    change(
        "resident-register.xsd",
        "minOccurs=\"0\"/>\n      </xs:sequence>\n    </xs:complexType>\n  </xs:element>\n"
            + "  <xs:element name=\"FindResidentsResponse\">",
        "minOccurs=\"0\"/>\n      </xs:sequence><xs:attribute name=\"token\" use=\"required\""
            + " type=\"xs:string\"/></xs:complexType></xs:element>"
            + "<xs:element name=\"FindResidentsResponse\">");
    assertRefused(operation("Soap11", "FindResidents", "Id", "People/Person", ""), "attributes");
  }

  @Test
  void a_wsdl_that_is_not_there_is_refused() {
    WsdlPort lost = new WsdlPort(folder, "none.wsdl", "ResidentRegisterService", "Soap11");
    Mapping mapping = new Mapping("Id", "People/Person", Optional.empty());
    assertRefused(
        new SoapOperation(lost, "/s", "FindResidents", false, mapping), "no readable file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/x.wsdl", "../x.wsdl", "a/b.wsdl", ".x", "http://h/x.wsdl", "x y"})
  void what_is_no_plain_file_name_is_refused(String wsdl) {
    assertThatThrownBy(() -> new WsdlPort(folder, wsdl, "Service", "Port"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "p:a", "1a", "a/b"})
  void what_is_no_plain_name_is_refused(String name) {
    assertThatThrownBy(() -> new WsdlPort(folder, "a.wsdl", name, "Port"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WsdlPort(folder, "a.wsdl", "Service", name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> operation("Soap11", name, "Id", "Person", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a b", "p:a", "a/b/c/d/e/f/g/h/i", "a[1]"})
  void what_is_no_plain_path_of_elements_is_refused(String path) {
    assertThatThrownBy(() -> operation("Soap11", "Find", path, "Person", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> operation("Soap11", "Find", "Id", path, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(SoapOperation entry, String words) {
    assertThatThrownBy(() -> Sources.check(List.of(spec(entry, "Name"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("dept.register", words);
  }

  private void change(String file, String part, String instead) throws IOException {
    String sound = Files.readString(folder.resolve(file));
    assertThat(sound).contains(part);
    Files.writeString(folder.resolve(file), sound.replace(part, instead));
  }

  private Contract read(String port, String key, String records, String fields, String column) {
    SoapOperation entry = operation(port, "FindResidents", key, records, fields);
    return ContractReader.read(spec(entry, column), entry);
  }

  private SoapOperation operation(
      String port, String operation, String key, String records, String fields) {
    return new SoapOperation(
        new WsdlPort(folder, "resident-register.wsdl", "ResidentRegisterService", port),
        "/soap",
        operation,
        false,
        new Mapping(key, records, Optional.of(fields).filter(path -> !path.isEmpty())));
  }

  private static SourceSpec spec(SoapOperation entry, String column) {
    return new SourceSpec(
        "dept.register", "dept", entry, "id", Map.of("id", "IdNumber", "name", column), LIMITS);
  }
}
