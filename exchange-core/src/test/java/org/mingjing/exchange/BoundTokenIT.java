package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.identity.TestKey;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens that are bound to a key (RFC 9449) on two nodes: of use only to who holds the key, and
 * each proof once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundTokenIT {
  private static final ObjectNode CALL = TestCalls.resident(TestCalls.person(51).idNumber());
  private static final String ALGS = ", algs=\"EdDSA PS256 ES256\"";
  private static final String BAD_PROOF = "DPoP error=\"invalid_dpop_proof\"";
  private static final String BAD_TOKEN = "DPoP error=\"invalid_token\"";

  private final TestKey registered = TestKey.of("EdDSA");
  private DemoNode node;
  private SecondNode other;
  private Installation installation;
  private CallingSystem stranger;
  private CallingSystem strangerAtOther;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("bound-token");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path systems = home.resolve("config/policy/systems.yaml");
    Files.writeString(
        systems,
        Files.readString(systems)
            .replaceFirst("keys: \\[]", "keys: [" + registered.publicJwk() + "]"));
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    other = SecondNode.beside(node, home, ExchangeApplication.class, Map.of());
    installation = new Installation(node.data().root());
    stranger = CallingSystem.at(node.baseUrl());
    strangerAtOther = CallingSystem.at(other.url().toString());
  }

  @AfterAll
  void stop() {
    other.close();
    node.close();
  }

  private String tokenUrl() {
    return node.baseUrl() + "/oauth2/token";
  }

  /** Asks for a token by assertion, with this proof. */
  private Reply ask(String proof) {
    return ask(stranger, registered.assertion(MCA, node.baseUrl()), proof);
  }

  private static Reply ask(CallingSystem at, String assertion, String proof) {
    return at.postForm(
        "grant_type=client_credentials&client_id="
            + MCA
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + assertion,
        "DPoP",
        proof);
  }

  private DpopSystem system(TestKey key) {
    Reply reply = ask(key.proof("POST", tokenUrl(), ""));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return DpopSystem.at(
        stranger, node.baseUrl(), key, reply.body().path("access_token").asString(""));
  }

  private DpopSystem system() {
    return system(registered);
  }

  private static String error(Reply reply) {
    return reply.body().path("error").asString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "PS256", "ES256"})
  void a_token_is_bound_to_the_key_that_was_shown_and_the_record_names_it(String algorithm)
      throws ParseException {
    TestKey key = TestKey.of(algorithm);
    Reply given = ask(key.proof("POST", tokenUrl(), ""));
    String token = given.body().path("access_token").asString("");

    assertThat(given.body().path("token_type").asString("")).isEqualTo("DPoP");
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("cnf"))
        .isEqualTo(Map.of("jkt", key.thumbprint()));

    DpopSystem system = DpopSystem.at(stranger, node.baseUrl(), key, token);
    Reply call = system.call(CALL);

    assertThat(call.status()).as(call.toString()).isEqualTo(200);
    assertThat(call.entry().path("actor").path("key").asString("")).isEqualTo(key.thumbprint());
    assertThat(system.get("/api/v1/calls/" + call.callId() + "/receipt").status()).isEqualTo(200);
    assertThat(system.at(strangerAtOther).call(CALL).status()).isEqualTo(200);
  }

  @Test
  void in_the_demonstration_a_plain_token_is_given_and_recorded_as_one() {
    CallingSystem plain = CallingSystem.of(installation, MCA);
    Reply call = plain.call(CALL);

    assertThat(call.status()).isEqualTo(200);
    assertThat(call.entry().path("actor").path("key").asString("")).isEqualTo("bearer");
  }

  /** A request that somebody makes who has, or has stolen, a bound token. */
  @FunctionalInterface
  interface Attempt {
    Reply make(BoundTokenIT test, DpopSystem system);
  }

  private static Arguments attempt(String name, String challenge, Attempt attempt) {
    return arguments(name, challenge, attempt);
  }

  private static Attempt claiming(Function<DpopSystem, Map<String, Object>> claims) {
    return (test, system) ->
        system.call(CALL, system.key().sign(system.key().proofHeader(), claims.apply(system)));
  }

  private static Map<String, Object> claims(DpopSystem system, String member, Object value) {
    Map<String, Object> claims =
        TestKey.proofClaims("POST", system.url("/api/v1/calls"), system.token(), Instant.now());
    claims.put(member, value);
    return claims;
  }

  private static Map<String, Object> issued(DpopSystem system, int secondsFromNow) {
    return claims(system, "iat", Instant.now().getEpochSecond() + secondsFromNow);
  }

  static Stream<Arguments> attempts() {
    return Stream.of(
        attempt(
            "as a plain bearer token",
            BAD_TOKEN,
            (test, system) -> system.call(CALL, "Authorization", "Bearer " + system.token())),
        attempt(
            "as a plain bearer token with a proof",
            BAD_TOKEN,
            (test, system) ->
                system.call(
                    CALL, "Authorization", "Bearer " + system.token(), "DPoP", system.proof())),
        attempt(
            "with another key's proof",
            BAD_TOKEN,
            (test, system) -> system.withKey(TestKey.of("EdDSA")).call(CALL)),
        attempt(
            "changed",
            BAD_TOKEN,
            (test, system) ->
                system.call(
                    CALL,
                    "Authorization",
                    "DPoP " + changed(system.token()),
                    "DPoP",
                    system.proof())),
        attempt(
            "without a proof",
            BAD_PROOF,
            (test, system) -> system.call(CALL, "Authorization", "DPoP " + system.token())),
        attempt(
            "with two proofs",
            BAD_PROOF,
            (test, system) ->
                system.call(
                    CALL,
                    "Authorization",
                    "DPoP " + system.token(),
                    "DPoP",
                    system.proof(),
                    "DPoP",
                    system.proof())),
        attempt("for another method", BAD_PROOF, claiming(s -> claims(s, "htm", "GET"))),
        attempt(
            "for another URL", BAD_PROOF, claiming(s -> claims(s, "htu", s.url("/api/v1/audit")))),
        attempt(
            "for another token", BAD_PROOF, claiming(s -> claims(s, "ath", TestKey.hash("abc")))),
        attempt("with an old proof", BAD_PROOF, claiming(s -> issued(s, -90))),
        attempt("with a future proof", BAD_PROOF, claiming(s -> issued(s, 60))),
        attempt(
            "with a proof that is none",
            BAD_PROOF,
            (test, system) -> system.call(CALL, "abc.def.ghi")),
        attempt("twice", BAD_PROOF, (test, system) -> twice(system, system)),
        attempt(
            "on the other node after this",
            BAD_PROOF,
            (test, system) -> twice(system, system.at(test.strangerAtOther))),
        attempt(
            "on this node after the other",
            BAD_PROOF,
            (test, system) -> twice(system.at(test.strangerAtOther), system)));
  }

  private static String changed(String token) {
    int place = token.indexOf('.') + 10;
    char other = token.charAt(place) == 'A' ? 'B' : 'A';
    return token.substring(0, place) + other + token.substring(place + 1);
  }

  private static Reply twice(DpopSystem first, DpopSystem second) {
    String proof = first.proof();
    assertThat(first.call(CALL, proof).status()).isEqualTo(200);
    return second.call(CALL, proof);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attempts")
  void a_bound_token_is_refused(String name, String challenge, Attempt attempt)
      throws SQLException {
    DpopSystem system = system();
    boolean uses = name.contains("twice") || name.contains("node");
    long before = StoredEntry.count(installation);

    Reply reply = attempt.make(this, system);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthenticated");
    assertThat(reply.headers().allValues("WWW-Authenticate"))
        .singleElement()
        .satisfies(value -> assertThat(value).startsWith(challenge).endsWith(ALGS));
    assertThat(StoredEntry.count(installation) - before).isEqualTo(uses ? 2 : 0);
  }

  @Test
  void a_refused_proof_says_in_both_languages_what_is_wrong() {
    DpopSystem system = system();
    String proof = system.key().proof("GET", system.url("/api/v1/calls"), system.token());

    Reply reply = system.call(CALL, proof);

    assertThat(reply.body().path("details").path("en").asString("")).contains("htm is not");
    assertThat(reply.body().path("details").path("zh").asString("")).contains("htm 与请求方法不符");
  }

  @Test
  void a_plain_token_cannot_be_presented_as_a_bound_one() {
    String plain = CallingSystem.of(installation, MCA).token();

    Reply reply = DpopSystem.at(stranger, node.baseUrl(), registered, plain).call(CALL);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate").orElse("")).startsWith(BAD_TOKEN);
  }

  @Test
  void a_bound_token_without_the_scope_is_told_so_in_its_own_scheme() {
    DpopSystem system = system();
    String path = "/api/v1/audit/traces";
    String proof = system.key().proof("POST", system.url(path), system.token());

    Reply reply =
        stranger.post(path, new byte[0], "Authorization", "DPoP " + system.token(), "DPoP", proof);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("DPoP error=\"insufficient_scope\", scope=\"audit\"" + ALGS);
  }

  @Test
  void a_proof_is_good_on_one_node_only_whoever_races() throws Exception {
    DpopSystem system = system();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 30; i++) {
        String proof = system.proof();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> statuses = new ArrayList<>();
        for (CallingSystem at : List.of(stranger, strangerAtOther)) {
          statuses.add(
              two.submit(() -> {
                start.await();
                return system.at(at).call(CALL, proof).status();
              }));
        }
        start.countDown();
        assertThat(List.of(statuses.getFirst().get(), statuses.getLast().get()))
            .containsExactlyInAnyOrder(200, 401);
      }
    }
  }

  @Test
  void a_wrong_proof_gets_no_token() {
    String url = tokenUrl();
    String used = registered.proof("POST", url, "");
    assertThat(ask(used).status()).isEqualTo(200);

    for (String proof :
        List.of(
            used,
            "abc",
            registered.proof("GET", url, ""),
            registered.proof("POST", url + "s", ""),
            registered.proof("POST", node.baseUrl() + "/api/v1/calls", ""))) {
      Reply reply = ask(proof);
      assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
      assertThat(error(reply)).isEqualTo("invalid_dpop_proof");
      assertThat(reply.body().path("error_description").asString("")).isNotEmpty();
    }
  }

  @Test
  void a_proof_used_for_a_token_is_used_on_the_other_node_too() {
    String proof = registered.proof("POST", tokenUrl(), "");
    assertThat(ask(proof).status()).isEqualTo(200);

    Reply reply = ask(strangerAtOther, registered.assertion(MCA, node.baseUrl()), proof);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(error(reply)).isEqualTo("invalid_dpop_proof");
  }

  @Test
  void an_assertion_used_on_one_node_is_used_on_the_other() {
    String assertion = registered.assertion(MCA, node.baseUrl());
    assertThat(ask(stranger, assertion, registered.proof("POST", tokenUrl(), "")).status())
        .isEqualTo(200);

    Reply reply = ask(strangerAtOther, assertion, registered.proof("POST", tokenUrl(), ""));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(error(reply)).isEqualTo("invalid_client");
  }

  @Test
  void a_form_cannot_claim_to_be_bound() throws ParseException {
    Reply reply =
        stranger.askToken(
            MCA,
            installation.clientSecret(MCA),
            "&org.mingjing.exchange.identity.TokenRequests%24Binding=abc&dpop_proof=abc&cnf=abc");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("token_type").asString("")).isEqualTo("Bearer");
    String token = reply.body().path("access_token").asString("");
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("cnf")).isNull();
  }

  @Test
  void the_command_line_calls_with_a_systems_own_key() throws Exception {
    Path file = Files.writeString(node.data().path("mca.key"), registered.privateJwk());
    long before = StoredEntry.count(installation);

    int done =
        CommandRun.of(
            "call",
            "--data",
            node.data().root().toString(),
            "--key",
            file.toString(),
            "--client",
            MCA,
            "--resource",
            "mps.resident-register",
            "--purpose",
            "social-assistance",
            "--case",
            "MCA-2026-0001",
            "--officer",
            "mca-0071",
            "--fields",
            "name",
            "--person",
            TestCalls.person(53).idNumber());

    assertThat(done).isZero();
    assertThat(StoredEntry.from(installation, before))
        .hasSize(2)
        .allSatisfy(entry ->
            assertThat(entry.json().path("actor").path("key").asString(""))
                .isEqualTo(registered.thumbprint()));
  }

  @Test
  void what_is_over_is_forgotten_and_nothing_else() throws SQLException {
    try (Connection superuser = installation.superuser();
        Connection application = installation.application();
        Statement sql = superuser.createStatement();
        Statement asNode = application.createStatement()) {
      sql.execute(
          "insert into used_once select sha256(n::text::bytea), now() + make_interval(secs => case when n <= 3 then -1 else 60 end) from generate_series(1, 5) n");
      try (ResultSet forgotten = asNode.executeQuery("select forget_used_once(2)")) {
        forgotten.next();
        assertThat(forgotten.getInt(1)).as("not more at once than asked").isEqualTo(2);
      }
      asNode.execute("select forget_used_once(1000)");
      try (ResultSet left =
          sql.executeQuery(
              "select count(*) filter (where forgotten_from < now()), count(*) from used_once where id in (select sha256(n::text::bytea) from generate_series(1, 5) n)")) {
        left.next();
        assertThat(left.getInt(1)).isZero();
        assertThat(left.getInt(2)).isEqualTo(2);
      }
    }
  }

  /** The table is empty after a crash; then nothing counts that was made before. */
  @Test
  void after_a_crash_of_the_database_a_used_proof_is_still_refused() throws Exception {
    DpopSystem system = system();
    String used = system.proof();
    assertThat(system.call(CALL, used).status()).isEqualTo(200);

    crashDatabase();

    DpopSystem atOther = system.at(strangerAtOther);
    while (!isMarkedAnew()) {
      assertThat(atOther.call(CALL).status()).isEqualTo(503);
    }
    Reply after = atOther.call(CALL, used);
    assertThat(after.status()).as(after.toString()).isEqualTo(503);
    assertThat(after.code()).isEqualTo("unavailable");
    assertThat(after.headers().firstValue("Retry-After")).contains("10");

    awaitServed(system);
    awaitServed(atOther);
    assertThat(system.call(CALL, used).status()).isEqualTo(401);
    assertThat(atOther.call(CALL, used).status()).isEqualTo(401);
    String another = system.proof();
    assertThat(system.call(CALL, another).status()).isEqualTo(200);
    assertThat(atOther.call(CALL, another).status()).isEqualTo(401);
  }

  private static void awaitServed(DpopSystem system) throws InterruptedException {
    Reply reply = system.call(CALL);
    for (int i = 0; i < 120 && reply.status() == 503; i++) {
      Thread.sleep(250);
      reply = system.call(CALL);
    }
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  /** One killed backend makes PostgreSQL start anew by itself, with empty unlogged tables. */
  private void crashDatabase() throws SQLException, IOException, InterruptedException {
    long backend =
        rows(
            "select pid from pg_stat_activity where application_name like 'mingjing-log%' limit 1");
    new ProcessBuilder("kill", "-9", Long.toString(backend)).start().waitFor();
  }

  private long rows(String query) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private boolean isMarkedAnew() throws InterruptedException {
    try {
      return rows("select count(*) from used_once_since where since > to_timestamp(0)") == 1;
    } catch (SQLException e) { // it is away, for a moment
      Thread.sleep(250);
      return false;
    }
  }
}
