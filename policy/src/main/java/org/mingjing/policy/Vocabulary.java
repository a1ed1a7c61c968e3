package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A closed set of words in documents. */
record Vocabulary<E>(List<String> words, Function<String, Optional<E>> lookup) {

  static final Vocabulary<AnswerForm> ANSWERS =
      of(List.of(AnswerForm.values()), AnswerForm::wireName, AnswerForm::of);
  static final Vocabulary<AuthorisationKind> AUTHORISATIONS =
      of(List.of(AuthorisationKind.values()), AuthorisationKind::wireName, AuthorisationKind::of);
  static final Vocabulary<BasisKind> BASIS_KINDS =
      of(List.of(BasisKind.values()), BasisKind::wireName, BasisKind::of);
  static final Vocabulary<Boundary> BOUNDARIES =
      of(List.of(Boundary.values()), Boundary::wireName, Boundary::of);
  static final Vocabulary<Confidence> CONFIDENCES =
      of(List.of(Confidence.values()), Confidence::wireName, Confidence::of);

  /** What a case may expect; the others come before or after deciding, or of misspelling. */
  static final Vocabulary<RefusalCode> DECIDED =
      of(
          List.of(
              RefusalCode.PROHIBITED,
              RefusalCode.ANSWER_NOT_ALLOWED,
              RefusalCode.CONDITION_NOT_MET,
              RefusalCode.GRANT_EXPIRED,
              RefusalCode.NO_GRANT),
          RefusalCode::wireName);

  static final Vocabulary<FieldType> FIELD_TYPES =
      of(List.of(FieldType.values()), FieldType::wireName, FieldType::of);
  static final Vocabulary<GrantState> GRANT_STATES =
      of(List.of(GrantState.values()), GrantState::wireName, GrantState::of);
  static final Vocabulary<InstrumentRank> RANKS =
      of(List.of(InstrumentRank.values()), InstrumentRank::wireName, InstrumentRank::of);
  static final Vocabulary<Level> LEVELS = of(List.of(Level.values()), Level::wireName, Level::of);
  static final Vocabulary<RegistryForm> FORMS =
      of(List.of(RegistryForm.values()), RegistryForm::wireName, RegistryForm::of);
  static final Vocabulary<String> RELIANCES = of(List.of("asserted"));
  static final Vocabulary<String> SOURCE_TYPES = of(List.of("http", "jdbc", "kafka", "soap"));
  static final Vocabulary<SubjectType> SUBJECT_TYPES =
      of(List.of(SubjectType.values()), SubjectType::wireName, SubjectType::of);
  static final Vocabulary<Mask> MASKS = of(Mask.all().values(), Mask::name, Mask::of);

  static Vocabulary<String> of(List<String> words) {
    return of(words, Function.identity(), word -> Optional.of(word).filter(words::contains));
  }

  private static <E> Vocabulary<E> of(List<E> some, Function<E, String> spelling) {
    return of(
        some,
        spelling,
        word -> some.stream().filter(value -> spelling.apply(value).equals(word)).findFirst());
  }

  private static <E> Vocabulary<E> of(
      Collection<E> values, Function<E, String> spelling, Function<String, Optional<E>> lookup) {
    return new Vocabulary<>(values.stream().map(spelling).sorted().toList(), lookup);
  }

  Optional<E> find(String word) {
    return lookup.apply(word);
  }
}
