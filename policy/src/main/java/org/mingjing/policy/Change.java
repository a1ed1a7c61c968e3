package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One thing that would have to be otherwise for a refused call to be permitted. The changes of a
 * refusal belong together: all of them, applied, permit the call, and no fewer do.
 */
public sealed interface Change {

  /** The change in words. */
  Text text();

  /** The question as it would be asked then; itself where the change is not one of the question. */
  default Question on(Question question) {
    return question;
  }

  /** Leave a field out of the call. */
  record LeaveOut(String field) implements Change {
    @Override
    public Text text() {
      return new Text("去掉字段 " + field, "leave out field " + field);
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).without(field).question();
    }
  }

  /**
   * Call for another purpose.
   *
   * @param purposes any one of them would do
   */
  record UsePurpose(List<PurposeId> purposes) implements Change {
    public UsePurpose {
      purposes = List.copyOf(purposes);
    }

    @Override
    public Text text() {
      String listed = purposes.stream().map(PurposeId::value).collect(Collectors.joining(", "));
      return new Text(
          "用途改为下列之一，须确有其事：" + listed, "call for one of these purposes, if it is yours: " + listed);
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).purpose(purposes.getFirst()).question();
    }
  }

  /** Ask about one subject, not in bulk. */
  record OneSubject() implements Change {
    @Override
    public Text text() {
      return new Text("每次只查询一个对象", "ask about one subject at a time");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).oneSubject().question();
    }
  }

  /** Bring what the law asks for besides the grant; one that still holds on that day. */
  record Bring(AuthorisationKind kind, LocalDate day) implements Change {
    @Override
    public Text text() {
      return new Text(
          "附上有效的" + kind.text().zh() + "（kind: " + kind.wireName() + "）",
          "bring " + kind.text().en() + " (kind: " + kind.wireName() + ") that is still valid");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question)
          .authorisation(new Authorisation(kind, Asking.THEIRS, Asking.THEIRS, day))
          .question();
    }
  }

  /** Name the case. */
  record StateCase() implements Change {
    @Override
    public Text text() {
      return new Text("写明办件编号（caseRef）", "name the case (caseRef)");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).caseStated().question();
    }
  }

  /** Name the officer. */
  record StateOfficer() implements Change {
    @Override
    public Text text() {
      return new Text("写明经办人（officer）", "name the officer (officer)");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).officerStated().question();
    }
  }

  /** Assert the number of a declared response. */
  record AssertResponse() implements Change {
    @Override
    public Text text() {
      return asserted("response");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).response().question();
    }
  }

  /** Assert the number of a declared incident. */
  record AssertIncident() implements Change {
    @Override
    public Text text() {
      return asserted("incident");
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).incident().question();
    }
  }

  private static Text asserted(String member) {
    return new Text(
        "确有其事时，在调用中写明 asserted." + member + "（\"asserted\": {\"" + member + "\": …}）",
        "state asserted."
            + member
            + " in the call (\"asserted\": {\""
            + member
            + "\": …}), if it is so");
  }

  /** Ask in another form; any one of them would do. */
  record AskForm(List<AnswerForm> forms) implements Change {
    public AskForm {
      forms = List.copyOf(forms);
    }

    @Override
    public Text text() {
      String listed = forms.stream().map(AnswerForm::wireName).collect(Collectors.joining(", "));
      return new Text("答复方式改为下列之一：" + listed, "ask in one of these forms: " + listed);
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).answer(forms.getFirst()).question();
    }
  }

  /** Name no grant, so that any that covers the call does. */
  record NameNoGrant(GrantId named) implements Change {
    @Override
    public Text text() {
      return new Text("不要指定授权 " + named, "do not name grant " + named);
    }

    @Override
    public Question on(Question question) {
      return new Asking(question).anyGrant().question();
    }
  }

  /**
   * Have a grant that covers the call.
   *
   * @param purposes any one of them would do
   */
  record ObtainGrant(Set<String> fields, AnswerForm answer, List<PurposeId> purposes)
      implements Change {
    public ObtainGrant {
      fields = Set.copyOf(fields);
      purposes = List.copyOf(purposes);
    }

    @Override
    public Text text() {
      String listed = String.join(", ", new TreeSet<>(fields));
      String purpose = purposes.stream().map(PurposeId::value).collect(Collectors.joining(" / "));
      return new Text(
          "向提供部门申请一项授权，用途：%s；字段：%s；答复方式：%s".formatted(purpose, listed, answer.wireName()),
          "apply to the provider for one grant for %s of fields %s in form %s"
              .formatted(purpose, listed, answer.wireName()));
    }
  }

  /** Have a grant reinstated or renewed. */
  record RenewGrant(GrantId grant) implements Change {
    @Override
    public Text text() {
      return new Text(
          "请提供部门恢复或续签授权 " + grant, "have the provider reinstate or renew grant " + grant);
    }
  }

  /** Have a form added to a grant. */
  record AddForm(GrantId grant, AnswerForm answer) implements Change {
    @Override
    public Text text() {
      return new Text(
          "请提供部门把答复方式 " + answer.wireName() + " 加入授权 " + grant,
          "have the provider add form " + answer.wireName() + " to grant " + grant);
    }
  }

  /**
   * Meet the expressions of these categories: what they ask for is not in the call, such as the
   * hour or the system's assurance.
   */
  record MeetExpression(CategoryCode category, String expression) implements Change {
    @Override
    public Text text() {
      return new Text("使条件成立：" + expression, "meet the expression: " + expression);
    }
  }

  /** Nothing would permit this call, only another one. */
  record AskElse(Text text) implements Change {}

  /** In the order in which they are told. */
  Comparator<Change> ORDER = Comparator.comparingInt(Change::place);

  private static int place(Change change) {
    return switch (change) {
      case LeaveOut one -> 0;
      case UsePurpose one -> 1;
      case OneSubject one -> 2;
      case Bring one -> 3;
      case StateCase one -> 4;
      case StateOfficer one -> 5;
      case AssertResponse one -> 6;
      case AssertIncident one -> 7;
      case MeetExpression one -> 8;
      case AskForm one -> 9;
      case NameNoGrant one -> 10;
      case RenewGrant one -> 11;
      case AddForm one -> 12;
      case ObtainGrant one -> 13;
      case AskElse one -> 14;
    };
  }
}
