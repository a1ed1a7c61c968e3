package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.FsckRun;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The narrated tour: a county office checks whether a family is eligible for social assistance.
 * Each step says what to look at, and checks that it came out so.
 */
final class Tour {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CASE = "MCA-2026-0001";
  private static final String OFFICER = "mca-0071";
  private static final int SMALL_QUOTA = 10;

  private final Path home;
  private final DemoNode node;
  private final PrintStream out;
  private final ExchangeClient client;
  private final String person;
  private final String organisation;
  private final String token;
  private int step;
  private boolean allAsExpected = true;

  Tour(Path home, DemoNode node, PrintStream out) {
    this.home = home;
    this.node = node;
    this.out = out;
    this.client = ExchangeClient.of(node.data().root());
    this.person = client.samples().path("persons").path(0).asString("");
    this.organisation = client.samples().path("organisations").path(0).asString("");
    this.token = client.token("mca-assistance");
  }

  /** Shows every step; true if each came out as it should. */
  boolean run() throws IOException, SQLException, InterruptedException {
    out.println();
    out.println("某县民政局经办人核对一户家庭是否符合社会救助条件：民政部系统向公安部、市场监管总局请求数据。");
    out.println(
        "An officer of a county office checks a family's eligibility for social assistance: MCA asks MPS and SAMR.");
    JsonNode masked = maskedAnswer();
    verifyAnswer();
    openField();
    prohibitedField();
    withoutGrant();
    withoutConsent();
    purposeNotListed();
    severalReasons();
    partialAnswer();
    quotaUsedUp();
    trace();
    Path receipt = node.data().path("receipt.json");
    Files.write(receipt, CanonicalReceipt.of(masked.path("receipt")));
    offlineVerification(receipt);
    tampering(masked.path("receipt").path("index").asLong(-1));
    out.println();
    out.println(
        allAsExpected
            ? "演示完成。 / The tour is done."
            : "演示中有步骤未如预期。 / A step did not come out as expected.");
    return allAsExpected;
  }

