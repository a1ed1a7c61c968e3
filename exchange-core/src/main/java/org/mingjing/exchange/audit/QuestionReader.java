package org.mingjing.exchange.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.exchange.problem.JsonMembers;
import org.mingjing.exchange.problem.SubjectMembers;
import org.mingjing.policy.Text;

/**
 * Reads the body of {@code POST /api/v1/audit/traces}; all faults are named at once. The subject's
 * id becomes a tag and is kept nowhere.
 */
final class QuestionReader {
  private static final int LARGEST_KILOBYTES = 4;
  private static final String CASE = "caseRef";
  private static final Set<String> MEMBERS =
      Stream.concat(Stream.of(CASE), SubjectMembers.PATHS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private QuestionReader() {}

  /**
   * Reads one question.
   *
   * @throws org.mingjing.exchange.problem.Malformed naming every member at fault
   */
  static Trace.Question read(InputStream in) throws IOException {
    JsonMembers members = JsonMembers.read(JsonMembers.body(in, LARGEST_KILOBYTES));
    members.refuseUnknown(MEMBERS);
    Optional<String> caseRef = members.text(CASE, 128, true);
    if (caseRef.filter(String::isBlank).isPresent()) {
      members.fault(CASE, new Text("必须先填写案号", "a case number is needed first"));
    }
    SubjectMembers subject = SubjectMembers.read(members);
    subject.keepOutOf(members, List.of(CASE));
    members.throwIfAny();
    return new Trace.Question(
        caseRef.orElseThrow(), subject.type().orElseThrow(), subject.id().orElseThrow());
  }
}
