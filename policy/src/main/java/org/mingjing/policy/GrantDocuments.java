package org.mingjing.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The canonical form of grants, in the shape of {@code grants.yaml}. */
final class GrantDocuments {

  private GrantDocuments() {}

  /** Digest of the canonical list of the grants, in the order given. */
  static String digest(Collection<Grant> grants) {
    MessageDigest digest = CanonicalJson.sha256();
    String separator = "[";
    for (Grant grant : grants) {
      digest.update(separator.getBytes(StandardCharsets.UTF_8));
      digest.update(canonical(grant));
      separator = ",";
    }
    digest.update((grants.isEmpty() ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** Written in canonical order at once: a general canonicaliser takes ten times as long. */
  static byte[] canonical(Grant grant) {
    String json =
        "{\"answers\":"
            + list(grant.answers().stream().map(AnswerForm::wireName))
            + ",\"fields\":"
            + list(grant.fields().stream())
            + ",\"from\":"
            + quoted(grant.from())
            + ",\"grantee\":{\"department\":"
            + quoted(grant.grantee())
            + ",\"systems\":"
            + list(grant.systems().stream())
            + "},\"id\":"
            + quoted(grant.id())
            + ",\"purpose\":"
            + quoted(grant.purpose())
            + ",\"quota\":{\"perDay\":"
            + grant.quota().perDay()
            + ",\"perSubjectPerDay\":"
            + grant.quota().perSubjectPerDay()
            + "},\"resource\":"
            + quoted(grant.resource())
            + ",\"state\":"
            + quoted(grant.state().wireName())
            + ",\"until\":"
            + quoted(grant.until())
            + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String list(Stream<?> values) {
    return values
        .map(Object::toString)
        .sorted()
        .map(CanonicalJson::quoted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(Object value) {
    return CanonicalJson.quoted(value.toString());
  }
}
