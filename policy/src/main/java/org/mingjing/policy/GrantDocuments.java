package org.mingjing.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

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
    StringBuilder json = new StringBuilder(512).append("{\"answers\":");
    list(json, grant.answers().stream().map(AnswerForm::wireName).toList());
    list(json.append(",\"fields\":"), grant.fields());
    quote(json.append(",\"from\":"), grant.from());
    quote(json.append(",\"grantee\":{\"department\":"), grant.grantee());
    list(json.append(",\"systems\":"), grant.systems());
    quote(json.append("},\"id\":"), grant.id());
    quote(json.append(",\"purpose\":"), grant.purpose());
    json.append(",\"quota\":{\"perDay\":").append(grant.quota().perDay());
    json.append(",\"perSubjectPerDay\":").append(grant.quota().perSubjectPerDay());
    quote(json.append("},\"resource\":"), grant.resource());
    quote(json.append(",\"state\":"), grant.state().wireName());
    quote(json.append(",\"until\":"), grant.until());
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void list(StringBuilder json, Collection<?> values) {
    String[] sorted = new String[values.size()];
    int next = 0;
    for (Object value : values) {
      sorted[next++] = value.toString();
    }
    Arrays.sort(sorted);
    json.append('[');
    for (int i = 0; i < sorted.length; i++) {
      quote(i == 0 ? json : json.append(','), sorted[i]);
    }
    json.append(']');
  }

  private static void quote(StringBuilder json, Object value) {
    CanonicalJson.quote(value.toString(), json);
  }
}
