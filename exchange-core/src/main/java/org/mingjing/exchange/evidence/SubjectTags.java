package org.mingjing.exchange.evidence;

import java.util.List;
import org.mingjing.exchange.catalogue.About;
import org.mingjing.policy.SubjectType;
import org.mingjing.policy.SystemId;

/**
 * Keyed tags of data subjects: what stands in an entry in place of an id.
 *
 * <p>Whoever holds the tag key can enumerate ids and so find out whom an entry is about; therefore
 * it lies outside PostgreSQL. Old keys are kept for searching after a rotation.
 */
public final class SubjectTags {

  /** A tag key and the name under which entries refer to it. */
  @SuppressWarnings("ArrayRecordComponent") // a secret key: never compared, never printed
  public record TagKey(String id, byte[] secret) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** A subject in an entry. */
  @SuppressWarnings(
      "ArrayRecordComponent") // handed on to the database and to Base64, never compared
  public record Tag(String keyId, byte[] value) {}

  private final List<TagKey> keys;

  /** The first key makes new tags; all are searched. */
  public SubjectTags(List<TagKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no tag key");
    }
    this.keys = List.copyOf(keys);
  }

  /** The ids of all keys, that of new tags first. */
  List<String> keyIds() {
    return keys.stream().map(TagKey::id).toList();
  }

  public Tag tag(About about) {
    return tag(keys.getFirst(), about.type(), about.id());
  }

  /** An officer of a system, to count by; a person's id is never tagged alike. */
  Tag ofOfficer(SystemId system, String officer) {
    TagKey key = keys.getFirst();
    return new Tag(key.id(), Hmac.of(key.secret(), "officer:" + system + ":" + officer));
  }

  /** Every tag that entries about this subject may carry. */
  public List<Tag> search(SubjectType type, String id) {
    return keys.stream().map(key -> tag(key, type, id)).toList();
  }

  private static Tag tag(TagKey key, SubjectType type, String id) {
    return new Tag(key.id(), Hmac.of(key.secret(), type.wireName() + ":" + id));
  }
}
