package org.mingjing.connectors.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceAnswer.SourceFailure.Kind;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceKind.SoapOperation.Mapping;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;

/** What goes over the wire, against a server that answers whatever a test wants. */
class SoapSourceTest {
  private static final String KEY = "11010519491231002X";
  private static final String ACTION = "urn:mingjing:example:resident-register/FindResidents";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final Limits LIMITS = new Limits(2, 10_000, Duration.ofMillis(1_500));

  /** In place of a status: the connection is closed without an answer. */
  private static final int BROKEN = -1;

  private static final Map<String, String> COLUMNS =
      Map.of(
          "id", "IdNumber",
          "name", "Name",
          "former", "FormerName",
          "birth", "BirthDate",
          "children", "Children",
          "married", "Married");

  private record Seen(String method, String path, Map<String, List<String>> headers, String body) {}

  /** What writes a body; it may go on for as long as it likes. */
  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int status = 200;

  /** What is announced; 0 for an answer in chunks. */
  private volatile int length;

  private volatile String type = "text/xml; charset=utf-8";
  private volatile Map<String, String> headers = Map.of();
  private volatile Body answer = text(people(""));
  private volatile @Nullable HttpServer server;
  private volatile @Nullable Sources sources;

  @BeforeEach
  void start() throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    fresh.createContext("/", this::answer);
    fresh.setExecutor(threads);
    fresh.start();
    server = fresh;
    open(SoapVersion.SOAP_11);
  }

  @AfterEach
  void stop() {
    close();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  private void close() {
    if (sources != null) {
      sources.close();
    }
  }

  private void open(SoapVersion version) {
    type = version.mediaType() + "; charset=utf-8";
    open(SoapProcess.operation(version == SoapVersion.SOAP_11 ? "11" : "12"));
  }

  private void open(SoapOperation operation) {
    close();
    int port = server == null ? 0 : server.getAddress().getPort();
    sources =
        Sources.start(
            List.of(new HttpSettings("dept", "http://127.0.0.1:" + port + "/base", 4)),
            List.of(new SourceSpec("dept.register", "dept", operation, "id", COLUMNS, LIMITS)));
  }

  @Test
  void the_question_is_the_operations_request_in_the_order_of_the_schema() throws Exception {
    fetch("name", "birth");
    Seen question = seen.take();
    assertThat(question.method()).isEqualTo("POST");
    assertThat(question.path()).isEqualTo("/base/soap11");
    assertThat(question.body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                + "<soap:Body>"
                + "<FindResidents xmlns=\"urn:mingjing:example:resident-register\">"
                + "<Fields><Field>IdNumber</Field><Field>Name</Field><Field>BirthDate</Field></Fields>"
                + "<Id>11010519491231002X</Id></FindResidents></soap:Body></soap:Envelope>");
  }

  @Test
  void a_service_that_takes_no_names_of_fields_is_asked_by_the_key_alone() throws Exception {
    SoapOperation all = SoapProcess.operation("11");
    open(
        new SoapOperation(
            all.port(),
            "/s",
            all.operation(),
            true,
            new Mapping("Id", "People/Person", Optional.empty())));
    answer = record("<r:Name>张三</r:Name><r:BirthDate>1949-12-31</r:BirthDate>");
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "张三")))));
    assertThat(seen.take().body()).doesNotContain("Field").contains("<Id>" + KEY + "</Id>");
  }

  @ParameterizedTest
  @CsvSource({"true,2", "false,1"})
  void a_question_whose_connection_broke_is_put_again_only_if_the_operation_is_safe(
      boolean safe, int times) {
    SoapOperation all = SoapProcess.operation("11");
    open(new SoapOperation(all.port(), "/s", all.operation(), safe, all.mapping()));
    status = BROKEN;
    assertThat(fetch("name"))
        .isInstanceOfSatisfying(
            SourceFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    assertThat(seen).hasSize(times);
    assertNextUnharmed();
  }

  @Test
  void the_provider_receives_what_is_told_the_action_and_no_other_header() throws Exception {
    fetch("name");
    Map<String, List<String>> received = seen.take().headers();
    assertThat(received)
        .containsEntry("Mingjing-call-id", List.of(TestTold.CALL_ID))
        .containsEntry("Mingjing-requester", List.of("MCA"))
        .containsEntry("Mingjing-purpose", List.of("social-assistance"))
        .containsEntry("Mingjing-grant", List.of("G-2026-0001"))
        .containsEntry("Content-type", List.of("text/xml; charset=UTF-8"))
        .containsEntry("Soapaction", List.of('"' + ACTION + '"'));
    Set<String> rest = new TreeSet<>(received.keySet());
    rest.removeAll(Set.of("Host", "Connection", "Content-type", "Content-length", "User-agent"));
    assertThat(rest)
        .containsExactlyInAnyOrder(
            "Mingjing-call-id",
            "Mingjing-requester",
            "Mingjing-purpose",
            "Mingjing-grant",
            "Soapaction");
  }

  @Test
  void in_soap_12_the_action_is_a_parameter_of_the_type() throws Exception {
    open(SoapVersion.SOAP_12);
    answer =
        text(people("").replace(SoapVersion.SOAP_11.namespace(), SoapVersion.SOAP_12.namespace()));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of()));
    Seen question = seen.take();
    assertThat(question.headers())
        .containsEntry(
            "Content-type",
            List.of("application/soap+xml; charset=UTF-8; action=\"" + ACTION + "\""))
        .doesNotContainKey("Soapaction");
    assertThat(question.body()).contains("xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"");
  }

  @Test
  void nothing_of_one_answer_goes_into_the_next_question() throws Exception {
    headers = Map.of("Set-Cookie", "session=1", "Mingjing-Grant", "G-evil", "SOAPAction", "evil");
    fetch("name");
    seen.take();
    fetch("name");
    assertThat(seen.take().headers())
        .doesNotContainKey("Cookie")
        .containsEntry("Soapaction", List.of('"' + ACTION + '"'))
        .containsEntry("Mingjing-grant", List.of("G-2026-0001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\uD800", "\uDFB7\uD842", "\uFFFE", "\u000B", "\u001F"})
  void a_key_that_xml_cannot_carry_is_rejected_before_anything_is_sent(String key) {
    assertThat(fetchKey(key, "name"))
        .isEqualTo(SourceFailure.rejected("the key holds a character that XML does not allow"));
    assertThat(seen).isEmpty();
  }

  @Test
  void a_key_stays_a_value_whatever_it_looks_like() throws Exception {
    fetchKey("</Id>&lt;<!--]]>\"'&#13;\r\n\t\uD842\uDFB7", "name");
    assertThat(seen.take().body())
        .contains("<Id>&lt;/Id&gt;&amp;lt;&lt;!--]]&gt;")
        .contains("&amp;#13;&#13;\n\t\uD842\uDFB7</Id>");
  }

  @Test
  void values_come_as_text_by_their_types_and_nil_is_absent() {
    answer =
        record(
            "<r:Name> 张 <![CDATA[<三>]]><!-- x --> </r:Name><r:FormerName xsi:nil='true'/>"
                + "<r:BirthDate> 1949-12-31+08:00 </r:BirthDate>"
                + "<r:Children> 007 </r:Children><r:Married>1</r:Married>");
    assertThat(fetch("name", "former", "birth", "children", "married"))
        .isEqualTo(
            new Fetched(
                List.of(
                    new SourceRow(
                        Map.of(
                            "name", " 张 <三> ",
                            "birth", "1949-12-31",
                            "children", "007",
                            "married", "true")))));
  }

  @Test
  void an_empty_text_is_a_value_and_what_is_absent_is_none() {
    answer = record("<r:Name/>");
    assertThat(fetch("name", "former"))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "")))));
  }

  @Test
  void what_the_schema_has_and_nobody_asked_is_dropped() {
    answer =
        text(
            people(
                    person(
                        "<r:Name>张三</r:Name><r:Address><r:District>x</r:District></r:Address>"
                            + "<r:Telephone>1</r:Telephone><r:Telephone>2</r:Telephone>"))
                .replace("<r:People>", "<r:AnsweredAt>now</r:AnsweredAt><r:People>"));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "张三")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<!-- nobody -->", " "})
  void no_record_is_an_answer(String none) {
    answer = text(people(none));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of()));
  }

  @Test
  void what_is_nil_is_none_where_the_schema_lets_it_be_and_refused_elsewhere() {
    answer = text(people("<r:Person xsi:nil='true'/>"));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of()));
    answer = text(people("").replace("<r:People>", "<r:People xsi:nil='1'>"));
    assertRejected("nil");
    answer = record("<r:Name xsi:nil='true'/>");
    assertRejected("nil");
  }

  @Test
  void headers_that_need_not_be_understood_are_passed_over() {
    answer =
        text(
            people("")
                .replace(
                    "<s:Body>",
                    "<s:Header><x:a xmlns:x='urn:x' s:mustUnderstand='0'><b/></x:a></s:Header><s:Body>"));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of()));
  }

  @Test
  void as_many_records_as_allowed_are_read_and_one_more_is_rejected() {
    answer = text(people(person("") + person("")));
    assertThat(fetch("name"))
        .isInstanceOfSatisfying(Fetched.class, f -> assertThat(f.rows()).hasSize(2));
    answer = text(people(person("") + person("") + person("")));
    assertRejected("more records");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<r:IdNumber>11010519491231002x</r:IdNumber>",
        "<r:IdNumber> 11010519491231002X</r:IdNumber>",
        "<r:IdNumber/>",
        "<r:IdNumber xsi:nil='true'/>",
        "<r:Name>x</r:Name>",
        "",
        "<IdNumber>KEY</IdNumber>",
        "<IdNumber xmlns='urn:other'>KEY</IdNumber>",
        "<r:IdNumber>KEY</r:IdNumber><r:IdNumber>KEY</r:IdNumber>",
        "<r:IdNumber>other</r:IdNumber><r:IdNumber>KEY</r:IdNumber>",
        "<r:IdNumber><b>KEY</b></r:IdNumber>",
        "<r:IdNumber href='#1'>KEY</r:IdNumber>",
        "KEY<r:IdNumber>KEY</r:IdNumber>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>a</r:Name><r:Name>b</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:FormerName xsi:nil='true'/><r:FormerName>b</r:FormerName>",
        "<r:IdNumber>KEY</r:IdNumber><r:FormerName xsi:nil='true'>b</r:FormerName>",
        "<r:IdNumber>KEY</r:IdNumber><r:FormerName xsi:nil='maybe'/>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name><b>x</b></r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:Other>x</r:Other>",
        "<r:IdNumber>KEY</r:IdNumber><Name xmlns='urn:other'>x</Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:BirthDate>1949-13-31</r:BirthDate>",
        "<r:IdNumber>KEY</r:IdNumber><r:BirthDate>31.12.1949</r:BirthDate>",
        "<r:IdNumber>KEY</r:IdNumber><r:BirthDate/>",
        "<r:IdNumber>KEY</r:IdNumber><r:Children>1e9</r:Children>",
        "<r:IdNumber>KEY</r:IdNumber><r:Children>two</r:Children>",
        "<r:IdNumber>KEY</r:IdNumber><r:Children>NaN</r:Children>",
        "<r:IdNumber>KEY</r:IdNumber><r:Married>yes</r:Married>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>x\u0085y</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>x&#13;y</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>x&#0;y</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>x&#xD800;y</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><r:Name>x&unknown;y</r:Name>",
        "<r:IdNumber>KEY</r:IdNumber><?php x?>",
        "<r:IdNumber>KEY</r:IdNumber><r:Address><a xmlns=''><b><c><d><e><f><g><h><i><j><k><l><m><n>"
            + "<o><p><q><r><s><t><u><v><w><x><y><z><aa><bb><cc/></bb></aa></z></y></x></w></v></u></t>"
            + "</s></r></q></p></o></n></m></l></k></j></i></h></g></f></e></d></c></b></a></r:Address>",
      })
  void a_record_that_is_not_to_the_letter_is_rejected(String children) {
    answer = text(people("<r:Person>" + children.replace("KEY", KEY) + "</r:Person>"));
    assertRejected("");
    assertNextUnharmed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "urn:mingjing:example:resident-register|urn:other",
        "http://schemas.xmlsoap.org/soap/envelope/|http://www.w3.org/2003/05/soap-envelope",
        "http://schemas.xmlsoap.org/soap/envelope/|urn:other",
        "r:People|r:Persons",
        "r:FindResidentsResponse|r:Another",
        "<r:People>|<r:People>text",
        "<r:People>|<r:People/><r:People>",
        "<r:People>|<r:Other/><r:People>",
        "<r:People>|<People xmlns=''/><r:People>",
        "<r:People>|<r:People><Person xmlns=''/>",
        "<r:People>|<r:People xsi:nil='true'>",
        "<s:Body>|<s:Body><r:FindResidentsResponse/>",
        "</s:Body>|</s:Body><s:Body/>",
        "</s:Body>|<x/></s:Body>",
        "<s:Body>|<s:Header><x:a xmlns:x='urn:x' s:mustUnderstand='1'/></s:Header><s:Body>",
        "<s:Body>|<s:Header><x:a xmlns:x='urn:x' s:mustUnderstand='true'/></s:Header><s:Body>",
        "<s:Body>|<s:Header/><s:Header/><s:Body>",
        "</s:Envelope>|</s:Envelope><x/>",
        "</s:Envelope>|</s:Envelope>x",
        "</s:Envelope>|",
        "</r:Person></r:People></r:FindResidentsResponse></s:Body></s:Envelope>|</r:Person>",
        "<s:Envelope|<!DOCTYPE Envelope><s:Envelope",
        "<s:Envelope|<!DOCTYPE Envelope SYSTEM 'http://127.0.0.1:PORT/dtd'><s:Envelope",
        "<s:Envelope|<!DOCTYPE Envelope PUBLIC 'x' 'http://127.0.0.1:PORT/dtd'><s:Envelope",
        "<s:Envelope|<?xml-stylesheet href='http://127.0.0.1:PORT/x'?><s:Envelope",
        "utf-8|utf-16",
        "utf-8|iso-8859-1",
        "utf-8|gb18030",
        "utf-8|no-such-encoding",
        "1.0|1.1",
      })
  void an_envelope_that_is_not_to_the_letter_is_rejected_and_nothing_is_fetched(
      String part, @Nullable String instead) throws Exception {
    int port = server == null ? 0 : server.getAddress().getPort();
    String replacement = instead == null ? "" : instead.replace("PORT", "" + port);
    String sound = people(person("<r:Name>张三</r:Name>"));
    assertThat(sound).contains(part);
    answer = text(sound.replace(part, replacement));
    assertRejected("");
    assertThat(seen.take().path()).isEqualTo("/base/soap11");
    assertThat(seen).isEmpty();
    assertNextUnharmed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "http://127.0.0.1:PORT/secret"})
  void an_external_entity_is_refused_and_not_fetched(String uri) throws Exception {
    int port = server == null ? 0 : server.getAddress().getPort();
    withEntities(
        "<!ENTITY e SYSTEM '"
            + uri.replace("PORT", "" + port)
            + "'>"
            + "<!ENTITY % p SYSTEM 'http://127.0.0.1:"
            + port
            + "/p'> %p;");
    assertRejected("document type");
    assertThat(seen.take().path()).isEqualTo("/base/soap11");
    assertThat(seen).isEmpty();
    assertNextUnharmed();
  }

  @Test
  void an_entity_bomb_is_refused_at_once() {
    StringBuilder bomb = new StringBuilder("<!ENTITY e0 'aaaaaaaaaa'>");
    for (int i = 1; i < 30; i++) {
      String inner = "&e" + (i - 1) + ";";
      bomb.append("<!ENTITY e").append(i).append(" '").append(inner.repeat(10)).append("'>");
    }
    withEntities(bomb + "<!ENTITY e '&e29;'>");
    long start = System.nanoTime();
    assertRejected("document type");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertNextUnharmed();
  }

  private void withEntities(String declarations) {
    answer =
        text(
            people(person("<r:Name>&e;</r:Name>"))
                .replace("<s:Envelope", "<!DOCTYPE x [" + declarations + "]><s:Envelope"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "gb18030", "iso-8859-1"})
  void an_answer_in_another_encoding_is_rejected_declared_or_not(String charset) {
    String sound = people(person("<r:Name>é三</r:Name>"));
    answer = out -> out.write(sound.getBytes(Charset.forName(charset)));
    assertRejected("");
    answer = out -> out.write(sound.replace("utf-8", charset).getBytes(Charset.forName(charset)));
    assertRejected("");
  }

  @Test
  void a_byte_order_mark_does_no_harm() {
    answer = text("\uFEFF" + people(person("<r:Name>张三</r:Name>")));
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "张三")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/related; type=\"application/xop+xml\"; start=\"<a>\"; boundary=\"x\"",
        "application/soap+xml; charset=utf-8",
        "multipart/mixed; boundary=x",
        "application/xml",
        "application/octet-stream",
        "text/html",
        "text/xml; charset=gb2312",
        "text/xml; charset=no-such-charset",
        "text",
        ""
      })
  void an_answer_of_another_type_is_rejected(String other) {
    type = other;
    answer = record("<r:Name>张三</r:Name>");
    assertRejected("");
    assertNextUnharmed();
  }

  @Test
  void a_multipart_answer_is_rejected_even_if_it_says_it_is_xml() {
    answer =
        text(
            "--x\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n"
                + people(
                    person(
                        "<r:Name><x:Include xmlns:x='http://www.w3.org/2004/08/xop/include'"
                            + " href='cid:1'/></r:Name>"))
                + "\r\n--x--");
    assertRejected("no XML");
    answer =
        record(
            "<r:Name><x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:1'/></r:Name>");
    assertRejected("not text");
    assertNextUnharmed();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500, 503})
  void a_page_for_people_is_no_answer(int code) {
    status = code;
    answer = text("<!DOCTYPE html><html><body>sorry, " + KEY + "<br></body></html>");
    for (String said : List.of("text/html; charset=utf-8", "text/xml; charset=utf-8")) {
      type = said;
      assertThat(fetch("name"))
          .isInstanceOfSatisfying(
              SourceFailure.class,
              failure -> {
                assertThat(failure.kind())
                    .isEqualTo(code == 503 ? Kind.UNAVAILABLE : Kind.REJECTED);
                assertThat(failure.detail()).doesNotContain(KEY, "sorry");
              });
    }
    assertNextUnharmed();
  }

  @ParameterizedTest
  @CsvSource({
    "SOAP_11,Client",
    "SOAP_11,Server",
    "SOAP_11,VersionMismatch",
    "SOAP_12,Sender",
    "SOAP_12,Receiver",
    "SOAP_12,MustUnderstand"
  })
  void a_fault_is_rejected_and_its_text_stays_unread(SoapVersion version, String code) {
    for (int with : new int[] {200, 400, 500}) {
      open(version);
      status = with;
      answer = text(fault(version, code));
      assertRejected(with == 200 ? "SOAP fault" : "HTTP " + with);
    }
    open(SoapVersion.SOAP_11);
    assertNextUnharmed();
  }

  private static String fault(SoapVersion version, String code) {
    String said = "no " + KEY;
    String inner =
        version == SoapVersion.SOAP_11
            ? "<faultcode>s:%s</faultcode><faultstring>%s</faultstring><detail>%s</detail>"
                .formatted(code, said, said)
            : ("<s:Code><s:Value>s:%s</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>%s</s:Text>"
                    + "</s:Reason><s:Detail>%s</s:Detail>")
                .formatted(code, said, said);
    return "<s:Envelope xmlns:s='%s'><s:Body><s:Fault>%s</s:Fault></s:Body></s:Envelope>"
        .formatted(version.namespace(), inner);
  }

  @ParameterizedTest
  @CsvSource({
    "202,REJECTED",
    "204,REJECTED",
    "301,REJECTED",
    "302,REJECTED",
    "307,REJECTED",
    "308,REJECTED",
    "401,REJECTED",
    "404,REJECTED",
    "429,REJECTED",
    "501,REJECTED",
    "502,UNAVAILABLE",
    "503,UNAVAILABLE",
    "504,UNAVAILABLE"
  })
  void a_status_has_its_meaning_and_is_asked_for_once(int code, Kind kind) {
    status = code;
    headers = Map.of("Location", "/elsewhere", "WWW-Authenticate", "Basic realm=x");
    assertThat(fetch("name"))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.detail()).contains("" + code);
            });
    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "identity", "GZIP, gzip"})
  void an_answer_in_a_coding_that_was_not_asked_for_is_rejected(String coding) {
    headers = Map.of("Content-Encoding", coding);
    answer = record("<r:Name>张三</r:Name>");
    assertRejected("compressed");
    assertNextUnharmed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", ""})
  void a_small_answer_that_would_become_gigabytes_stays_small(String coding) {
    headers = coding.isEmpty() ? Map.of() : Map.of("Content-Encoding", coding);
    byte[] bomb = new byte[1 << 16];
    answer =
        out -> {
          try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(people("<r:Name>").getBytes(StandardCharsets.UTF_8));
            for (long plain = 0; plain < 10L << 30; plain += bomb.length) {
              zip.write(bomb);
            }
          }
        };
    long start = System.nanoTime();
    assertRejected(coding.isEmpty() ? "no XML" : "compressed");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertNextUnharmed();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_to_another_host_is_not_followed(int code) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    other.start();
    try {
      status = code;
      headers = Map.of("Location", "http://localhost:" + other.getAddress().getPort() + "/soap11");
      assertRejected("HTTP " + code);
      assertThat(asked).hasValue(0);
      assertNextUnharmed();
    } finally {
      other.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<r:Name>x",
        "<r:Person><r:IdNumber>1</r:IdNumber></r:Person>",
        " ",
        "<!-- x -->",
        "<r:Person xsi:nil='true' a='"
      })
  void an_answer_of_ten_gigabytes_ends_at_its_limit(String piece) {
    byte[] filler = piece.repeat(1_000).getBytes(StandardCharsets.UTF_8);
    answer =
        out -> {
          out.write(people("").replaceFirst("</r:People>.*", "").getBytes(StandardCharsets.UTF_8));
          for (long sent = 0; sent < 10L << 30; sent += filler.length) {
            out.write(filler);
          }
        };
    long start = System.nanoTime();
    assertRejected("");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertNextUnharmed();
  }

  @Test
  void an_answer_that_is_cut_off_on_its_way_is_none() {
    length = 5_000;
    answer = record("<r:Name>张三</r:Name>");
    assertThat(fetch("name"))
        .isEqualTo(SourceFailure.unavailable("the connection to the source failed"));
    length = 0;
    assertNextUnharmed();
  }

  @Test
  void an_answer_that_drips_ends_in_time() {
    answer =
        out -> {
          while (true) {
            out.write(' ');
            out.flush();
            LockSupport.parkNanos(50_000_000);
          }
        };
    type = "text/xml";
    long start = System.nanoTime();
    assertThat(fetch("name")).isEqualTo(SourceFailure.timeout("the source took too long"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertNextUnharmed();
  }

  private static String people(String records) {
    return ("<?xml version='1.0' encoding='utf-8'?><s:Envelope xmlns:s='%s' xmlns:xsi='%s'><s:Body>"
            + "<r:FindResidentsResponse xmlns:r='urn:mingjing:example:resident-register'>"
            + "<r:People>%s</r:People></r:FindResidentsResponse></s:Body></s:Envelope>")
        .formatted(SoapVersion.SOAP_11.namespace(), XSI, records);
  }

  private static String person(String rest) {
    return "<r:Person><r:IdNumber>" + KEY + "</r:IdNumber>" + rest + "</r:Person>";
  }

  private static Body record(String rest) {
    return text(people(person(rest)));
  }

  private static Body text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertNextUnharmed() {
    status = 200;
    headers = Map.of();
    type = SoapVersion.SOAP_11.mediaType();
    answer = record("<r:Name>张三</r:Name>");
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "张三")))));
  }

  private SourceAnswer fetch(String... fields) {
    return fetchKey(KEY, fields);
  }

  private SourceAnswer fetchKey(String key, String... fields) {
    if (sources == null) {
      throw new IllegalStateException("not started");
    }
    return sources.fetch(new SourceCall("dept.register", List.of(fields), key, TestTold.told()));
  }

  private void assertRejected(String words) {
    assertThat(fetch("name", "former", "birth", "children", "married"))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind()).as(failure.detail()).isEqualTo(Kind.REJECTED);
              assertThat(failure.detail())
                  .isNotBlank()
                  .contains(words)
                  .doesNotContain(KEY, "张三", "unexpectedly");
            });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      if (status == BROKEN) {
        return;
      }
      if (!type.isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", type);
      }
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, status == 204 ? -1 : length);
      if (status != 204) {
        answer.write(exchange.getResponseBody());
      }
    }
  }
}
