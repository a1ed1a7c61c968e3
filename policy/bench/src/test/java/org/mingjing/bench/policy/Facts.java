package org.mingjing.bench.policy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.Category;
import org.mingjing.policy.CategoryCode;
import org.mingjing.policy.Field;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;

/**
 * A question as an application puts it to another engine: what the catalogue says of the fields is
 * looked up already, which we do while we decide.
 *
 * @param categories of the fields asked for and of the subject key
 * @param owners the departments of these categories
 * @param conditional the fields that a grant has to cover
 * @param offered the forms that the resource can answer in
 * @param day of deciding, as grants write days
 */
record Facts(
    String system,
    String department,
    String resource,
    String purpose,
    String form,
    boolean batch,
    String authorisation,
    Set<String> categories,
    Set<String> owners,
    Set<String> conditional,
    Set<String> offered,
    String day) {

  static final String YES = "yes";
  static final String NO = "no";

  static Facts of(Question question, Policy policy) {
    Resource resource = policy.resource(question.resource()).orElseThrow();
    Set<String> names = new HashSet<>(question.fields());
    names.add(resource.subject().field());
    List<Field> asked =
        resource.fields().stream().filter(field -> names.contains(field.name())).toList();
    Set<Category> categories = new LinkedHashSet<>();
    asked.forEach(field -> categories.addAll(World.categories(policy, field)));
    return new Facts(
        question.system().value(),
        question.requester().value(),
        question.resource().value(),
        question.purpose().value(),
        question.answer().wireName(),
        question.subjects() > 1,
        question
            .authorisation()
            .map(Authorisation::kind)
            .orElse(AuthorisationKind.STATUTORY_DUTY)
            .wireName(),
        texts(categories.stream().map(Category::code).map(CategoryCode::value).toList()),
        texts(categories.stream().map(category -> category.department().value()).toList()),
        texts(asked.stream().filter(field -> !field.open()).map(Field::name).toList()),
        texts(resource.answers().stream().map(AnswerForm::wireName).toList()),
        World.NOW.toString().substring(0, 10));
  }

  String batchText() {
    return batch ? YES : NO;
  }

  private static Set<String> texts(List<String> texts) {
    return texts.stream().collect(Collectors.toCollection(TreeSet::new));
  }
}
