package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gateway hands over as the peers' word, and what of it is fit for a receipt. */
class StatementTest {
  private static final String ANSWER = "{\"first\":0}";
  private static final String EMPTY = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
  private static final String NO_CERT =
      "-----BEGIN CERTIFICATE-----\nAAAA====\n-----END CERTIFICATE-----\n";

  private final TestNetwork network = new TestNetwork();

  @AfterEach
  void close() {
    network.close();
  }

  private static ChaincodeAction.Builder action() {
    return ChaincodeAction.newBuilder()
        .setChaincodeId(ChaincodeID.newBuilder().setName(TestNetwork.CHAINCODE))
        .setResponse(
            Response.newBuilder().setStatus(200).setPayload(ByteString.copyFromUtf8(ANSWER)));
  }

  private Statement statement(ChaincodeAction.Builder action, TestPeer... peers)
      throws Statement.Unusable {
    var payload =
        ProposalResponsePayload.newBuilder().setExtension(action.build().toByteString()).build();
    var proposal =
        new TestProposal(
            ByteString.EMPTY, Header.getDefaultInstance(), ByteString.EMPTY, "", "", "", List.of());
    List<org.hyperledger.fabric.protos.peer.Endorsement> endorsements =
        List.of(peers).stream().map(peer -> peer.endorse(payload.toByteString())).toList();
    Envelope envelope = TestEnvelope.of(proposal, payload, endorsements);
    byte[] prepared = PreparedTransaction.newBuilder().setEnvelope(envelope).build().toByteArray();
    return Statement.of(prepared, network.settings());
  }

  private Optional<String> refusal(ChaincodeAction.Builder action, TestPeer... peers) {
    try {
      statement(action, peers);
      return Optional.empty();
    } catch (Statement.Unusable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void what_a_peer_of_each_organisation_signed_about_its_state_is_evidence() throws Exception {
    assertThat(statement(action(), network.ourPeer, network.otherPeer).answer()).isEqualTo(ANSWER);
  }

  @Test
  void what_peers_signed_when_they_were_asked_to_append_is_none() {
    var append = action().setEvents(ByteString.copyFromUtf8("anchored"));
    assertThat(refusal(append, network.ourPeer, network.otherPeer))
        .hasValueSatisfying(why -> assertThat(why).contains("asked to append"));
  }

  private TestPeer other(TestAuthority.Identity identity) {
    return new TestPeer(TestNetwork.OTHERS, network.channel, identity);
  }

  /** Evidence is kept for ever: what a verifier would refuse must not become it. */
  @Test
  void an_endorsement_that_a_verifier_would_refuse_is_none() {
    var endorsers =
        Map.of(
            "no P-256 key", network.others.issue("peer0", "peer", "secp384r1", false),
            "not certified as a peer", network.others.issue("peer0", "peer,OU=admin"),
            "not certified as a peer ", network.others.issue("peer0", "peer", "secp256r1", true),
            "not certified by the authority", network.others.issueAs("stranger.example"));
    for (var endorser : endorsers.entrySet()) {
      assertThat(refusal(action(), network.ourPeer, other(endorser.getValue())))
          .hasValueSatisfying(why -> assertThat(why).contains(endorser.getKey().strip()));
    }
    assertThat(refusal(action(), network.ourPeer, network.otherPeer.withHighS()))
        .hasValueSatisfying(why -> assertThat(why).contains("not of its certificate"));
  }

  @Test
  void two_units_in_one_part_of_a_name_are_two() {
    var both = network.others.issue("peer0", "peer+OU=org2");
    assertThat(refusal(action(), network.ourPeer, other(both))).isEmpty();
    var roles = network.others.issue("peer0", "peer+OU=client");
    assertThat(refusal(action(), network.ourPeer, other(roles)))
        .hasValueSatisfying(why -> assertThat(why).contains("not certified as a peer"));
  }

  @Test
  void an_identity_that_is_no_certificate_is_none() throws Exception {
    for (String pem :
        List.of("", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n", EMPTY, NO_CERT)) {
      assertThat(refusal(action(), network.ourPeer, network.otherPeer.claiming(pem)))
          .as(pem)
          .hasValueSatisfying(why -> assertThat(why).contains("cannot be read"));
    }
  }
}
