package org.mingjing.connectors.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.GroupCall;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Counted;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceGroup;
import org.mingjing.connectors.SourceQuestion;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * Turns the rows into an answer. A row of another key spoils it: a database may compare by a
 * collation for which two keys are alike.
 */
final class Receive implements Processor {
  private final SourceSpec spec;
  private final Dialect dialect;

  Receive(SourceSpec spec, Dialect dialect) {
    this.spec = spec;
    this.dialect = dialect;
  }

  @Override
  public void process(Exchange exchange) throws RejectedAnswer {
    @SuppressWarnings("unchecked") // what Texts makes
    List<List<@Nullable String>> found =
        (List<List<@Nullable String>>) exchange.getMessage().getBody();
    SourceAnswer answer =
        switch (exchange.getProperty(Ask.CALL, SourceQuestion.class)) {
          case SourceCall call -> new Fetched(rows(call, found), Ask.compared(call, dialect));
          case GroupCall call -> new Counted(groups(call, found));
        };
    exchange.getMessage().setBody(answer);
  }

  private static List<SourceGroup> groups(GroupCall call, List<List<@Nullable String>> found)
      throws RejectedAnswer {
    if (found.size() > call.most()) {
      throw new RejectedAnswer("more groups than are counted");
    }
    List<SourceGroup> groups = new ArrayList<>(found.size());
    int count = call.by().size();
    for (List<@Nullable String> texts : found) {
      long subjects = Long.parseLong(String.valueOf(texts.get(count)));
      groups.add(
          new SourceGroup(
              values(call.by(), texts),
              subjects,
              values(call.sums(), texts.subList(count + 1, texts.size()))));
    }
    return groups;
  }

  private List<SourceRow> rows(SourceCall call, List<List<@Nullable String>> found)
      throws RejectedAnswer {
    if (found.size() > spec.limits().maxRecords()) {
      throw new RejectedAnswer("more records than the catalogue allows");
    }
    List<SourceRow> rows = new ArrayList<>(found.size());
    for (List<@Nullable String> texts : found) {
      if (!call.key().equals(texts.getFirst())) {
        throw new RejectedAnswer("a record is of another subject");
      }
      rows.add(new SourceRow(values(call.fields(), texts.subList(1, texts.size()))));
    }
    return rows;
  }

  /** The texts that are there, by the fields that they stand for, in order. */
  private static Map<String, String> values(List<String> fields, List<@Nullable String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String text = texts.get(i);
      if (text != null) {
        values.put(fields.get(i), text);
      }
    }
    return values;
  }
}
