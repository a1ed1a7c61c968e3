package org.mingjing.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One policy: departments, negative list, instruments, purposes, systems, catalogue and tests, read
 * and checked. Immutable. Two policies are equal when their digests are.
 */
public final class Policy {

  /** Version of the rules of deciding; a change of rules is a new version. */
  public static final int VERSION = 1;

  private final PolicyParts parts;
  private final Map<String, byte[]> documents;
  private final String digest;
  private final Numbering numbering;
  private final Map<ResourceId, ResourceRules> rules;
  private final List<PolicyCase> cases;

  Policy(PolicyParts parts, Map<String, byte[]> documents) {
    this(parts, documents, List.of());
  }

  Policy(PolicyParts parts, Map<String, byte[]> documents, List<PolicyCase> cases) {
    this.cases = List.copyOf(cases);
    this.parts = parts;
    this.documents = documents;
    this.digest = Documents.digest(documents);
    this.numbering = Numbering.of(parts);
    this.rules = new LinkedHashMap<>();
    parts.categories().values().forEach(Policy::requireCondition);
    ResourceCompiler compiler = new ResourceCompiler(parts.categories(), numbering);
    parts.resources().forEach((id, resource) -> rules.put(id, compiler.rules(resource)));
  }

  private static void requireCondition(Category category) {
    if (category.prohibited() == category.condition().isPresent()) {
      throw new IllegalArgumentException(
          "category " + category.code() + " is either prohibited or has a condition");
    }
  }

  /**
   * The policy that these documents were kept from, whatever has become of the rules of admission
   * since: what was published once can be looked at again.
   *
   * @param documents canonical JSON by file name, as {@link #documents()} gave them
   * @throws IllegalArgumentException if a document is not canonical or does not load; what was kept
   *     has then been changed
   */
  public static Policy ofDocuments(Map<String, byte[]> documents) {
    return Documents.reload(documents, Assembly.ofKept());
  }

  /**
   * As {@link #ofDocuments}, of a policy that is to decide calls: it has to keep the rules of
   * admission of today, since one of them may close a gap.
   *
   * @throws IllegalArgumentException if it does not, too
   */
  public static Policy toDecide(Map<String, byte[]> documents) {
    return Documents.reload(documents, new Assembly());
  }

  /** Digest of all documents except grants: {@code sha256:} and 64 hexadecimal digits. */
  public String digest() {
    return digest;
  }

  public int version() {
    return VERSION;
  }

  /** Canonical JSON (RFC 8785) by file name; copies. */
  public Map<String, byte[]> documents() {
    Map<String, byte[]> copy = new LinkedHashMap<>();
    documents.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return copy;
  }

  public Optional<Department> department(DepartmentId id) {
    return Optional.ofNullable(parts.departments().get(id));
  }

  public Collection<Department> departments() {
    return parts.departments().values();
  }

  public Optional<Category> category(CategoryCode code) {
    return Optional.ofNullable(parts.categories().get(code));
  }

  public Collection<Category> categories() {
    return parts.categories().values();
  }

  public Optional<Instrument> instrument(String name) {
    return Optional.ofNullable(parts.instruments().get(name));
  }

  public Collection<Instrument> instruments() {
    return parts.instruments().values();
  }

  public Optional<Purpose> purpose(PurposeId id) {
    return Optional.ofNullable(parts.purposes().get(id));
  }

  public Collection<Purpose> purposes() {
    return parts.purposes().values();
  }

  public Optional<SystemClient> system(SystemId id) {
    return Optional.ofNullable(parts.systems().get(id));
  }

  public Collection<SystemClient> systems() {
    return parts.systems().values();
  }

  public Optional<Resource> resource(ResourceId id) {
    return Optional.ofNullable(parts.resources().get(id));
  }

  public Collection<Resource> resources() {
    return parts.resources().values();
  }

  /** What {@link PolicyTests} runs; deciding calls does not look at them. */
  public List<PolicyCase> cases() {
    return cases;
  }

  /** The same one as long as the policy is the same object. */
  Numbering numbering() {
    return numbering;
  }

  PolicyParts parts() {
    return parts;
  }

  /** By the calendars that are part of the policy. */
  public WorkingDays workingDays() {
    return parts.workingDays();
  }

  Optional<ResourceRules> rules(ResourceId id) {
    return Optional.ofNullable(rules.get(id));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy policy && policy.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "Policy[" + digest + "]";
  }
}
