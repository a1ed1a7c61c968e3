package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents that are cut off, or say what is not known, permit nothing that they did not. */
@Tag("property")
class DamagedDocumentsTest {

  private static final int CUTS = Math.max(30, Property.WORLDS / 1_000);
  private static final int CALLS = 500;
  private static final LoadResult.Loaded SHIPPED = TestPolicies.shipped();

  /** Those in which a word that is not known could stand for an obligation or a rule. */
  private static final List<String> VOCABULARIES =
      List.of("mask", "boundary", "form", "authorisation", "state", "basisKind");

  private static Map<String, byte[]> documents(Path folder) {
    Map<String, byte[]> documents = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.filter(one -> one.toString().endsWith(".yaml")).toList()) {
        documents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return documents;
  }

  private static LoadResult load(Map<String, byte[]> documents) {
    Assembly assembly = new Assembly();
    documents.forEach(assembly::add);
    return assembly.result();
  }

  @Test
  void a_document_cut_off_anywhere_is_refused_or_permits_no_more() {
    int[] whole = {0};
    Map<String, byte[]> documents = documents(TestPolicies.SHIPPED);
    for (int i = 0; i < CUTS; i++) {
      Random random = Property.random(i);
      String name = Edits.any(documents.keySet(), random);
      byte[] bytes = documents.getOrDefault(name, new byte[0]);
      int length = cut(bytes, random);
      Map<String, byte[]> cut = new TreeMap<>(documents);
      cut.put(name, Arrays.copyOf(bytes, length));
      if (load(cut) instanceof LoadResult.Loaded loaded) {
        whole[0]++;
        permitsNoMore(loaded, "%s cut to %d".formatted(name, length), random);
      }
    }
    System.out.printf(
        "%d cuts, %d loaded, seed: -Dmingjing.seed=%d%n", CUTS, whole[0], Property.seed());
  }

  /** As a rule at the end of a line, where what is left may still be a document. */
  private static int cut(byte[] bytes, Random random) {
    int length = random.nextInt(bytes.length);
    if (random.nextInt(4) > 0) {
      while (length > 0 && bytes[length - 1] != '\n') {
        length--;
      }
    }
    return length;
  }

  private static void permitsNoMore(LoadResult.Loaded loaded, String where, Random random) {
    RandomCalls calls = new RandomCalls(SHIPPED);
    Decider before = new Decider(SHIPPED.policy(), GrantSet.of(SHIPPED.policy(), SHIPPED.grants()));
    Decider after = new Decider(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()));
    for (int i = 0; i < CALLS; i++) {
      Question question = calls.question(random);
      try {
        MonotonyTest.permitsNoMore(
            question,
            asks -> before.decide(asks, TestQuestions.JUNE),
            asks -> after.decide(asks, TestQuestions.JUNE));
      } catch (AssertionError more) {
        throw new AssertionError(
            "-Dmingjing.seed=%d, %s: %s".formatted(Property.seed(), where, question), more);
      }
    }
  }

  @Test
  void kept_documents_cut_off_anywhere_do_not_load() {
    Map<String, byte[]> kept =
        TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small")).policy().documents();
    for (int i = 0; i < CUTS; i++) {
      Random random = Property.random(i);
      String name = Edits.any(kept.keySet(), random);
      byte[] bytes = kept.getOrDefault(name, new byte[0]);
      Map<String, byte[]> cut = new TreeMap<>(kept);
      cut.put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      assertThatThrownBy(() -> Policy.ofDocuments(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_kept_grant_cut_off_at_any_byte_does_not_load() {
    for (Grant grant : SHIPPED.grants().subList(0, 5)) {
      byte[] kept = KeptGrants.canonical(grant);
      for (int length = 0; length < kept.length; length++) {
        byte[] cut = Arrays.copyOf(kept, length);
        assertThatThrownBy(() -> KeptGrants.load(List.of(cut)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /** Obligations and rules come of documents: one that names another does not load. */
  @Test
  void documents_with_an_unknown_member_or_word_anywhere_do_not_load() {
    Map<String, byte[]> documents = documents(TestPolicies.RESOURCES.resolve("small"));
    Map<String, byte[]> kept =
        TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small")).policy().documents();
    int changed = 0;
    for (UnaryOperator<Node.Mapping> change : unknowns()) {
      for (Map.Entry<String, byte[]> document : documents.entrySet()) {
        Node tree = DocumentTrees.read(document.getKey(), document.getValue());
        for (Node other : DocumentTrees.eachMapping(tree, change)) {
          if (other.equals(tree)) {
            continue;
          }
          changed++;
          Map<String, byte[]> all = new TreeMap<>(documents);
          all.put(document.getKey(), DocumentTrees.written(other));
          assertThat(load(all)).as("%s", other).isInstanceOf(LoadResult.Faulty.class);
          if (kept.containsKey(document.getKey())) {
            Map<String, byte[]> again = new TreeMap<>(kept);
            again.put(document.getKey(), CanonicalJson.of(other));
            assertThatThrownBy(() -> Policy.ofDocuments(again))
                .as("%s", other)
                .isInstanceOf(IllegalArgumentException.class);
          }
        }
      }
    }
    assertThat(changed).isGreaterThan(50);
  }

  @Test
  void a_kept_grant_with_an_unknown_member_or_word_does_not_load() {
    for (Grant grant : SHIPPED.grants()) {
      Node tree = DocumentTrees.read("grant", KeptGrants.canonical(grant));
      for (UnaryOperator<Node.Mapping> change : unknowns()) {
        for (Node other : DocumentTrees.eachMapping(tree, change)) {
          if (!other.equals(tree)) {
            assertThatThrownBy(() -> KeptGrants.load(List.of(CanonicalJson.of(other))))
                .as("%s", other)
                .isInstanceOf(IllegalArgumentException.class);
          }
        }
      }
    }
  }

  private static List<UnaryOperator<Node.Mapping>> unknowns() {
    List<UnaryOperator<Node.Mapping>> changes = new ArrayList<>();
    changes.add(mapping -> DocumentTrees.with(mapping, "unheard-of", word(mapping)));
    for (String vocabulary : VOCABULARIES) {
      changes.add(mapping ->
          mapping.entries().containsKey(vocabulary)
              ? DocumentTrees.with(mapping, vocabulary, word(mapping))
              : mapping);
    }
    return changes;
  }

  private static Node word(Node.Mapping mapping) {
    return new Node.Scalar(mapping.at(), "unheard-of", Node.Kind.STRING);
  }

  /** Whatever an exchange has to enforce is one of a closed set. */
  @Test
  void there_is_no_obligation_beside_those_known() {
    assertThat(Obligation.class.isSealed()).isTrue();
    assertThat(Obligation.class.getPermittedSubclasses()).hasSize(5).allMatch(Class::isRecord);
  }
}
