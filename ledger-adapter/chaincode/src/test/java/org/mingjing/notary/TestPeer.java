package org.mingjing.notary;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeServer;

/** A peer in memory that runs the contract through the shim's own router. */
final class TestPeer {
  static final String CHANNEL = "exchange";

  /** The shim logs every refusal with its stack. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.hyperledger.fabric"),
          Logger.getLogger("org.hyperledger.fabric.contract"),
          Logger.getLogger("org.hyperledger.fabric.shim"));

  private static final ContractRouter ROUTER = router();

  private final NavigableMap<String, byte[]> state = new TreeMap<>();
  private int transactions;

  /** What the peer learned from one call. */
  record Answer(
      int status, String message, String payload, Map<String, byte[]> writes, String event) {
    boolean refused() {
      return status != 200;
    }
  }

  private static ContractRouter router() {
    var router = new ContractRouter(new String[] {"-i", "notary"});
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    try {
      router.startRouterWithChaincodeServer(new NoServer());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return router;
  }

  private static final class NoServer implements ChaincodeServer {
    @Override
    public void start() {}

    @Override
    public void stop() {}
  }

  /** A serialized identity: the MSP, and a certificate of {@code src/test/certificates}. */
  static byte[] identity(String mspId, String certificate) {
    Path file = Path.of("src", "test", "certificates", certificate + ".pem");
    try {
      return SerializedIdentity.newBuilder()
          .setMspid(mspId)
          .setIdBytes(ByteString.copyFrom(Files.readAllBytes(file)))
          .build()
          .toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls as the log's own client; what was written is committed. */
  Answer submit(String... words) {
    return submitAs(identity("DataBureauMSP", "exchange"), words);
  }

  Answer submitAs(byte[] creator, String... words) {
    Answer answer = endorse(creator, words);
    state.putAll(answer.writes());
    transactions++;
    return answer;
  }

  /** Calls and forgets what was written. */
  Answer endorse(byte[] creator, String... words) {
    var transaction = new TestTransaction("tx" + transactions, creator, List.of(words), state);
    Response response = ROUTER.invoke(transaction.stub());
    assertThat(transaction.events().keySet()).isSubsetOf("anchored");
    boolean refused = response.getStatusCode() != 200;
    return new Answer(
        response.getStatusCode(),
        response.getMessage() == null ? "" : response.getMessage(),
        response.getPayload() == null ? "" : response.getStringPayload(),
        refused ? Map.of() : transaction.writes(),
        refused ? "" : transaction.events().getOrDefault("anchored", ""));
  }

  /** The answer of a read, which writes nothing. */
  String read(String... words) {
    Answer answer = endorse(identity("AuditOfficeMSP", "another"), words);
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    assertThat(answer.writes()).isEmpty();
    assertThat(answer.event()).isEmpty();
    return answer.payload();
  }

  /** The keys of the state, with {@code /} between their parts. */
  Stream<String> keys() {
    return state.keySet().stream()
        .map(key -> key.substring(1, key.length() - 1).replace('\0', '/'));
  }
}