  private JsonNode maskedAnswer() {
    title(
        "脱敏答复：只给出办事所需，姓名、住址已脱敏",
        "A masked answer: what the matter needs and no more; name and address are masked");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.resident-register","purpose":"social-assistance","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"fields":["name","birth_date","address"],"answer":"masked"}
            """
                .formatted(CASE, OFFICER, person));
    expect(reply.done() && reply.body().path("records").size() == 1);
    return reply.body();
  }

  private void verifyAnswer() {
    title("核验答复：只答 是/否/不详，任何数据都不离开", "A verify answer: yes, no or unknown; no record leaves");
    String born =
        person.substring(6, 10) + "-" + person.substring(10, 12) + "-" + person.substring(12, 14);
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.resident-register","purpose":"social-assistance","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"claims":{"birth_date":"%s","name":"假名"},"answer":"verify"}
            """
                .formatted(CASE, OFFICER, person, born));
    JsonNode matches = reply.body().path("matches");
    expect(
        matches.path("birth_date").asString("").equals("yes")
            && matches.path("name").asString("").equals("no"));
  }

  private void openField() {
    title("无条件共享字段：不在负面清单上，无需授权", "Open fields: not on the negative list, so no grant is needed");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"samr.enterprise-register","purpose":"social-assistance","caseRef":"%s","officer":"%s",
             "subject":{"type":"organisation","id":"%s"},"fields":["name","status","registered_on"],"answer":"full"}
            """
                .formatted(CASE, OFFICER, organisation));
    expect(reply.done() && reply.body().path("decision").path("grant").isNull());
  }

  private void prohibitedField() {
    title(
        "不予共享字段：任何授权都不能放行，并告知法律依据",
        "A prohibited field: no grant overrides it, and the law behind it is named");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.identity-check","purpose":"real-name-authentication","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"claims":{"fingerprint_template":"abc"},"answer":"verify"}
            """
                .formatted(CASE, OFFICER, person));
    expect(refused(reply, "prohibited"));
  }

  private void withoutGrant() {
    title("没有授权：拒绝，并告知怎样才可行", "No grant: refused, with what would permit it");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.identity-check","purpose":"real-name-authentication","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"claims":{"name":"假名"},"answer":"verify",
             "authorisation":{"kind":"separate","reference":"MCA-C-77","digest":"sha256:00","until":"2099-12-31"}}
            """
                .formatted(CASE, OFFICER, person));
    expect(refused(reply, "no-grant"));
  }

  private void withoutConsent() {
    title("缺少本人单独同意：说明须补交什么", "The person's separate consent is missing: what to attach is named");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.identity-check","purpose":"real-name-authentication","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"claims":{"name":"假名"},"answer":"verify"}
            """
                .formatted(CASE, OFFICER, person));
    expect(refused(reply, "condition-not-met"));
  }

  private void purposeNotListed() {
    title("用途不在该数据类的清单内：拒绝", "A purpose that the category does not list: refused");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.resident-register","purpose":"vehicle-tax","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"fields":["name"],"answer":"masked"}
            """
                .formatted(CASE, OFFICER, person));
    expect(refused(reply, "condition-not-met"));
  }

  private void severalReasons() {
    title(
        "几个原因并存：一次说清全部须改之处",
        "Several reasons at once: everything that has to change is told together");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.resident-register","purpose":"vehicle-tax","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"fields":["name","telephone"],"answer":"full"}
            """
                .formatted(CASE, OFFICER, person));
    expect(refused(reply, "answer-not-allowed") && reply.body().path("changes").size() >= 2);
  }

  private void partialAnswer() {
    title(
        "部分答复：不在授权内的字段不予提供并列明，其余照答",
        "A partial answer: the field that no grant covers is withheld and listed");
    ExchangeClient.Reply reply =
        call(
            """
            {"resource":"mps.resident-register","purpose":"social-assistance","caseRef":"%s","officer":"%s","partial":true,
             "subject":{"type":"person","id":"%s"},"fields":["name","telephone"],"answer":"masked"}
            """
                .formatted(CASE, OFFICER, person));
    expect(
        reply.done()
            && reply.body().path("records").path(0).has("name")
            && reply.body().path("withheld").path(0).asString("").equals("telephone"));
  }

  private void quotaUsedUp() {
    title(
        "授权每日限 10 次：第 11 次被拒，并告知何时可再调用",
        "A grant of 10 a day: the 11th call is refused and told when to come again");
    String other = client.samples().path("persons").path(1).asString("");
    JsonNode ask =
        JSON.readTree(
            """
            {"resource":"nhsa.medical-assistance","purpose":"social-assistance","caseRef":"%s","officer":"%s",
             "subject":{"type":"person","id":"%s"},"claims":{"entitled":"true"},"answer":"verify"}
            """
                .formatted(CASE, OFFICER, other));
    int answered = 0;
    ExchangeClient.Reply reply = client.post("/api/v1/calls", token, ask);
    while (reply.done() && answered < SMALL_QUOTA) {
      answered++;
      reply = client.post("/api/v1/calls", token, ask);
    }
    out.println("   已答复 / answered: " + answered);
    CallTable.print(out, reply);
    expect(
        answered == SMALL_QUOTA && reply.body().path("code").asString("").equals("quota-exceeded"));
  }

  private static boolean refused(ExchangeClient.Reply reply, String code) {
    return reply.status() == 403 && reply.body().path("code").asString("").equals(code);
  }

  private void trace() {
    title(
        "追溯：谁读取过此人的数据（查询本身先留痕）",
        "The trace of that person: who read what (asking is recorded first)");
    ExchangeClient.Reply reply =
        TraceCommand.ask(client, "cnao-audit", "CNAO-2026-0007", "person", person);
    TraceCommand.print(out, reply.body());
    expect(reply.done() && reply.body().path("calls").size() == 8);
  }

  private void offlineVerification(Path receipt) throws IOException, InterruptedException {
    title(
        "离线验证回执：另一个程序，只需回执和日志公钥",
        "The receipt verified offline: another program, with the receipt and the log's key alone");
    expect(OfflineVerifier.of(home).verifies(receipt, client.logKey(), out));
  }

  private void tampering(long index) throws IOException, SQLException {
    title(
        "数据库超级用户改动一个比特：fsck 指出是哪一条",
        "A superuser changes one bit in the database: fsck names the entry");
    out.println("   改动之前 / before:");
    expect(fsck().passed());
    OneBit entry = new OneBit(node.postgres().access(), index);
    entry.flip();
    out.println("   改动 #" + index + " 的一个比特之后 / after one bit of #" + index + " was changed:");
    Fsck.Report report = fsck();
    expect(!report.passed() && report.findings().getFirst().index() == index);
    entry.flip();
    out.println("   改回之后 / after it was changed back:");
    expect(fsck().passed());
  }

  private Fsck.Report fsck() throws IOException, SQLException {
    Fsck.Report report =
        FsckRun.check(
            node.postgres().access().url(),
            node.data().root(),
            NoteVerifier.parse(client.logKey()));
    FsckCommand.print(out, report);
    return report;
  }

  private ExchangeClient.Reply call(String body) {
    ExchangeClient.Reply reply = client.post("/api/v1/calls", token, JSON.readTree(body));
    CallTable.print(out, reply);
    return reply;
  }

  private void title(String zh, String en) {
    step++;
    out.println();
    out.println(step + ". " + zh);
    out.println("   " + en);
    out.println();
  }

  private void expect(boolean asExpected) {
    if (!asExpected) {
      allAsExpected = false;
      out.println("   !!! 未如预期 / not as expected");
    }
  }
}
